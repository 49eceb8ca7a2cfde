package dev.galena.market.delivery;

import java.time.Duration;

/**
 * How much sending may take.
 *
 * @param perEndpointMax deliveries of one endpoint under way at once, over all processes
 * @param healthyMax deliveries under way in this process to endpoints whose last attempt succeeded
 * @param failingMax the same for the others: they can never take what the healthy need
 * @param timeout of one attempt, from resolving the name to the end of the answer
 * @param lease how long after that a delivery belongs to whoever took it
 * @param rowsMax rows per transaction
 * @param idle how long to rest when there was nothing to do
 */
record Limits(
        int perEndpointMax,
        int healthyMax,
        int failingMax,
        Duration timeout,
        Duration lease,
        int rowsMax,
        Duration idle) {
    static final Limits USUAL =
            new Limits(4, 384, 128, Duration.ofSeconds(15), Duration.ofSeconds(60), 500, Duration.ofMillis(100));

    Limits {
        if (lease.compareTo(timeout.multipliedBy(2)) < 0)
            throw new IllegalArgumentException("a lease must outlast the attempt and its settling");
    }
}
