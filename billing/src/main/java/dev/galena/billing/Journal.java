package dev.galena.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Why money moved: the transfers of one business event. Each pair of kind and ref is posted at most once, ever.
 *
 * @param kind {@code purchase}, {@code wallet-credit} …
 * @param ref what caused it: a purchase, a top-up
 */
public record Journal(UUID id, String kind, UUID ref, Instant at, List<Transfer> transfers) {

    private static final int TRANSFERS_MAX = Short.MAX_VALUE;

    public Journal {
        transfers = List.copyOf(transfers);
        if (transfers.isEmpty() || transfers.size() > TRANSFERS_MAX) {
            throw new IllegalArgumentException("a journal of " + transfers.size() + " transfers");
        }
        if (kind.isEmpty() || kind.length() > 40) {
            throw new IllegalArgumentException("a journal's kind has 1 to 40 characters: " + kind);
        }
    }
}
