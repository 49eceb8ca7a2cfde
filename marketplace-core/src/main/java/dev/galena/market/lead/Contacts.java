package dev.galena.market.lead;

import dev.galena.consent.DataKey;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Contact data, sealed under the key of the person and bound to the lead: apart from everything one may search. */
public final class Contacts {
    private static final byte[] TABLE = {'c', 'o', 'n', 't', 'a', 'c', 't'};

    /** A contact that only the person's key opens. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below, and handed on without copies
    public record Sealed(UUID leadId, byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Sealed(UUID id, byte[] theirs) && leadId.equals(id) && Arrays.equals(bytes, theirs);
        }

        @Override
        public int hashCode() {
            return leadId.hashCode();
        }

        public Contact open(DataKey key) {
            return Contact.of(key.open(bytes, context(leadId)));
        }
    }

    public static Sealed seal(UUID leadId, Contact contact, DataKey key) {
        return new Sealed(leadId, key.seal(contact.toBytes(), context(leadId)));
    }

    public void add(Tx tx, List<Sealed> contacts) {
        if (contacts.isEmpty()) return;
        tx.run(
                "insert into market.contact (lead_id, sealed) select * from unnest($1::uuid[], $2::bytea[])",
                contacts.stream().map(Sealed::leadId).toArray(UUID[]::new),
                contacts.stream().map(Sealed::bytes).toArray(byte[][]::new));
    }

    public Optional<Sealed> find(Tx tx, UUID leadId) {
        return Optional.ofNullable(find(tx, List.of(leadId)).get(leadId));
    }

    /** By lead; erased ones are absent. */
    public Map<UUID, Sealed> find(Tx tx, Collection<UUID> leadIds) {
        Map<UUID, Sealed> found = new HashMap<>();
        for (Row row : tx.rows("select lead_id, sealed from market.contact where lead_id = any($1)", (Object)
                leadIds.toArray(UUID[]::new)))
            found.put(
                    row.getUUID(0), new Sealed(row.getUUID(0), row.getBuffer(1).getBytes()));
        return found;
    }

    private static byte[] context(UUID leadId) {
        return ByteBuffer.allocate(TABLE.length + 16)
                .put(TABLE)
                .putLong(leadId.getMostSignificantBits())
                .putLong(leadId.getLeastSignificantBits())
                .array();
    }
}
