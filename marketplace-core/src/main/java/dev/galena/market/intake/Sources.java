package dev.galena.market.intake;

import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources of leads, with the mapping that their files have followed so far. */
public final class Sources {
    private static final String SELECT = """
            select s.id, s.seller_id, s.code, s.alias, p.currency
            from market.source s join market.party p on p.id = s.seller_id""";

    private final SecureRandom random = new SecureRandom();

    /** The seller's source of that code; made when it is new. The alias tells buyers nothing of the seller. */
    public Source add(Tx tx, UUID sellerId, String code, Instant now) {
        UUID id = Id.next();
        String alias = "src-%08x".formatted(random.nextInt());
        tx.run("""
                insert into market.source (id, seller_id, code, alias, created_at) values ($1, $2, $3, $4, $5)
                on conflict (seller_id, code) do nothing""", id, sellerId, code, alias, now);
        return find(tx, sellerId, code).orElseThrow();
    }

    public Optional<Source> find(Tx tx, UUID sellerId, String code) {
        return tx.rows(SELECT + " where s.seller_id = $1 and s.code = $2", sellerId, code).stream()
                .findFirst()
                .map(Sources::source);
    }

    public Optional<Source> find(Tx tx, UUID id) {
        return tx.rows(SELECT + " where s.id = $1", id).stream().findFirst().map(Sources::source);
    }

    /** A seller's, at most a thousand; all, or the one of that code. */
    List<KnownSource> ofSeller(Tx tx, UUID sellerId, @Nullable String code) {
        return tx
                .rows(
                        SELECT.replace("p.currency", "p.currency, s.created_at, s.mapping::text")
                                + " where s.seller_id = $1 and ($2::text is null or s.code = $2) order by s.code limit 1000",
                        sellerId,
                        code)
                .stream()
                .map(row -> new KnownSource(
                        source(row),
                        row.getOffsetDateTime(5).toInstant(),
                        new JsonObject(Objects.requireNonNullElse(row.getString(6), "{}"))))
                .toList();
    }

    /** Column → target as they worked last for leads of this vertical; null for a column that was to be ignored. */
    Map<String, @Nullable String> mapping(Tx tx, UUID sourceId, String vertical) {
        List<Row> rows = tx.rows("select (mapping -> $2)::text from market.source where id = $1", sourceId, vertical);
        String text = rows.isEmpty() ? null : rows.getFirst().getString(0);
        Map<String, @Nullable String> mapping = new LinkedHashMap<>();
        if (text != null) new JsonObject(text).forEach(e -> mapping.put(e.getKey(), (String) e.getValue()));
        return mapping;
    }

    void remember(Tx tx, UUID sourceId, String vertical, Map<String, @Nullable String> mapping) {
        var json = new JsonObject();
        mapping.forEach(json::put);
        tx.run("""
                update market.source set mapping = coalesce(mapping, '{}') || jsonb_build_object($2::text, $3::jsonb)
                where id = $1""", sourceId, vertical, new Json(json.encode()));
    }

    private static Source source(Row row) {
        return new Source(row.getUUID(0), row.getUUID(1), row.getString(2), row.getString(3), row.getString(4));
    }
}
