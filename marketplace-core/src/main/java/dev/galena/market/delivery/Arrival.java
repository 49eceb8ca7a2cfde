package dev.galena.market.delivery;

import java.time.Instant;
import java.util.UUID;

/** How far one event has come on its way to its party. */
public record Arrival(UUID eventId, String type, How how, Instant at) {

    /** Of one event several may be told of: it goes to each endpoint. */
    public enum How {
        /** An endpoint took it. */
        ACCEPTED,
        /** An endpoint did not; it will be tried again, or not. */
        FAILED,
        /** No endpoint wants it; the party finds it among its events. */
        AT_DISPOSAL
    }
}
