package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.db.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What sellers signed when they handed leads in: one row for a file, however many rows it has. */
public final class Submissions {

    private static final String ADD = """
            insert into consent.submission (id, seller_id, key_id, body, at) values ($1, $2, $3, $4, $5)
            on conflict (id) do nothing""";

    private static final String PUBLISH_KEY = """
            insert into consent.key_publication (key_id, party_id, public_key, published_at) values ($1, $2, $3, $4)
            on conflict (key_id) do nothing returning key_id""";

    /** A signature as it is kept: the text whose SHA-256 grants name. */
    public record Stored(UUID keyId, String text) {}

    /** Keeps a signature that was checked; returns what grants are to name. A key used for the first time is logged before. */
    public Digest add(Tx tx, Submission submission, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MICROS);
        boolean first = !tx.rows(PUBLISH_KEY, submission.keyId(), submission.sellerId(), submission.publicKey(), at)
                .isEmpty();
        if (first) {
            var pending = new PendingEvents(1);
            pending.add(null, "key.registered", Leaf.ofKey(submission, at.toString()));
            pending.insert(tx, at);
        }
        byte[] document = submission.document();
        var id = Digest.sha256(document);
        tx.run(ADD, id.bytes(), submission.sellerId(), submission.keyId(), new String(document, UTF_8), at);
        return id;
    }

    /** Those that are there. */
    public Map<Digest, Stored> find(Tx tx, Collection<Digest> ids) {
        if (ids.isEmpty()) return Map.of();
        byte[][] wanted = ids.stream().map(Digest::bytes).toArray(byte[][]::new);
        var found = new HashMap<Digest, Stored>();
        for (var row : tx.rows("select id, key_id, body from consent.submission where id = any($1)", (Object) wanted)) {
            found.put(Digest.of(row.getBuffer(0).getBytes()), new Stored(row.getUUID(1), row.getString(2)));
        }
        return found;
    }
}
