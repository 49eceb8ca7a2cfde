package dev.galena.consent;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of one transaction on their way into the log, in the order in which they happened. */
final class PendingEvents {

    private static final String INSERT = """
            insert into consent.event_pending (consent_id, type, at, leaf)
            select consent_id, type, $4, leaf from unnest($1::uuid[], $2::text[], $3::bytea[]) as t(consent_id, type, leaf)""";

    private final List<@Nullable UUID> consentIds;
    private final List<String> types;
    private final List<byte[]> leaves;

    PendingEvents(int expected) {
        consentIds = new ArrayList<>(expected);
        types = new ArrayList<>(expected);
        leaves = new ArrayList<>(expected);
    }

    void add(@Nullable UUID consentId, String type, Leaf leaf) {
        consentIds.add(consentId);
        types.add(type);
        leaves.add(leaf.bytes());
    }

    void insert(Tx tx, Instant now) {
        if (leaves.isEmpty()) return;
        tx.change(leaves.size(), INSERT, consentIds.toArray(UUID[]::new), types.toArray(String[]::new), leaves, now);
    }
}
