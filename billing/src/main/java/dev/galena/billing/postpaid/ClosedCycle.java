package dev.galena.billing.postpaid;

import dev.galena.billing.Money;
import dev.galena.billing.recurring.Period;
import java.time.Instant;
import java.util.UUID;

/** A cycle that is over. Where something is {@code owed}, the journal {@code postpaid-cycle} of this id has moved it to what the buyer has to pay. */
public record ClosedCycle(UUID id, UUID partyId, Period span, Money owed, Instant at) {

    ClosedCycle owing(Money other) {
        return new ClosedCycle(id, partyId, span, other, at);
    }
}
