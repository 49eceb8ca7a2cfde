package dev.galena.market.returns;

import dev.galena.billing.Money;
import dev.galena.market.vertical.Level;
import java.time.Instant;

/** What came of a change of level, in the order of precedence. */
public sealed interface LevelOutcome {

    /**
     * It is of that level now, or was before.
     *
     * @param charged to the buyer, with VAT; negative: credited to him
     */
    record Changed(Level level, Money charged) implements LevelOutcome {}

    /** No such sale of this party. */
    record NotFound() implements LevelOutcome {}

    /** A buyer may raise, a seller may lower. */
    record NotYours() implements LevelOutcome {}

    record WindowClosed(Instant since) implements LevelOutcome {}

    /** A quota paid for it: its units cost the same at any level. */
    record PaidByQuota() implements LevelOutcome {}

    /** Some of it was given back, or is wanted back. */
    record Returned() implements LevelOutcome {}

    record InsufficientFunds(Money price, Money free) implements LevelOutcome {}
}
