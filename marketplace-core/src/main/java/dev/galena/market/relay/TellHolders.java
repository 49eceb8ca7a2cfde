package dev.galena.market.relay;

import static java.util.Objects.requireNonNull;

import dev.galena.consent.Withdrawn;
import dev.galena.db.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What follows for the market when consent ends, in the transaction that ends it: the leads' listings close, and whoever
 * holds a lead, its seller and its buyers, is told and has to confirm.
 */
public final class TellHolders implements BiConsumer<Tx, Withdrawn> {
    private final Obligations obligations;
    private final Holdings holdings = new Holdings();

    public TellHolders(Obligations obligations) {
        this.obligations = obligations;
    }

    @Override
    public void accept(Tx tx, Withdrawn withdrawn) {
        if (withdrawn.consentIds().isEmpty()) return;
        List<Holding> holders = holdings.ofConsents(tx, withdrawn.subjectIds(), withdrawn.consentIds());
        if (holders.isEmpty()) return;
        close(tx, holders.stream().map(Holding::lead).distinct().toArray(UUID[]::new));
        Map<UUID, UUID> revocationOf = new HashMap<>();
        for (int i = 0; i < withdrawn.subjectIds().size(); i++)
            revocationOf.put(
                    withdrawn.subjectIds().get(i), withdrawn.revocationIds().get(i));
        List<Obligations.Owed> owed = holders.stream()
                .map(h -> new Obligations.Owed(requireNonNull(revocationOf.get(h.subject()), "of nobody"), h))
                .toList();
        obligations.add(tx, Kind.REVOCATION, owed, withdrawn.effectiveAt());
    }

    private static void close(Tx tx, UUID[] leadIds) {
        tx.rows(
                "select lead_id from market.listing where lead_id = any($1) order by lead_id for no key update",
                (Object) leadIds);
        tx.run("update market.listing set status = 'withdrawn' where lead_id = any($1) and status = 'open'", (Object)
                leadIds);
    }
}
