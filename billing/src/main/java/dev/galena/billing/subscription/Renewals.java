package dev.galena.billing.subscription;

import dev.galena.billing.News;
import dev.galena.billing.recurring.Job;
import dev.galena.billing.recurring.Period;
import dev.galena.billing.recurring.Rhythm;
import dev.galena.billing.subscription.Charges.Decided;
import dev.galena.billing.subscription.Subscriptions.Due;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What happens to subscriptions by itself. At the end of a period what is left over is carried on or expires, then the next period
 * is charged; where the wallet does not cover it, again 1, 3, 5 and 7 days later, and then the subscription ends. One step for each
 * subscription in a transaction: after a standstill its periods follow one by one.
 */
public final class Renewals {

    private static final int ROWS_MAX = 200;
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Subscriptions subscriptions;
    private final Plans plans;
    private final Quotas quotas;
    private final Expiry expiry;
    private final Charges charges;
    private final BiConsumer<Tx, List<News>> tell;

    Renewals(
            Subscriptions subscriptions,
            Plans plans,
            Quotas quotas,
            Expiry expiry,
            Charges charges,
            BiConsumer<Tx, List<News>> tell) {
        this.subscriptions = subscriptions;
        this.plans = plans;
        this.quotas = quotas;
        this.expiry = expiry;
        this.charges = charges;
        this.tell = tell;
    }

    public Job job() {
        return Job.ofRows("subscriptions", Rhythm.every(EVERY), this::run);
    }

    /** What the period has left comes first: it is to be used before what the next one brings. */
    private boolean run(Tx tx, Period period) {
        int expired = expiry.run(tx, period.end(), ROWS_MAX);
        return expired + renew(tx, period.end()) > 0;
    }

    private int renew(Tx tx, Instant world) {
        List<Due> due = subscriptions.due(tx, world, ROWS_MAX);
        if (due.isEmpty()) return 0;
        Map<UUID, Plan> known = plans.all(tx, planIds(due));
        List<Due> going =
                due.stream().filter(d -> !d.subscription().cancelled()).toList();
        List<Subscription> after = new ArrayList<>();
        List<News> news = new ArrayList<>();
        for (var d : due) {
            if (!d.subscription().cancelled()) continue;
            after.add(d.subscription().ended(d.now()));
            news.add(Stories.of(Stories.ENDED, after.getLast(), d.now()));
        }
        List<Bill> bills =
                going.stream().map(d -> bill(d.subscription(), known)).toList();
        List<Decided> decided = charges.decide(tx, bills, world);
        List<Decided> paid = new ArrayList<>();
        List<Quota> granted = new ArrayList<>();
        for (int i = 0; i < bills.size(); i++) {
            Due d = going.get(i);
            if (decided.get(i).covered()) {
                Plan plan = bills.get(i).plan();
                var renewed = d.subscription().renewed(plan);
                paid.add(decided.get(i));
                granted.add(granted(renewed, plan));
                after.add(renewed);
                news.add(Stories.of(Stories.RENEWED, renewed, d.now()));
            } else {
                var unpaid = d.subscription().unpaid(d.now());
                after.add(unpaid);
                news.add(Stories.of(
                        unpaid.status() == Status.ENDED ? Stories.ENDED : Stories.PAST_DUE, unpaid, d.now()));
            }
        }
        subscriptions.save(tx, after);
        expiry.end(
                tx,
                after.stream()
                        .filter(s -> s.status() == Status.ENDED)
                        .map(Subscription::id)
                        .toList(),
                world);
        quotas.add(tx, granted);
        tell.accept(tx, news);
        charges.post(tx, paid);
        return due.size();
    }

    private static Bill bill(Subscription subscription, Map<UUID, Plan> known) {
        UUID next = subscription.nextPlanId();
        Plan plan = known.get(next == null ? subscription.planId() : next);
        if (plan == null) throw new IllegalStateException("no plan of subscription " + subscription.id());
        return Bill.ofPeriod(subscription, plan, subscription.period() + 1);
    }

    static Quota granted(Subscription renewed, Plan plan) {
        var terms = plan.terms();
        return Quota.paid(
                Id.next(),
                renewed,
                terms,
                renewed.period(),
                terms.quota(),
                terms.price(),
                renewed.span().start());
    }

    private static Set<UUID> planIds(List<Due> due) {
        Set<UUID> ids = new HashSet<>();
        for (var d : due) {
            ids.add(d.subscription().planId());
            UUID next = d.subscription().nextPlanId();
            if (next != null) ids.add(next);
        }
        return ids;
    }
}
