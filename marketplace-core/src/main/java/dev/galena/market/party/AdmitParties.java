package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Page;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets parties into the market, with the accounts their trade needs, and suspends them. */
public final class AdmitParties {
    private final Database database;
    private final Parties parties;
    private final Admissions admissions;

    public AdmitParties(Database database, Parties parties, Admissions admissions) {
        this.database = database;
        this.parties = parties;
        this.admissions = admissions;
    }

    /** Who wants in. */
    public record Applicant(String name, Set<Role> roles, Currency currency, ZoneId timeZone) {
        public Applicant {
            roles = Set.copyOf(roles);
        }
    }

    public Party admit(Applicant applicant) {
        return database.inTx(tx -> admissions.party(tx, applicant));
    }

    /** From now on (other processes: within five seconds) its keys and people are refused; false where there is no such party. */
    public boolean suspend(UUID id, boolean suspended) {
        return database.inTx(tx -> parties.suspend(tx, id, suspended));
    }

    public Optional<Party> find(UUID id) {
        return database.read(tx -> parties.find(tx, id));
    }

    public Page.Slice<Party> page(@Nullable Role role, Page page) {
        return database.read(tx -> parties.page(tx, role, page));
    }
}
