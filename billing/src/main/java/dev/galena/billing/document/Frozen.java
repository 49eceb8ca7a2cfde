package dev.galena.billing.document;

import dev.galena.billing.document.Document.Line;
import dev.galena.billing.document.Document.Reference;
import dev.galena.billing.document.Document.Side;
import dev.galena.billing.document.Document.Totals;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.db.Id;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A document as bytes that never change: canonical JSON of a numbered format. What reads them writes the same bytes again. */
public final class Frozen {

    private static final int FORMAT = 1;

    private Frozen() {}

    public static byte[] bytes(Document document) {
        Map<String, Object> json = new HashMap<>();
        json.put("format", FORMAT);
        json.put("id", Id.text("doc", document.id()));
        json.put("kind", document.kind().code());
        json.put("number", document.number());
        json.put("issued", document.issued().toString());
        put(json, "due", document.due() == null ? null : document.due().toString());
        json.put("first", document.first().toString());
        json.put("last", document.last().toString());
        json.put("currency", document.currency().getCurrencyCode());
        json.put("supplier", side(document.supplier()));
        json.put("customer", side(document.customer()));
        json.put("tax", tax(document.tax()));
        json.put("lines", document.lines().stream().map(Frozen::line).toList());
        json.put(
                "corrected",
                document.corrected().stream()
                        .map(r -> Map.of(
                                "number", r.number(), "issued", r.issued().toString()))
                        .toList());
        var totals = document.totals();
        json.put("net", totals.net());
        json.put("vat", totals.vat());
        json.put("rounding", totals.rounding());
        json.put("paid", totals.paid());
        return Canonical.bytes(json);
    }

    public static byte[] sha256(byte[] frozen) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(frozen);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    public static Document read(byte[] frozen) {
        var json = new JsonObject(Buffer.buffer(frozen));
        if (json.getInteger("format") != FORMAT) throw new IllegalArgumentException("a format we do not know");
        String due = json.getString("due");
        return new Document(
                Id.parse("doc", json.getString("id")).orElseThrow(),
                Kind.of(json.getString("kind")),
                json.getString("number"),
                day(json, "issued"),
                due == null ? null : LocalDate.parse(due),
                day(json, "first"),
                day(json, "last"),
                Currency.getInstance(json.getString("currency")),
                side(json.getJsonObject("supplier")),
                side(json.getJsonObject("customer")),
                tax(json.getJsonObject("tax")),
                each(json.getJsonArray("lines"), Frozen::line),
                each(json.getJsonArray("corrected"), r -> new Reference(r.getString("number"), day(r, "issued"))),
                new Totals(json.getLong("net"), json.getLong("vat"), json.getLong("rounding"), json.getLong("paid")));
    }

    private static Map<String, Object> side(Side side) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", side.id());
        json.put("name", side.name());
        json.put("street", side.street());
        json.put("city", side.city());
        json.put("postcode", side.postcode());
        put(json, "region", side.region());
        json.put("country", side.country());
        put(json, "vat_id", side.vatId());
        put(json, "registration", side.registration());
        json.put("email", side.email());
        return json;
    }

    private static Side side(JsonObject json) {
        return new Side(
                json.getString("id"),
                json.getString("name"),
                json.getString("street"),
                json.getString("city"),
                json.getString("postcode"),
                json.getString("region"),
                json.getString("country"),
                json.getString("vat_id"),
                json.getString("registration"),
                json.getString("email"));
    }

    private static Map<String, Object> tax(Tax tax) {
        return Map.of(
                "country", tax.country(),
                "category", tax.category().name(),
                "rate_bps", tax.rateBps(),
                "rule", tax.rule());
    }

    private static Tax tax(JsonObject json) {
        return new Tax(
                json.getString("country"),
                VatCategory.valueOf(json.getString("category")),
                json.getInteger("rate_bps"),
                json.getString("rule"));
    }

    private static Map<String, Object> line(Line line) {
        Map<String, Object> json = new HashMap<>();
        json.put("item", line.item());
        json.put("day", line.day().toString());
        json.put("text", line.text());
        json.put("net", line.net());
        json.put("fee", line.fee());
        put(json, "corrects", line.corrects());
        return json;
    }

    private static Line line(JsonObject json) {
        return new Line(
                json.getString("item"),
                day(json, "day"),
                json.getString("text"),
                json.getLong("net"),
                json.getLong("fee"),
                json.getString("corrects"));
    }

    private static void put(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) json.put(name, value);
    }

    private static LocalDate day(JsonObject json, String name) {
        return LocalDate.parse(json.getString(name));
    }

    private static <T> List<T> each(JsonArray array, Function<JsonObject, T> reading) {
        var all = new ArrayList<T>(array.size());
        for (int i = 0; i < array.size(); i++) all.add(reading.apply(array.getJsonObject(i)));
        return all;
    }
}
