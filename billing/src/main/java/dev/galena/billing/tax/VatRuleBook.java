package dev.galena.billing.tax;

import dev.galena.db.Json;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Versions of the {@link VatRules}: rows of {@code billing.vat_rules}. */
public final class VatRuleBook {

    /** The newest version whose day has come; without one nothing is taxed. */
    public VatRules on(Tx tx, LocalDate day) {
        var rows = tx.rows("""
                select version, body::text from billing.vat_rules where valid_from <= $1
                order by valid_from desc, version desc limit 1""", day);
        if (rows.isEmpty()) return new VatRules(0, Map.of(), List.of());
        return read(
                rows.getFirst().getInteger(0), new JsonObject(rows.getFirst().getString(1)));
    }

    /** As written. */
    public record Version(int version, LocalDate validFrom, JsonObject body, Instant createdAt) {}

    List<Version> all(Tx tx) {
        return tx
                .rows(
                        "select version, valid_from, body::text, created_at from billing.vat_rules order by version desc limit 100")
                .stream()
                .map(row -> new Version(
                        row.getInteger(0),
                        row.getLocalDate(1),
                        new JsonObject(row.getString(2)),
                        row.getOffsetDateTime(3).toInstant()))
                .toList();
    }

    /** Makes the next version. */
    public VatRules add(Tx tx, LocalDate validFrom, JsonObject body, Instant now) {
        tx.lock("billing.vat_rules");
        int version = tx.rows("select coalesce(max(version), 0) + 1 from billing.vat_rules")
                .getFirst()
                .getInteger(0);
        var rules = read(version, body);
        tx.run(
                "insert into billing.vat_rules (version, valid_from, body, created_at) values ($1, $2, $3, $4)",
                version,
                validFrom,
                new Json(body.encode()),
                now);
        return rules;
    }

    private static VatRules read(int version, JsonObject body) {
        var rates = new TreeMap<String, Integer>();
        body.getJsonObject("rates").forEach(rate -> rates.put(rate.getKey(), ((Number) rate.getValue()).intValue()));
        var rules = body.getJsonArray("rules", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(VatRuleBook::rule)
                .collect(Collectors.toList());
        return new VatRules(version, rates, rules);
    }

    private static VatRules.Rule rule(JsonObject json) {
        return new VatRules.Rule(
                json.getString("rule"),
                side(json.getString("supplier")),
                side(json.getString("customer")),
                VatCategory.valueOf(json.getString("category")));
    }

    private static VatRules.@Nullable Side side(@Nullable String code) {
        return code == null
                ? null
                : VatRules.Side.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
