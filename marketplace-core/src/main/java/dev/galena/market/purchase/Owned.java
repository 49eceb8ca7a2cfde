package dev.galena.market.purchase;

import java.time.Duration;
import java.util.UUID;

/** This buyer has bought this person, or this lead ({@code what} is the id of either). */
record Owned(UUID buyer, UUID what) {

    /** The same person is not sold twice to one buyer inside this time. */
    static final Duration WINDOW = Duration.ofDays(90);
}
