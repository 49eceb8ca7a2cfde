package dev.galena.market.party;

import dev.galena.billing.Accounts;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.IssueKeys.Issued;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a new party or key consists of, written in the transaction of whoever lets it in. */
public final class Admissions {
    private final Parties parties;
    private final ApiKeys keys;
    private final Accounts accounts;
    private final SecureRandom random;
    private final InstantSource clock;

    public Admissions(Parties parties, ApiKeys keys, Accounts accounts, SecureRandom random, InstantSource clock) {
        this.parties = parties;
        this.keys = keys;
        this.accounts = accounts;
        this.random = random;
        this.clock = clock;
    }

    /** With the accounts that its trade needs. */
    Party party(Tx tx, Applicant applicant) {
        var now = clock.instant();
        var party = new Party(
                Id.next(), applicant.name(), applicant.roles(), applicant.currency(), applicant.timeZone(), false, now);
        parties.add(tx, party);
        if (party.is(Role.BUYER)) {
            accounts.openBuyer(tx, party.id(), party.currency(), now);
        }
        if (party.is(Role.SELLER)) {
            accounts.openSeller(tx, party.id(), party.currency(), now);
        }
        return party;
    }

    /** Scopes beyond what the party's roles allow are a bug of the caller. */
    Issued key(Tx tx, Party party, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
        if (!Scope.of(party.roles()).containsAll(scopes)) {
            throw new IllegalArgumentException("scopes beyond the party's roles");
        }
        var text = KeyText.fresh(party.test(), random);
        var key = new ApiKey(
                Id.next(), party.id(), name, KeyText.prefix(text), scopes, clock.instant(), expiresAt, null, null);
        keys.add(tx, key, KeyText.hash(text));
        return new Issued(key, text);
    }
}
