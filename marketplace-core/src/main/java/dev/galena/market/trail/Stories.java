package dev.galena.market.trail;

import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.History;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Trails put together from the market's tables and the consents' histories, as far as a viewer may know them. */
final class Stories {
    private final Consents consents;
    private final Trails trails = new Trails();

    Stories(Consents consents) {
        this.consents = consents;
    }

    List<Trail> of(Tx tx, Viewer viewer, List<Trail.Origin> origins) {
        if (origins.isEmpty()) return List.of();
        List<UUID> leads = origins.stream().map(Trail.Origin::id).toList();
        List<UUID> people =
                origins.stream().map(Trail.Origin::subjectId).distinct().toList();
        Map<UUID, History> histories = consents
                .history(tx, consentIds(origins), viewer.sight().wide())
                .stream()
                .collect(Collectors.toMap(h -> h.consent().id(), Function.identity()));
        Map<UUID, List<Trail.Sale>> sales =
                trails.sales(tx, leads, viewer.sight()).stream().collect(Collectors.groupingBy(Trail.Sale::leadId));
        List<Trail.Access> accesses = trails.accesses(tx, leads, people, viewer.sight());
        Map<UUID, List<Trail.Told>> told =
                trails.told(tx, leads, viewer.sight()).stream().collect(Collectors.groupingBy(Trail.Told::leadId));
        return origins.stream()
                .map(origin -> {
                    History history = histories.get(origin.consentId());
                    if (history == null) throw new IllegalStateException("a lead without consent");
                    return new Trail(
                            origin,
                            history,
                            whole(history),
                            sales.getOrDefault(origin.id(), List.of()),
                            accesses.stream()
                                    .filter(a ->
                                            a.leadId() == null || a.leadId().equals(origin.id()))
                                    .toList(),
                            told.getOrDefault(origin.id(), List.of()));
                })
                .toList();
    }

    private static Collection<UUID> consentIds(List<Trail.Origin> origins) {
        return origins.stream().map(Trail.Origin::consentId).distinct().toList();
    }

    /** Hashes are of the stored bytes, computed anew just now: an edited event shows in itself or in its successor. */
    private static boolean whole(History history) {
        Digest before = null;
        int seq = 0;
        for (History.Recorded event : history.events()) {
            var leaf = new JsonObject(event.leaf());
            boolean follows =
                    before == null ? !leaf.containsKey("prev") : before.hex().equals(leaf.getString("prev"));
            boolean named = leaf.getInteger("seq", -1) == seq
                    && history.consent().id().toString().equals(leaf.getString("consent"))
                    && event.type().equals(leaf.getString("type"));
            if (!follows || !named) return false;
            before = event.hash();
            seq++;
        }
        return before != null
                && history.consent().head().equals(before)
                && history.consent().seq() == seq - 1;
    }
}
