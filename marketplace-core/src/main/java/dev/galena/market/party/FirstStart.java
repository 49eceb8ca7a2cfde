package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.IssueKeys.Issued;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fills an empty market: the operator, who lets everybody else in, and for a demo some parties that trade in play money. What it
 * returns is known to nobody else and cannot be had again.
 */
public final class FirstStart {
    private static final String LOCK = "first_start";
    private static final List<Applicant> DEMO = List.of(
            demo("X Education", Role.SELLER),
            demo("Bright Path Media", Role.SELLER),
            demo("Northfield College", Role.BUYER),
            demo("Harbor Institute", Role.BUYER),
            demo("Summit Learning Group", Role.BUYER), // on no consent notice: shows what it may not buy
            demo("Open Eyes Audit", Role.COMPLIANCE));

    private final Database database;
    private final Parties parties;
    private final Users users;
    private final Admissions admissions;
    private final Passwords passwords;
    private final InstantSource clock;

    public FirstStart(
            Database database,
            Parties parties,
            Users users,
            Admissions admissions,
            Passwords passwords,
            InstantSource clock) {
        this.database = database;
        this.parties = parties;
        this.users = users;
        this.admissions = admissions;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** The operator's way in, and the keys of the demo, all of whose people have one password. */
    public record Opened(String email, String password, List<DemoParty> demo, String demoPassword) {
        @Override
        public String toString() {
            return "Opened[" + email + "]";
        }
    }

    /** A demo party, its key, which holds every scope its roles allow, and the address of its one person. */
    public record DemoParty(Party party, Issued key, String email) {}

    /** Nothing where the market has parties already. Of several processes that start at once only one gets an answer. */
    public Optional<Opened> open(String email, Currency currency, boolean demo) {
        if (database.read(parties::exist)) {
            return Optional.empty();
        }
        var password = passwords.fresh();
        var hash = passwords.hash(password).orElseThrow();
        var demoPassword = passwords.fresh();
        var demoHash = demo ? passwords.hash(demoPassword).orElseThrow() : "";
        return database.inTx(tx -> {
            tx.lock(LOCK);
            if (parties.exist(tx)) {
                return Optional.empty();
            }
            var operator = admissions.party(
                    tx, new Applicant("Operator", Set.of(Role.OPERATOR, Role.COMPLIANCE), currency, ZoneOffset.UTC));
            users.add(tx, new User(Id.next(), operator.id(), email, operator.roles(), clock.instant()), hash);
            var applicants = demo ? DEMO.stream() : Stream.<Applicant>empty();
            return Optional.of(new Opened(
                    email,
                    password,
                    applicants.map(one -> admitted(tx, one, demoHash)).toList(),
                    demoPassword));
        });
    }

    private DemoParty admitted(Tx tx, Applicant applicant, String passwordHash) {
        var party = admissions.party(tx, applicant);
        var email = party.name().toLowerCase(Locale.ROOT).replace(' ', '-') + "@demo.localhost";
        users.add(tx, new User(Id.next(), party.id(), email, party.roles(), clock.instant()), passwordHash);
        return new DemoParty(party, admissions.key(tx, party, "demo", Scope.of(party.roles()), null), email);
    }

    private static Applicant demo(String name, Role role) {
        return new Applicant(name, Set.of(role), Party.TEST_CURRENCY, ZoneOffset.UTC);
    }
}
