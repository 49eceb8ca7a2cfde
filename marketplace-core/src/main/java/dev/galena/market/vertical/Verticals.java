package dev.galena.market.vertical;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The verticals of this market. A version never changes, so each is read once; which one is current is known as of the
 * last {@link #refresh}, which somebody must call at start and every few seconds.
 */
public final class Verticals {
    private static final int VERSIONS_KEPT_MAX = 1_000;
    private static final String SELECT = """
            select v.id, v.code, w.version, w.body::text
            from market.vertical v join market.vertical_version w on w.vertical_id = v.id
            """;

    private record Known(Map<String, Vertical> byCode, Map<Integer, Vertical> byId) {}

    private final Cache<Long, Vertical> versions =
            Caffeine.newBuilder().maximumSize(VERSIONS_KEPT_MAX).build();
    private volatile Known known = new Known(Map.of(), Map.of());

    /** In its current version. No I/O. */
    public Optional<Vertical> current(String code) {
        return Optional.ofNullable(known.byCode.get(code));
    }

    /** In its current version. No I/O. */
    public Optional<Vertical> current(int id) {
        return Optional.ofNullable(known.byId.get(id));
    }

    /** All, in their current versions. No I/O. */
    public Collection<Vertical> current() {
        return known.byCode.values();
    }

    /** In a certain version, which may not be the current one. */
    public Optional<Vertical> version(Tx tx, int id, int version) {
        Vertical kept = versions.getIfPresent(key(id, version));
        if (kept != null) return Optional.of(kept);
        return tx.rows(SELECT + "where v.id = $1 and w.version = $2", id, version).stream()
                .map(this::keep)
                .findFirst();
    }

    /** Learns which versions are current, and reads those it has not read yet. */
    public void refresh(Tx tx) {
        var current = new ArrayList<Vertical>();
        for (Row row : tx.rows("select id, version from market.vertical order by id")) {
            version(tx, row.getInteger(0), row.getInteger(1)).ifPresent(current::add);
        }
        known = new Known(
                current.stream().collect(toUnmodifiableMap(Vertical::code, Function.identity())),
                current.stream().collect(toUnmodifiableMap(Vertical::id, Function.identity())));
    }

    /**
     * Adds a vertical in its first version; nothing if the code is taken.
     *
     * @param by party that published it; null for what comes with the product
     */
    Optional<Vertical> create(Tx tx, String code, Vertical body, @Nullable UUID by, Instant now) {
        List<Row> created = tx.rows("""
                insert into market.vertical (code, version, created_at) values ($1, 1, $2)
                on conflict (code) do nothing returning id""", code, now);
        if (created.isEmpty()) return Optional.empty();
        Vertical vertical = body.as(created.getFirst().getInteger(0), code, 1);
        write(tx, vertical, by, now);
        return Optional.of(vertical);
    }

    /** Adds a version and makes it the current one; nothing if there is no such vertical. */
    Optional<Vertical> add(Tx tx, String code, Vertical body, UUID by, Instant now) {
        List<Row> moved =
                tx.rows("update market.vertical set version = version + 1 where code = $1 returning id, version", code);
        if (moved.isEmpty()) return Optional.empty();
        Vertical vertical =
                body.as(moved.getFirst().getInteger(0), code, moved.getFirst().getInteger(1));
        write(tx, vertical, by, now);
        return Optional.of(vertical);
    }

    private static void write(Tx tx, Vertical vertical, @Nullable UUID by, Instant now) {
        tx.run("""
                insert into market.vertical_version (vertical_id, version, body, created_at, created_by)
                values ($1, $2, $3, $4, $5)""", vertical.id(), vertical.version(), new Json(vertical.body().encode()), now, by);
    }

    private Vertical keep(Row row) {
        var faults = new ArrayList<Fault>();
        Vertical vertical = VerticalBody.read(new JsonObject(row.getString(3)), faults)
                .orElseThrow(() -> new IllegalStateException(row.getString(1) + " cannot be read: " + faults))
                .as(row.getInteger(0), row.getString(1), row.getInteger(2));
        versions.put(key(vertical.id(), vertical.version()), vertical);
        return vertical;
    }

    private static long key(int id, int version) {
        return (long) id << 32 | version;
    }
}
