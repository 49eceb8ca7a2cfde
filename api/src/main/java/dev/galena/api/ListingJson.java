package dev.galena.api;

import dev.galena.consent.Channel;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.market.listing.Card;
import dev.galena.market.listing.Facets;
import dev.galena.market.listing.Listing;
import dev.galena.market.listing.OwnListing;
import dev.galena.market.listing.SearchListings.Count;
import dev.galena.market.listing.ShowListing.Shown;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Listings as JSON. A page of a search is written as text at once: no tree is built for it. */
final class ListingJson {
    /** By the bits of {@link Channel}. */
    private static final String[] CHANNELS = new String[32];

    static {
        for (int bits = 0; bits < CHANNELS.length; bits++)
            CHANNELS[bits] = channels(bits).encode();
    }

    private ListingJson() {}

    private static JsonArray channels(int bits) {
        return new JsonArray(Channel.of(bits).stream().map(Channel::code).toList());
    }

    static Buffer cards(Page.Slice<Card> slice, String currency, @Nullable Count count, IntFunction<String> vertical) {
        var out = new StringBuilder(600 * slice.rows().size() + 200).append("{\"data\":[");
        boolean first = true;
        for (Card card : slice.rows()) {
            if (!first) out.append(',');
            first = false;
            card(out, card, currency, vertical.apply(card.verticalId()));
        }
        out.append("],\"next_cursor\":");
        if (slice.next() == null) out.append("null");
        else out.append('"').append(slice.next()).append('"');
        if (count != null) {
            out.append(",\"count\":{\"value\":").append(count.value()).append(",\"relation\":\"");
            out.append(count.relation()).append("\"}");
        }
        return Buffer.buffer(out.append('}').toString());
    }

    /** Only the source's pseudonym may need escaping: the rest is ours, or was written by the database. */
    private static void card(StringBuilder out, Card card, String currency, String vertical) {
        out.append("{\"id\":\"").append(Id.text("lead", card.leadId()));
        out.append("\",\"vertical\":\"").append(vertical);
        quoted(out.append("\",\"source\":"), card.source());
        out.append(",\"state\":\"").append(card.state());
        quoted(out.append("\",\"zip\":"), card.zip());
        out.append(",\"score\":").append(card.score());
        out.append(",\"level\":\"").append(card.level().code());
        out.append("\",\"channels\":").append(CHANNELS[card.channels()]);
        out.append(",\"certified\":").append(card.certified());
        time(out.append(",\"generated_at\":\""), card.generatedAt());
        time(out.append("\",\"expires_at\":\""), card.expiresAt());
        out.append("\",\"attrs\":").append(card.attrs().text());
        money(out.append(",\"price\":"), card.price(), currency);
        out.append(",\"exclusive_price\":");
        if (card.exclusivePrice() == null) out.append("null");
        else money(out, card.exclusivePrice(), currency);
        out.append(",\"sold\":").append(card.sold());
        out.append(",\"slots_left\":").append(card.maxSales() - card.sold()).append('}');
    }

    private static void quoted(StringBuilder out, String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
        }
        if (plain) out.append('"').append(text).append('"');
        else out.append(Json.encode(text));
    }

    /** As {@link Instant#toString} writes it, in a third of the time: a page has a hundred of them. */
    static void time(StringBuilder out, Instant at) {
        long day = Math.floorDiv(at.getEpochSecond(), 86_400L);
        int second = (int) Math.floorMod(at.getEpochSecond(), 86_400L);
        out.append(LocalDate.ofEpochDay(day)).append('T');
        digits(out, second / 3600, 2);
        digits(out.append(':'), second / 60 % 60, 2);
        digits(out.append(':'), second % 60, 2);
        int nanos = at.getNano();
        if (nanos > 0) {
            out.append('.');
            if (nanos % 1_000_000 == 0) digits(out, nanos / 1_000_000, 3);
            else if (nanos % 1_000 == 0) digits(out, nanos / 1_000, 6);
            else digits(out, nanos, 9);
        }
        out.append('Z');
    }

    private static void digits(StringBuilder out, int value, int count) {
        int unit = 1;
        for (int i = 1; i < count; i++) unit *= 10;
        for (; unit > 0; unit /= 10) out.append((char) ('0' + value / unit % 10));
    }

    private static void money(StringBuilder out, long amount, String currency) {
        out.append("{\"amount\":")
                .append(amount)
                .append(",\"currency\":\"")
                .append(currency)
                .append("\"}");
    }

    private static JsonObject listing(Listing listing, String vertical) {
        var terms = listing.terms();
        Long exclusive = listing.exclusivePrice();
        return JsonObject.of(
                        "id", Id.text("lead", terms.leadId()),
                        "vertical", vertical,
                        "source", terms.sourceAlias(),
                        "state", terms.state(),
                        "zip", terms.zip(),
                        "score", terms.score(),
                        "level", terms.level().code(),
                        "channels", channels(terms.channels()),
                        "certified", terms.certified(),
                        "generated_at", terms.generatedAt().toString())
                .put("expires_at", terms.expiresAt().toString())
                .put("attrs", terms.attrs())
                .put("price", money(terms.price(), terms.currency()))
                .put("exclusive_price", exclusive == null ? null : money(exclusive, terms.currency()))
                .put("sold", listing.sold())
                .put("slots_left", listing.slotsLeft());
    }

    private static JsonObject money(long amount, String currency) {
        return JsonObject.of("amount", amount, "currency", currency);
    }

    static JsonObject page(Shown shown, Instant now) {
        var consent = shown.consent();
        var terms = shown.listing().terms();
        return listing(shown.listing(), shown.vertical().code())
                .put("status", shown.listing().status().code())
                .put("on_sale", shown.onSale(now))
                .put("vertical_version", shown.vertical().version())
                .put(
                        "age",
                        Duration.ofSeconds(Duration.between(terms.generatedAt(), now)
                                        .toSeconds())
                                .toString())
                .put("max_sales", terms.maxSales())
                .put("score_contributions", shown.contributions())
                .put("return_window", shown.vertical().returnWindow().toString())
                .put(
                        "consent",
                        JsonObject.of(
                                "channels",
                                        new JsonArray(consent.channels().stream()
                                                .map(Channel::code)
                                                .toList()),
                                "certified", consent.certified(),
                                "granted_at", consent.grantedAt().toString(),
                                "expires_at",
                                        consent.expiresAt() == null
                                                ? null
                                                : consent.expiresAt().toString(),
                                "withdrawn", consent.withdrawn(),
                                "rule_set", consent.ruleSet(),
                                "complete", consent.complete()));
    }

    static JsonObject own(OwnListing own, String vertical) {
        return listing(own.listing(), vertical)
                .put("status", own.listing().status().code())
                .put("max_sales", own.listing().terms().maxSales())
                .put("source_id", Id.text("src", own.sourceId()))
                .put("batch_id", own.batchId() == null ? null : Id.text("bat", own.batchId()))
                .put("row_number", own.rowNumber())
                .put("received_at", own.receivedAt().toString());
    }

    static JsonObject facets(Facets.Counted counted) {
        var facets = new JsonObject();
        counted.facets().forEach((name, buckets) -> {
            var array = new JsonArray();
            for (var bucket : buckets) {
                boolean range = name.equals("score") || name.equals("price");
                var json = new JsonObject();
                if (range)
                    json.put("from", Long.valueOf(String.valueOf(bucket.value())))
                            .put("below", bucket.below());
                else json.put("value", bucket.value());
                array.add(json.put("count", bucket.count()));
            }
            facets.put(name, array);
        });
        return JsonObject.of("total", counted.total(), "approximate", counted.approximate(), "facets", facets);
    }
}
