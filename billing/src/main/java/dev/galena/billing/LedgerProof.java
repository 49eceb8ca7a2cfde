package dev.galena.billing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ledger adds up, in figures of one moment.
 *
 * @param waiting deltas that are not folded yet
 * @param oldest since when the oldest of them waits; null: none does
 * @param unmatched lines of payment providers and banks that fit no journal
 * @param breaches what a recomputation from every transfer found wrong; null: it was not asked for
 */
public record LedgerProof(
        Instant at,
        List<Sum> sums,
        long waiting,
        @Nullable Instant oldest,
        long journals,
        long transfers,
        long openHolds,
        long frozenAccounts,
        long unmatched,
        @Nullable List<String> breaches) {

    /**
     * Of all accounts of a currency.
     *
     * @param sum must be zero
     * @param waiting of it, what is in deltas
     */
    public record Sum(long accounts, Money sum, Money waiting) {}

    public boolean sound() {
        return sums.stream().allMatch(s -> s.sum.minorUnits() == 0) && (breaches == null || breaches.isEmpty());
    }
}
