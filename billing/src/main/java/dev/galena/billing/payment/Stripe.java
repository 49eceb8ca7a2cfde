package dev.galena.billing.payment;

import dev.galena.billing.Money;
import dev.galena.billing.payment.StripeClient.Reply;
import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments by <a href="https://docs.stripe.com/api">Stripe</a>: Checkout, refunds, transfers of Connect, balance transactions. */
public final class Stripe implements Payments {

    public static final String NAME = "stripe";

    private static final String PAGE_ROWS = "100";

    private final StripeClient client;
    private final StripeSettings settings;

    public Stripe(StripeSettings settings) {
        this.client = new StripeClient(settings);
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer open(TopUp topUp) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("mode", "payment");
        fields.put("line_items[0][quantity]", "1");
        fields.put("line_items[0][price_data][currency]", currency(topUp.amount()));
        fields.put(
                "line_items[0][price_data][unit_amount]",
                Long.toString(topUp.amount().minorUnits()));
        fields.put("line_items[0][price_data][product_data][name]", "Top-up " + topUp.reference());
        fields.put("success_url", settings.returnTo() + "?topup=" + Id.text("top", topUp.id()));
        fields.put("cancel_url", settings.returnTo().toString());
        fields.put("client_reference_id", Id.text("top", topUp.id()));
        fields.put("metadata[topup]", Id.text("top", topUp.id()));
        fields.put("payment_intent_data[metadata][topup]", Id.text("top", topUp.id()));
        if (topUp.saveCard()) {
            fields.put("customer_creation", "always");
            fields.put("payment_intent_data[setup_future_usage]", "off_session");
        }
        return answer(client.post("/v1/checkout/sessions", fields, key("open", topUp.id())));
    }

    @Override
    public Answer charge(TopUp topUp, SavedCard card) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("amount", Long.toString(topUp.amount().minorUnits()));
        fields.put("currency", currency(topUp.amount()));
        fields.put("customer", card.customer());
        fields.put("payment_method", card.method());
        fields.put("off_session", "true");
        fields.put("confirm", "true");
        fields.put("metadata[topup]", Id.text("top", topUp.id()));
        fields.put("metadata[automatic]", "true");
        return answer(client.post("/v1/payment_intents", fields, key("charge", topUp.id())));
    }

    @Override
    public Answer refund(UUID refundId, String payment, Money amount) {
        var fields = Map.of(
                "payment_intent",
                payment,
                "amount",
                Long.toString(amount.minorUnits()),
                "metadata[refund]",
                Id.text("rfd", refundId));
        return answer(client.post("/v1/refunds", fields, key("refund", refundId)));
    }

    @Override
    public Answer transfer(UUID payoutId, String destination, Money amount) {
        var fields = Map.of(
                "amount",
                Long.toString(amount.minorUnits()),
                "currency",
                currency(amount),
                "destination",
                destination,
                "metadata[payout]",
                Id.text("pyo", payoutId));
        return answer(client.post("/v1/transfers", fields, key("transfer", payoutId)));
    }

    @Override
    public Lines lines(Instant from, Instant until, @Nullable String after) {
        var query = range(from, until, after);
        query.put("expand[]", "data.source");
        var reply = page("/v1/balance_transactions", query);
        var lines = rows(reply).stream().map(StripeLines::line).toList();
        return new Lines(lines, next(reply));
    }

    @Override
    public Told events(Instant from, Instant until, @Nullable String after) {
        var reply = page("/v1/events", range(from, until, after));
        return new Told(rows(reply).stream().map(JsonObject::encode).toList(), next(reply));
    }

    private static Map<String, String> range(Instant from, Instant until, @Nullable String after) {
        var query = new LinkedHashMap<String, String>();
        query.put("created[gte]", Long.toString(from.getEpochSecond()));
        query.put("created[lt]", Long.toString(until.getEpochSecond()));
        query.put("limit", PAGE_ROWS);
        if (after != null) query.put("starting_after", after);
        return query;
    }

    private JsonObject page(String path, Map<String, String> query) {
        var reply = client.get(path, query);
        if (!reply.ok()) throw new Silence(path + ": " + reply.error());
        return reply.body();
    }

    private static List<JsonObject> rows(JsonObject page) {
        return page.getJsonArray("data", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static @Nullable String next(JsonObject page) {
        var rows = rows(page);
        return page.getBoolean("has_more", false) && !rows.isEmpty()
                ? rows.getLast().getString("id")
                : null;
    }

    private static Answer answer(Reply reply) {
        var id = reply.body().getString("id");
        if (reply.ok() && id != null) return new Answer.Done(id, reply.body().getString("url"));
        return reply.refused() ? new Answer.Refused(reply.error()) : new Answer.Silent(reply.error());
    }

    private static String key(String what, UUID id) {
        return what + "-" + id;
    }

    private static String currency(Money amount) {
        return amount.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }
}
