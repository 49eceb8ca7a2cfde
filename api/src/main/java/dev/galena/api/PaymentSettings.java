package dev.galena.api;

import dev.galena.billing.payment.StripeSettings;
import dev.galena.billing.payout.PayoutFiles.Originator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How money comes in and goes out. The secrets are in files, which its text only names.
 *
 * @param stripeKey null: no Stripe
 * @param payoutApprovalAbove in minor units: a payout of more waits for a second person
 * @param webhookSecret the signing secrets of Stripe's webhook endpoint, one a line: two while one is being replaced
 */
record PaymentSettings(
        URI stripeApi,
        @Nullable Path stripeKey,
        @Nullable Path webhookSecret,
        Originator originator,
        int payoutApprovalAbove) {

    static PaymentSettings read(Settings settings) {
        return new PaymentSettings(
                settings.read(
                        "GALENA_STRIPE_API",
                        URI.create("https://api.stripe.com"),
                        "http(s)://host[:port]",
                        Config::webUrl),
                settings.readOrNull("GALENA_STRIPE_KEY", "a file", Path::of),
                settings.readOrNull("GALENA_STRIPE_WEBHOOK_SECRET", "a file", Path::of),
                new Originator(
                        settings.text("GALENA_BANK_HOLDER", "Galena"),
                        settings.text("GALENA_BANK_IBAN", ""),
                        settings.text("GALENA_BANK_BIC", ""),
                        settings.text("GALENA_ACH_ROUTING", ""),
                        settings.text("GALENA_ACH_ID", ""),
                        settings.text("GALENA_ACH_BANK", "")),
                settings.whole("GALENA_PAYOUT_APPROVAL_ABOVE", 100_000, 0, Integer.MAX_VALUE));
    }

    @Nullable
    StripeSettings stripe(URI publicUrl) {
        return stripeKey == null
                ? null
                : new StripeSettings(
                        stripeApi,
                        lines("GALENA_STRIPE_KEY", stripeKey).getFirst(),
                        publicUrl.resolve("/console/wallet"));
    }

    List<String> webhookSecrets() {
        return webhookSecret == null ? List.of() : lines("GALENA_STRIPE_WEBHOOK_SECRET", webhookSecret);
    }

    private static List<String> lines(String setting, Path file) {
        try {
            var lines = Files.readString(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (lines.isEmpty()) throw new IllegalStateException(setting + " names an empty file");
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(setting, e);
        }
    }
}
