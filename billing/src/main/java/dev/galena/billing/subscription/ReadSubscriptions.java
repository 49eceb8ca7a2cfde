package dev.galena.billing.subscription;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody looks at subscriptions. */
public final class ReadSubscriptions {

    private final Database database;
    private final Subscriptions subscriptions;
    private final Plans plans;
    private final Quotas quotas;
    private final ChargeRows charges;

    /** A subscription with its plan and what is left of its leads, what is used first coming first. */
    public record View(
            Subscription subscription, Plan plan, @Nullable Plan next, List<Quota> quotas) {}

    ReadSubscriptions(Database database, Subscriptions subscriptions, Plans plans, Quotas quotas, ChargeRows charges) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.plans = plans;
        this.quotas = quotas;
        this.charges = charges;
    }

    /** A party's own; any, where {@code partyId} is null. */
    public Optional<View> find(@Nullable UUID partyId, UUID id) {
        return database.read(tx -> subscriptions.find(tx, partyId, id).map(s -> {
            UUID next = s.nextPlanId();
            return new View(
                    s,
                    plans.find(tx, s.planId()).orElseThrow(),
                    next == null ? null : plans.find(tx, next).orElseThrow(),
                    quotas.open(tx, List.of(s.id())));
        }));
    }

    /** A party's own, or all, the newest first; of one plan and in one state, where those are given. */
    public Slice<Subscription> page(@Nullable UUID partyId, @Nullable String plan, @Nullable String status, Page page) {
        return database.read(tx -> subscriptions.page(tx, partyId, plan, status, page));
    }

    /** What one has cost, the newest first; nothing, where it is not the party's. */
    public Optional<Slice<Charge>> charges(@Nullable UUID partyId, UUID id, Page page) {
        return database.read(
                tx -> subscriptions.find(tx, partyId, id).map(found -> charges.page(tx, found.id(), page)));
    }
}
