package dev.galena.billing.payment;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the Stripe-like server remembers: objects, balance transactions, events, in the form of Stripe's API. */
public final class StripeBooks {
    private final InstantSource clock;
    private final Map<String, JsonObject> objects = new LinkedHashMap<>();
    private final List<JsonObject> transactions = new ArrayList<>();
    private final List<JsonObject> events = new ArrayList<>();
    private final List<JsonObject> untold = new ArrayList<>();
    private long serial;

    StripeBooks(InstantSource clock) {
        this.clock = clock;
    }

    synchronized JsonObject find(String id) {
        return objects.get(id);
    }

    private String id(String prefix) {
        return "%s_%012d".formatted(prefix, ++serial);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    synchronized JsonObject session(Map<String, String> form) {
        var id = id("cs_test");
        var session = JsonObject.of(
                "id",
                id,
                "object",
                "checkout.session",
                "url",
                "https://checkout.example/" + id,
                "amount_total",
                Long.parseLong(form.get("line_items[0][price_data][unit_amount]")),
                "currency",
                form.get("line_items[0][price_data][currency]"),
                "client_reference_id",
                form.get("client_reference_id"),
                "payment_status",
                "unpaid",
                "metadata",
                metadata(form, "metadata"));
        session.put("payment_intent", null)
                .put("intent_metadata", metadata(form, "payment_intent_data[metadata]"))
                .put("setup_future_usage", form.get("payment_intent_data[setup_future_usage]"));
        objects.put(id, session);
        return session;
    }

    /** The buyer pays on the page: two events say so. */
    public synchronized String pay(String sessionId) {
        var session = objects.get(sessionId);
        var intent = intent(
                session.getLong("amount_total"),
                session.getString("currency"),
                session.getJsonObject("intent_metadata"),
                session.getString("setup_future_usage"));
        session.put("payment_intent", intent.getString("id")).put("payment_status", "paid");
        tell("checkout.session.completed", session);
        tell("payment_intent.succeeded", intent);
        return intent.getString("id");
    }

    public synchronized void expire(String sessionId) {
        tell("checkout.session.expired", objects.get(sessionId));
    }

    synchronized JsonObject charged(Map<String, String> form) {
        var intent = intent(Long.parseLong(form.get("amount")), form.get("currency"), metadata(form, "metadata"), null);
        tell("payment_intent.succeeded", intent);
        return intent;
    }

    synchronized void declined(Map<String, String> form) {
        tell(
                "payment_intent.payment_failed",
                JsonObject.of(
                        "id", id("pi"),
                        "metadata", metadata(form, "metadata"),
                        "last_payment_error", JsonObject.of("code", "card_declined")));
    }

    private JsonObject intent(long amount, String currency, JsonObject metadata, String futureUsage) {
        var id = id("pi");
        var intent = JsonObject.of(
                "id", id,
                "object", "payment_intent",
                "amount_received", amount,
                "currency", currency,
                "metadata", metadata,
                "setup_future_usage", futureUsage);
        intent.put("customer", futureUsage == null ? null : id("cus"))
                .put("payment_method", futureUsage == null ? null : id("pm"));
        objects.put(id, intent);
        var charge = JsonObject.of("id", id("ch"), "object", "charge", "payment_intent", id);
        transaction("charge", charge, amount, amount * 29 / 1000 + 30, currency);
        return intent;
    }

    /** By the API, or by somebody at Stripe's own pages. */
    public synchronized JsonObject refund(String intentId, long amount, JsonObject metadata) {
        var intent = objects.get(intentId);
        var refund = JsonObject.of(
                "id",
                id("re"),
                "object",
                "refund",
                "amount",
                amount,
                "currency",
                intent.getString("currency"),
                "payment_intent",
                intentId,
                "status",
                "succeeded",
                "metadata",
                metadata);
        objects.put(refund.getString("id"), refund);
        transaction("refund", refund, -amount, 0, intent.getString("currency"));
        tell("refund.created", refund);
        return refund;
    }

    public synchronized void failRefund(String refundId) {
        var refund = objects.get(refundId).put("status", "failed");
        transaction("refund_failure", refund, refund.getLong("amount"), 0, refund.getString("currency"));
        tell("refund.failed", refund);
    }

    public synchronized String dispute(String intentId, long amount) {
        var intent = objects.get(intentId);
        var dispute = JsonObject.of(
                "id",
                id("dp"),
                "object",
                "dispute",
                "amount",
                amount,
                "currency",
                intent.getString("currency"),
                "payment_intent",
                intentId,
                "status",
                "needs_response");
        objects.put(dispute.getString("id"), dispute);
        transaction("adjustment", dispute, -amount, 1500, intent.getString("currency"));
        tell("charge.dispute.created", dispute);
        return dispute.getString("id");
    }

    public synchronized void close(String disputeId, boolean won) {
        var dispute = objects.get(disputeId).put("status", won ? "won" : "lost");
        if (won) transaction("adjustment", dispute, dispute.getLong("amount"), -1500, dispute.getString("currency"));
        tell("charge.dispute.closed", dispute);
    }

    synchronized JsonObject transfer(Map<String, String> form) {
        long amount = Long.parseLong(form.get("amount"));
        var transfer = JsonObject.of(
                "id", id("tr"),
                "object", "transfer",
                "amount", amount,
                "currency", form.get("currency"),
                "destination", form.get("destination"),
                "metadata", metadata(form, "metadata"));
        objects.put(transfer.getString("id"), transfer);
        transaction("transfer", transfer, -amount, 0, form.get("currency"));
        return transfer;
    }

    public synchronized void reverse(String transferId) {
        var transfer = objects.get(transferId);
        transaction("transfer_refund", transfer, transfer.getLong("amount"), 0, transfer.getString("currency"));
        tell("transfer.reversed", transfer);
    }

    /** To the market's own bank account. */
    public synchronized String payout(long amount, String currency) {
        var payout = JsonObject.of("id", id("po"), "object", "payout", "amount", amount, "currency", currency);
        transaction("payout", payout, -amount, 0, currency);
        return payout.getString("id");
    }

    private void transaction(String type, JsonObject source, long amount, long fee, String currency) {
        transactions.add(JsonObject.of(
                "id",
                id("txn"),
                "object",
                "balance_transaction",
                "type",
                type,
                "source",
                source.copy(),
                "amount",
                amount,
                "fee",
                fee,
                "net",
                amount - fee,
                "currency",
                currency,
                "created",
                now()));
    }

    private void tell(String type, JsonObject object) {
        var event = JsonObject.of(
                "id", id("evt"),
                "object", "event",
                "type", type,
                "created", now(),
                "data", JsonObject.of("object", object.copy()));
        events.add(event);
        untold.add(event);
    }

    /** Events not delivered yet; afterwards there are none. */
    public synchronized List<JsonObject> takeUntold() {
        var taken = List.copyOf(untold);
        untold.clear();
        return taken;
    }

    /** As books that went wrong: null drops a line. */
    public synchronized void tamper(UnaryOperator<JsonObject> change) {
        var changed = transactions.stream().map(change).filter(t -> t != null).toList();
        transactions.clear();
        transactions.addAll(changed);
    }

    public synchronized void add(JsonObject transaction) {
        transactions.add(transaction);
    }

    public synchronized List<JsonObject> transactions() {
        return List.copyOf(transactions);
    }

    synchronized JsonObject page(String what, Map<String, String> query) {
        long from = Long.parseLong(query.getOrDefault("created[gte]", "0"));
        long until = Long.parseLong(query.getOrDefault("created[lt]", "99999999999"));
        int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
        var all = (what.equals("events") ? events : transactions)
                .reversed().stream()
                        .filter(o -> o.getLong("created") >= from && o.getLong("created") < until)
                        .toList();
        int start = 0;
        var after = query.get("starting_after");
        for (int i = 0; after != null && i < all.size(); i++) {
            if (all.get(i).getString("id").equals(after)) start = i + 1;
        }
        var rows = all.subList(start, Math.min(all.size(), start + limit));
        return JsonObject.of("object", "list", "data", new JsonArray(rows), "has_more", start + limit < all.size());
    }

    private static JsonObject metadata(Map<String, String> form, String key) {
        var metadata = new JsonObject();
        form.forEach((name, value) -> {
            if (name.startsWith(key + "[")) metadata.put(name.substring(key.length() + 1, name.length() - 1), value);
        });
        return metadata;
    }
}
