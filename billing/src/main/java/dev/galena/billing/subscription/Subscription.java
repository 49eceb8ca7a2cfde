package dev.galena.billing.subscription;

import dev.galena.billing.recurring.Anchor;
import dev.galena.billing.recurring.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buyer's standing agreement to pay for a plan. Period {@code n} from {@code base} on begins {@code n - base} months after the
 * anchor; period 0 is the trial.
 *
 * @param period that is running, or ran last
 * @param attempts to charge the period after it, in vain
 * @param upgrades in this period
 * @param nextPlanId from the next period on; null: the same
 * @param cancelled ends with the period
 * @param dueAt when it goes on by itself; null: it does not
 */
public record Subscription(
        UUID id,
        UUID partyId,
        UUID planId,
        Status status,
        Anchor anchor,
        int base,
        int period,
        Period span,
        int attempts,
        int upgrades,
        @Nullable UUID nextPlanId,
        boolean cancelled,
        @Nullable Instant dueAt,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** Days from each attempt to charge to the next: 1, 3, 5 and 7 days after the first one. Then it ends. */
    static final List<Duration> DUNNING =
            List.of(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(2), Duration.ofDays(2));

    static Subscription trial(UUID id, UUID partyId, Plan plan, Anchor anchor, Instant now) {
        var span = new Period(now, anchor.period(0).start());
        return new Subscription(
                id, partyId, plan.id(), Status.TRIALING, anchor, 1, 0, span, 0, 0, null, false, span.end(), now, null);
    }

    /** With its first period running. */
    static Subscription paid(UUID id, UUID partyId, Plan plan, Anchor anchor, Instant now) {
        var span = anchor.period(0);
        return new Subscription(
                id, partyId, plan.id(), Status.ACTIVE, anchor, 1, 1, span, 0, 0, null, false, span.end(), now, null);
    }

    /** When a period from {@code base} on begins and ends. */
    public Period span(int n) {
        return anchor.period(n - base);
    }

    /** The first date after the one that a period ends on. */
    LocalDate endDate(int n) {
        return anchor.boundary(n - base + 1);
    }

    boolean running() {
        return status == Status.TRIALING || status == Status.ACTIVE;
    }

    boolean over(Instant now) {
        return !span.end().isAfter(now);
    }

    /** The next period is paid. */
    Subscription renewed(Plan plan) {
        var next = span(period + 1);
        return new Subscription(
                id,
                partyId,
                plan.id(),
                Status.ACTIVE,
                anchor,
                base,
                period + 1,
                next,
                0,
                0,
                null,
                false,
                next.end(),
                createdAt,
                null);
    }

    /** The next period could not be charged: tried again later, or ended. */
    Subscription unpaid(Instant now) {
        if (attempts == DUNNING.size()) return ended(now);
        return with(Status.PAST_DUE, attempts + 1, nextPlanId, cancelled, now.plus(DUNNING.get(attempts)));
    }

    Subscription ended(Instant now) {
        return new Subscription(
                id,
                partyId,
                planId,
                Status.ENDED,
                anchor,
                base,
                period,
                span,
                attempts,
                upgrades,
                null,
                cancelled,
                null,
                createdAt,
                now);
    }

    /** At once; for those that are running or paused inside their period. */
    Subscription upgraded(Plan plan, boolean charged) {
        return new Subscription(
                id,
                partyId,
                plan.id(),
                status,
                anchor,
                base,
                period,
                span,
                attempts,
                charged ? upgrades + 1 : upgrades,
                null,
                cancelled,
                dueAt,
                createdAt,
                endedAt);
    }

    Subscription next(@Nullable UUID plan) {
        return with(status, attempts, plan, cancelled, dueAt);
    }

    Subscription paused() {
        return with(Status.PAUSED, attempts, nextPlanId, cancelled, null);
    }

    /** Goes on with the period that is running. */
    Subscription unpaused(boolean cancelled) {
        Status before = period == 0 ? Status.TRIALING : Status.ACTIVE;
        return with(before, attempts, nextPlanId, cancelled, span.end());
    }

    /** Begins anew, after a pause that was longer than the period; {@link #renewed} follows. */
    Subscription anchored(Anchor other) {
        return new Subscription(
                id,
                partyId,
                planId,
                status,
                other,
                period + 1,
                period,
                span,
                attempts,
                upgrades,
                nextPlanId,
                cancelled,
                dueAt,
                createdAt,
                endedAt);
    }

    Subscription cancelled(boolean atEnd) {
        return with(status, attempts, nextPlanId, atEnd, dueAt);
    }

    private Subscription with(
            Status status, int attempts, @Nullable UUID nextPlanId, boolean cancelled, @Nullable Instant dueAt) {
        return new Subscription(
                id,
                partyId,
                planId,
                status,
                anchor,
                base,
                period,
                span,
                attempts,
                upgrades,
                nextPlanId,
                cancelled,
                dueAt,
                createdAt,
                endedAt);
    }
}
