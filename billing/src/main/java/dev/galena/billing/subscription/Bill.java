package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import dev.galena.billing.recurring.Period;

/**
 * What a subscription is to be charged.
 *
 * @param upgrade 0: for the period itself; n: for the n-th upgrade in it
 * @param span what is paid for
 */
record Bill(Subscription subscription, Plan plan, int period, int upgrade, Money net, Period span) {

    static Bill ofPeriod(Subscription subscription, Plan plan, int period) {
        return new Bill(subscription, plan, period, 0, plan.terms().price(), subscription.span(period));
    }
}
