package dev.galena.market.relay;

import static java.util.Objects.requireNonNull;

import dev.galena.consent.Channel;
import dev.galena.consent.Ended;
import dev.galena.db.Tx;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What follows for the market when consent ends, in the transaction that ends it: the leads' listings close, and whoever
 * holds a lead, its seller and its buyers, is told and has to confirm.
 */
public final class TellHolders implements BiConsumer<Tx, Ended> {
    private final Obligations obligations;
    private final Holdings holdings = new Holdings();

    public TellHolders(Obligations obligations) {
        this.obligations = obligations;
    }

    @Override
    public void accept(Tx tx, Ended ended) {
        List<Holding> holders =
                holdings.ofConsents(tx, ended.subjectIds(), ended.revocationOf().keySet());
        if (holders.isEmpty()) return;
        var over = holders.stream()
                .filter(h -> !ended.limited().containsKey(h.consent()))
                .map(Holding::lead)
                .distinct()
                .toArray(UUID[]::new);
        close(tx, over);
        limit(tx, holders, ended);
        List<Obligations.Owed> owed = holders.stream()
                .map(h -> new Obligations.Owed(
                        requireNonNull(ended.revocationOf().get(h.consent()), "of nobody"),
                        h,
                        ended.limited().getOrDefault(h.consent(), Set.of())))
                .toList();
        obligations.add(tx, Kind.REVOCATION, owed, ended.at());
    }

    /** Searches by channel find what is left. */
    private static void limit(Tx tx, List<Holding> holders, Ended ended) {
        SortedMap<UUID, Short> leads = new TreeMap<>();
        for (var holding : holders) {
            var channels = ended.limited().get(holding.consent());
            if (channels != null) leads.put(holding.lead(), (short) Channel.bits(channels));
        }
        if (leads.isEmpty()) return;
        UUID[] ids = leads.keySet().toArray(UUID[]::new);
        lock(tx, ids);
        tx.run("""
                update market.listing l set channels = l.channels & ~t.channels
                from unnest($1::uuid[], $2::smallint[]) as t(lead_id, channels) where l.lead_id = t.lead_id""", ids, leads.values().toArray(Short[]::new));
    }

    private static void close(Tx tx, UUID[] leadIds) {
        if (leadIds.length == 0) return;
        lock(tx, leadIds);
        tx.run("update market.listing set status = 'withdrawn' where lead_id = any($1) and status = 'open'", (Object)
                leadIds);
    }

    private static void lock(Tx tx, UUID[] leadIds) {
        tx.rows(
                "select lead_id from market.listing where lead_id = any($1) order by lead_id for no key update",
                (Object) leadIds);
    }
}
