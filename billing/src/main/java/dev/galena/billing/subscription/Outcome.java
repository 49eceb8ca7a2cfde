package dev.galena.billing.subscription;

import dev.galena.billing.Money;

/** What came of something a buyer wanted with a subscription. */
public sealed interface Outcome {

    record Done(Subscription subscription) implements Outcome {}

    /** It does not exist, or it is not his. */
    record Unknown() implements Outcome {}

    /** Nothing is offered under this code in the party's currency. */
    record PlanUnknown() implements Outcome {}

    /** The party has as many as it may have. */
    record TooMany(int max) implements Outcome {}

    record Uncovered(Money total, Money available) implements Outcome {}

    /** Not while it stands so. */
    record WrongStatus(Status status) implements Outcome {}

    /** Cheaper, or with fewer leads: such a change waits for the end of the period. */
    record NotAnUpgrade() implements Outcome {}
}
