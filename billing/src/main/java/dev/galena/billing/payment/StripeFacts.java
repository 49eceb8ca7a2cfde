package dev.galena.billing.payment;

import dev.galena.billing.Money;
import dev.galena.billing.payment.Fact.Disputed;
import dev.galena.billing.payment.Fact.NotPaid;
import dev.galena.billing.payment.Fact.Nothing;
import dev.galena.billing.payment.Fact.Outcome;
import dev.galena.billing.payment.Fact.Paid;
import dev.galena.billing.payment.Fact.Refunded;
import dev.galena.billing.payment.Fact.TransferReversed;
import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads Stripe's events (<a href="https://docs.stripe.com/api/events/types">types</a>). What has no {@code metadata.topup} or
 * concerns none of our payments is somebody else's use of the same account.
 */
final class StripeFacts {

    private StripeFacts() {}

    static Fact of(JsonObject event) {
        var object = event.getJsonObject("data", new JsonObject()).getJsonObject("object");
        if (object == null) return new Nothing();
        return switch (event.getString("type", "")) {
            case "checkout.session.completed", "checkout.session.async_payment_succeeded" -> session(object);
            case "checkout.session.async_payment_failed" -> notPaid(object, "payment-failed");
            case "checkout.session.expired" -> notPaid(object, "expired");
            case "payment_intent.succeeded" -> intent(object);
            case "payment_intent.payment_failed" -> failedIntent(object);
            case "refund.created", "refund.updated", "refund.failed", "charge.refund.updated" -> refund(object);
            case "charge.dispute.created",
                    "charge.dispute.updated",
                    "charge.dispute.closed",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.funds_reinstated" -> dispute(object);
            case "transfer.reversed" -> new TransferReversed(object.getString("id", ""));
            default -> new Nothing();
        };
    }

    private static Fact session(JsonObject session) {
        var payment = text(session, "payment_intent");
        if (payment == null || !"paid".equals(session.getString("payment_status"))) return new Nothing();
        return ours(session, "topup", "top")
                .<Fact>map(id -> new Paid(id, payment, money(session, "amount_total"), null))
                .orElseGet(Nothing::new);
    }

    private static Fact intent(JsonObject intent) {
        return ours(intent, "topup", "top")
                .<Fact>map(id -> new Paid(id, intent.getString("id"), money(intent, "amount_received"), card(intent)))
                .orElseGet(Nothing::new);
    }

    private static Payments.@Nullable SavedCard card(JsonObject intent) {
        var customer = text(intent, "customer");
        var method = text(intent, "payment_method");
        boolean again = "off_session".equals(intent.getString("setup_future_usage"));
        return customer == null || method == null || !again ? null : new Payments.SavedCard(customer, method);
    }

    /** A card that is declined on the page can be tried again there; without its owner there is no page. */
    private static Fact failedIntent(JsonObject intent) {
        var error = intent.getJsonObject("last_payment_error", new JsonObject());
        boolean automatic = "true".equals(metadata(intent, "automatic"));
        return automatic ? notPaid(intent, error.getString("code", "payment-failed")) : new Nothing();
    }

    private static Fact notPaid(JsonObject object, String reason) {
        return ours(object, "topup", "top")
                .<Fact>map(id -> new NotPaid(id, reason))
                .orElseGet(Nothing::new);
    }

    private static Fact refund(JsonObject refund) {
        var payment = text(refund, "payment_intent");
        if (payment == null) return new Nothing();
        var status = refund.getString("status", "");
        return new Refunded(
                payment,
                refund.getString("id"),
                ours(refund, "refund", "rfd").orElse(null),
                money(refund, "amount"),
                status.equals("failed") || status.equals("canceled"));
    }

    /** An early warning ({@code warning_…}) moves no money. */
    private static Fact dispute(JsonObject dispute) {
        var payment = text(dispute, "payment_intent");
        var status = dispute.getString("status", "");
        if (payment == null || status.startsWith("warning_")) return new Nothing();
        var outcome = switch (status) {
            case "won" -> Outcome.WON;
            case "lost" -> Outcome.LOST;
            default -> Outcome.OPEN;
        };
        return new Disputed(payment, dispute.getString("id"), money(dispute, "amount"), outcome);
    }

    private static Optional<UUID> ours(JsonObject object, String key, String prefix) {
        return Optional.ofNullable(metadata(object, key)).flatMap(text -> Id.parse(prefix, text));
    }

    private static @Nullable String metadata(JsonObject object, String key) {
        var metadata = object.getJsonObject("metadata");
        return metadata == null ? null : metadata.getString(key);
    }

    /** An id, or the object itself where the provider was asked to expand it. */
    private static @Nullable String text(JsonObject object, String key) {
        return switch (object.getValue(key)) {
            case String id -> id;
            case JsonObject expanded -> expanded.getString("id");
            case null, default -> null;
        };
    }

    private static Money money(JsonObject object, String key) {
        var currency = Currency.getInstance(object.getString("currency").toUpperCase(Locale.ROOT));
        return new Money(object.getLong(key), currency);
    }
}
