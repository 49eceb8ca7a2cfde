package dev.galena.market.returns;

import dev.galena.billing.Money;
import java.time.Instant;

/** What came of a request for a return, or of a decision about one, in the order of precedence. */
public sealed interface ReturnOutcome {

    /** Requested, contested or decided: as it stands now. */
    record Stands(LeadReturn lead) implements ReturnOutcome {}

    /** No such sale or return of this party. */
    record NotFound() implements ReturnOutcome {}

    record WindowClosed(Instant since) implements ReturnOutcome {}

    /** Another request for the same sale is open. */
    record AlreadyOpen() implements ReturnOutcome {}

    /** All of it was given back before. */
    record NothingLeft() implements ReturnOutcome {}

    /** More than is left of it. */
    record TooMuch(Money left) implements ReturnOutcome {}

    /** A quota paid for it: a unit is given back whole. */
    record NotDivisible() implements ReturnOutcome {}

    record AlreadyDecided() implements ReturnOutcome {}

    /** The seller has said no, or has had his time. */
    record OperatorDecides() implements ReturnOutcome {}
}
