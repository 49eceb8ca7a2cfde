package dev.galena.billing.subscription;

import dev.galena.billing.News;
import dev.galena.billing.recurring.Anchor;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.subscription.Charges.Decided;
import dev.galena.billing.subscription.Outcome.Done;
import dev.galena.billing.subscription.Outcome.NotAnUpgrade;
import dev.galena.billing.subscription.Outcome.PlanUnknown;
import dev.galena.billing.subscription.Outcome.TooMany;
import dev.galena.billing.subscription.Outcome.Uncovered;
import dev.galena.billing.subscription.Outcome.Unknown;
import dev.galena.billing.subscription.Outcome.WrongStatus;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** What a buyer may do with subscriptions, inside the caller's transaction. Nothing is written unless it is {@link Done}. */
public final class Agreements {

    public static final int OPEN_MAX = 20;

    private final Subscriptions subscriptions;
    private final Plans plans;
    private final Quotas quotas;
    private final Expiry expiry;
    private final Charges charges;
    private final BiConsumer<Tx, List<News>> tell;
    private final Clocks clocks;

    Agreements(
            Subscriptions subscriptions,
            Plans plans,
            Quotas quotas,
            Expiry expiry,
            Charges charges,
            BiConsumer<Tx, List<News>> tell,
            Clocks clocks) {
        this.subscriptions = subscriptions;
        this.plans = plans;
        this.quotas = quotas;
        this.expiry = expiry;
        this.charges = charges;
        this.tell = tell;
        this.clocks = clocks;
    }

    /** Begins with the trial, if the plan has one that this buyer has not had; else the first month is charged now. */
    public Outcome start(Tx tx, UUID partyId, Currency currency, ZoneId zone, String planCode) {
        tx.lock("subscriptions of " + partyId);
        Optional<Plan> offered = plans.latest(tx, planCode, currency).filter(Plan::offered);
        if (offered.isEmpty()) return new PlanUnknown();
        if (subscriptions.open(tx, partyId) >= OPEN_MAX) return new TooMany(OPEN_MAX);
        Plan plan = offered.get();
        Instant now = clocks.now(tx, partyId);
        LocalDate today = LocalDate.ofInstant(now, zone);
        var trial = plan.terms().trial();
        if (trial.days() > 0 && !subscriptions.hadPlan(tx, partyId, planCode)) {
            var anchor = new Anchor(today.plusDays(trial.days()), zone);
            var subscription = Subscription.trial(Id.next(), partyId, plan, anchor, now);
            subscriptions.add(tx, subscription);
            if (trial.quota() > 0) quotas.add(tx, List.of(Quota.trial(Id.next(), subscription, plan.terms())));
            return told(tx, Stories.STARTED, subscription, now);
        }
        var subscription = Subscription.paid(Id.next(), partyId, plan, new Anchor(today, zone), now);
        Decided decided = decide(tx, Bill.ofPeriod(subscription, plan, 1), now);
        if (!decided.covered()) return uncovered(decided);
        subscriptions.add(tx, subscription);
        quotas.add(tx, List.of(Renewals.granted(subscription, plan)));
        told(tx, Stories.STARTED, subscription, now);
        charges.post(tx, List.of(decided));
        return new Done(subscription);
    }

    /** Another plan from the next period on; or the one that it has, when no other is to follow. */
    public Outcome changeAtEnd(Tx tx, UUID partyId, UUID id, String planCode) {
        return with(tx, partyId, id, (was, now) -> {
            if (was.status() == Status.ENDED) return new WrongStatus(was.status());
            Optional<Plan> offered = offered(tx, was, planCode);
            if (offered.isEmpty()) return new PlanUnknown();
            UUID next = offered.get().id();
            return saved(tx, Stories.CHANGED, was.next(next.equals(was.planId()) ? null : next), now);
        });
    }

    /** Another plan now. What it costs and brings for the days that are left is charged and granted beside what there is. */
    public Outcome upgradeNow(Tx tx, UUID partyId, UUID id, String planCode) {
        return with(tx, partyId, id, (was, now) -> {
            if (!was.running() || was.over(now)) return new WrongStatus(was.status());
            Optional<Plan> offered = offered(tx, was, planCode);
            if (offered.isEmpty()) return new PlanUnknown();
            Plan plan = offered.get();
            if (was.status() == Status.TRIALING) return saved(tx, Stories.CHANGED, was.upgraded(plan, false), now);
            return upgrade(tx, was, plan, now);
        });
    }

    private Outcome upgrade(Tx tx, Subscription was, Plan plan, Instant now) {
        Plan current = plans.find(tx, was.planId()).orElseThrow();
        LocalDate today = LocalDate.ofInstant(now, was.anchor().zone());
        int n = was.period() - was.base();
        var part = Proration.of(
                current.terms(),
                plan.terms(),
                was.anchor().boundary(n),
                today,
                was.anchor().boundary(n + 1));
        if (!part.upgrade()) return new NotAnUpgrade();
        boolean charged = part.net().positive();
        var upgraded = was.upgraded(plan, charged);
        var span = new dev.galena.billing.recurring.Period(now, was.span().end());
        List<Decided> decided = !charged
                ? List.of()
                : charges.decide(
                        tx, List.of(new Bill(was, plan, was.period(), upgraded.upgrades(), part.net(), span)), now);
        if (charged && !decided.getFirst().covered()) return uncovered(decided.getFirst());
        subscriptions.save(tx, List.of(upgraded));
        quotas.add(
                tx,
                List.of(Quota.paid(Id.next(), upgraded, plan.terms(), was.period(), part.leads(), part.net(), now)));
        told(tx, Stories.CHANGED, upgraded, now);
        charges.post(tx, decided);
        return new Done(upgraded);
    }

    /** Ends with the period that is paid for; at once where none is. */
    public Outcome cancel(Tx tx, UUID partyId, UUID id) {
        return with(tx, partyId, id, (was, now) -> switch (was.status()) {
            case ENDED -> new WrongStatus(Status.ENDED);
            case TRIALING, ACTIVE -> saved(tx, Stories.CANCELLED, was.cancelled(true), now);
            case PAUSED -> was.over(now) ? end(tx, was, now) : saved(tx, Stories.CANCELLED, was.unpaused(true), now);
            case PAST_DUE -> end(tx, was, now);
        });
    }

    /** Is not charged again before it is resumed. What is paid for can be used to the end of its period. */
    public Outcome pause(Tx tx, UUID partyId, UUID id) {
        return with(tx, partyId, id, (was, now) -> {
            if (!was.running() || was.cancelled()) return new WrongStatus(was.status());
            return saved(tx, Stories.PAUSED, was.paused(), now);
        });
    }

    /** After a pause, or when it was to end and shall not. After a pause longer than the period a new one begins, and is charged, today. */
    public Outcome resume(Tx tx, UUID partyId, UUID id) {
        return with(tx, partyId, id, (was, now) -> switch (was.status()) {
            case TRIALING, ACTIVE ->
                was.cancelled() ? saved(tx, Stories.RESUMED, was.cancelled(false), now) : new WrongStatus(was.status());
            case PAUSED ->
                was.over(now) ? beginAgain(tx, was, now) : saved(tx, Stories.RESUMED, was.unpaused(false), now);
            case PAST_DUE, ENDED -> new WrongStatus(was.status());
        });
    }

    private Outcome beginAgain(Tx tx, Subscription was, Instant now) {
        UUID next = was.nextPlanId();
        Plan plan = plans.find(tx, next == null ? was.planId() : next).orElseThrow();
        var zone = was.anchor().zone();
        var anchored = was.anchored(new Anchor(LocalDate.ofInstant(now, zone), zone));
        Decided decided = decide(tx, Bill.ofPeriod(anchored, plan, anchored.period() + 1), now);
        if (!decided.covered()) return uncovered(decided);
        var renewed = anchored.renewed(plan);
        subscriptions.save(tx, List.of(renewed));
        quotas.add(tx, List.of(Renewals.granted(renewed, plan)));
        told(tx, Stories.RESUMED, renewed, now);
        charges.post(tx, List.of(decided));
        return new Done(renewed);
    }

    private Outcome end(Tx tx, Subscription was, Instant now) {
        var ended = was.ended(now);
        subscriptions.save(tx, List.of(ended));
        expiry.end(tx, List.of(was.id()), now);
        return told(tx, Stories.ENDED, ended, now);
    }

    private Outcome with(Tx tx, UUID partyId, UUID id, BiFunction<Subscription, Instant, Outcome> work) {
        Optional<Subscription> locked = subscriptions.lock(tx, partyId, id);
        return locked.isEmpty() ? new Unknown() : work.apply(locked.get(), clocks.now(tx, partyId));
    }

    private Optional<Plan> offered(Tx tx, Subscription of, String planCode) {
        var current = plans.find(tx, of.planId()).orElseThrow();
        return plans.latest(tx, planCode, current.terms().price().currency()).filter(Plan::offered);
    }

    private Decided decide(Tx tx, Bill bill, Instant now) {
        return charges.decide(tx, List.of(bill), now).getFirst();
    }

    private static Outcome uncovered(Decided decided) {
        return new Uncovered(decided.charge().gross(), decided.available());
    }

    private Outcome saved(Tx tx, String story, Subscription subscription, Instant now) {
        subscriptions.save(tx, List.of(subscription));
        return told(tx, story, subscription, now);
    }

    private Outcome told(Tx tx, String story, Subscription subscription, Instant now) {
        tell.accept(tx, List.of(Stories.of(story, subscription, now)));
        return new Done(subscription);
    }
}
