package dev.galena.billing.payment;

import dev.galena.billing.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;

/** Balance transactions in our words (<a href="https://docs.stripe.com/reports/balance-transaction-types">types</a>). */
final class StripeLines {

    private StripeLines() {}

    static ProviderLine line(JsonObject transaction) {
        var currency = Currency.getInstance(transaction.getString("currency").toUpperCase(Locale.ROOT));
        long amount = transaction.getLong("amount");
        var source = transaction.getValue("source");
        var kind = kind(transaction.getString("type", ""), id(source), amount);
        var object = kind.equals("paid") && source instanceof JsonObject charge
                ? charge.getString("payment_intent", id(source))
                : id(source);
        return new ProviderLine(
                transaction.getString("id"),
                kind,
                object,
                new Money(amount, currency),
                new Money(transaction.getLong("fee", 0L), currency),
                Instant.ofEpochSecond(transaction.getLong("created")),
                "");
    }

    private static String kind(String type, String source, long amount) {
        return switch (type) {
            case "charge", "payment" -> "paid";
            case "refund", "payment_refund" -> "refund";
            case "refund_failure", "payment_failure_refund", "payment_reversal" -> "refund-failed";
            case "adjustment" ->
                !source.startsWith("dp_") && !source.startsWith("du_") ? type : amount < 0 ? "dispute" : "dispute-won";
            case "transfer" -> "transfer";
            case "transfer_cancel", "transfer_failure", "transfer_refund" -> "transfer-reversed";
            case "payout" -> "payout";
            case "payout_cancel", "payout_failure" -> "payout-failed";
            default -> type.length() > 40 ? type.substring(0, 40) : type;
        };
    }

    private static String id(@org.jspecify.annotations.Nullable Object source) {
        return switch (source) {
            case String id -> id;
            case JsonObject expanded -> expanded.getString("id", "");
            case null, default -> "";
        };
    }
}
