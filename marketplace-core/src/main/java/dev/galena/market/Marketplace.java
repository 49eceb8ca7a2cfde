package dev.galena.market;

import dev.galena.billing.Accounts;
import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.market.party.AdmitParties;
import dev.galena.market.party.ApiKeys;
import dev.galena.market.party.FirstStart;
import dev.galena.market.party.Identify;
import dev.galena.market.party.InvitePeople;
import dev.galena.market.party.IssueKeys;
import dev.galena.market.party.LogIn;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Passwords;
import dev.galena.market.party.Sessions;
import dev.galena.market.party.SigningKeys;
import dev.galena.market.party.Users;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Builds everything the market is made of, in the order of the story. Whoever needs a part takes it from here. */
public final class Marketplace {
    // ── who trades ──
    public final Identify identify;
    public final AdmitParties admitParties;
    public final IssueKeys issueKeys;
    public final InvitePeople invitePeople;
    public final LogIn logIn;
    public final SigningKeys signingKeys;
    public final FirstStart firstStart;

    // ── kinds of lead ──

    // ── leads come in ──

    // ── listings ──

    // ── purchases ──

    // ── delivery and trail ──

    public Marketplace(Vertx vertx, Database database, MasterKey master, InstantSource clock) {
        // ── who trades ──
        var random = new SecureRandom();
        var passwords = new Passwords(random);
        var parties = new Parties();
        var users = new Users();
        identify = new Identify(database, clock);
        admitParties = new AdmitParties(database, parties, new Accounts(), clock);
        issueKeys = new IssueKeys(database, new ApiKeys(), random, clock);
        invitePeople = new InvitePeople(database, users, passwords, clock);
        logIn = new LogIn(database, users, new Sessions(), passwords, random, clock);
        signingKeys = new SigningKeys(database, master, clock);
        firstStart = new FirstStart(database, parties, users, admitParties, issueKeys, passwords, clock);

        // ── kinds of lead ──

        // ── leads come in ──

        // ── listings ──

        // ── purchases ──

        // ── delivery and trail ──
    }
}
