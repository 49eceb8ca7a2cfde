package dev.galena.market.delivery;

import dev.galena.consent.MasterKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one endpoint: the current one first, then those that still sign until the party has changed over.
 */
record Secrets(List<Lasting> all) {
    private static final int MAX = 4;
    private static final byte[] CONTEXT = "webhook-endpoint/1".getBytes(StandardCharsets.UTF_8);

    /** {@code until} is null for good. */
    record Lasting(Secret secret, @Nullable Instant until) {}

    static Secrets first(Secret secret) {
        return new Secrets(List.of(new Lasting(secret, null)));
    }

    /** With a new current secret; those before sign on for {@code overlap}, four in all at most. */
    Secrets rotated(Secret fresh, Instant now, Duration overlap) {
        List<Lasting> next = new ArrayList<>(List.of(new Lasting(fresh, null)));
        for (Lasting old : all) {
            Instant until = old.until == null ? now.plus(overlap) : old.until;
            if (until.isAfter(now) && next.size() < MAX) next.add(new Lasting(old.secret, until));
        }
        return new Secrets(List.copyOf(next));
    }

    List<Secret> signing(Instant now) {
        return all.stream()
                .filter(s -> s.until == null || s.until.isAfter(now))
                .map(Lasting::secret)
                .toList();
    }

    /** Bound to its endpoint: copied to another row it does not open. */
    byte[] sealed(MasterKey key, UUID endpointId) {
        var list = new JsonArray();
        for (Lasting s : all)
            list.add(new JsonObject()
                    .put("secret", s.secret.text())
                    .put("until", s.until == null ? null : s.until.toString()));
        return key.seal(list.encode().getBytes(StandardCharsets.UTF_8), context(endpointId));
    }

    static Secrets open(MasterKey key, UUID endpointId, byte[] sealed) {
        var list = new JsonArray(new String(key.open(sealed, context(endpointId)), StandardCharsets.UTF_8));
        return new Secrets(list.stream()
                .map(JsonObject.class::cast)
                .map(s -> new Lasting(new Secret(s.getString("secret")), s.getInstant("until")))
                .toList());
    }

    private static byte[] context(UUID endpointId) {
        return ByteBuffer.allocate(CONTEXT.length + 16)
                .put(CONTEXT)
                .putLong(endpointId.getMostSignificantBits())
                .putLong(endpointId.getLeastSignificantBits())
                .array();
    }
}
