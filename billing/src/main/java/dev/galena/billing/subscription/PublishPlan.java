package dev.galena.billing.subscription;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator says what can be subscribed to; everybody may read it. */
public final class PublishPlan {

    private final Database database;
    private final Plans plans;
    private final InstantSource clock;

    public PublishPlan(Database database, Plans plans, InstantSource clock) {
        this.database = database;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * A new version under a code, or the first. The same terms again change nothing.
     *
     * @param offered false: nobody may take the plan from now on; who has it keeps it
     */
    public Plan publish(String code, Terms terms, boolean offered) {
        return database.inTx(tx -> {
            Currency currency = terms.price().currency();
            tx.lock("plan " + code + " " + currency);
            Optional<Plan> latest = plans.latest(tx, code, currency);
            if (latest.isPresent()
                    && latest.get().terms().equals(terms)
                    && latest.get().offered() == offered) return latest.get();
            int version = latest.map(Plan::version).orElse(0) + 1;
            var plan = new Plan(
                    Id.next(), code, version, terms, offered, clock.instant().truncatedTo(ChronoUnit.MICROS));
            plans.add(tx, plan);
            return plan;
        });
    }

    public Optional<Plan> find(UUID id) {
        return database.read(tx -> plans.find(tx, id));
    }

    /**
     * Those on offer.
     *
     * @param currency null: every version in all currencies
     */
    public Slice<Plan> page(@Nullable Currency currency, Page page) {
        return database.read(tx -> currency == null ? plans.versions(tx, page) : plans.offered(tx, currency, page));
    }
}
