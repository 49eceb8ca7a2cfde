package dev.galena.api;

import dev.galena.billing.payment.StripeSettings;
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
 * @param webhookSecret the signing secrets of Stripe's webhook endpoint, one a line: two while one is being replaced
 */
record PaymentSettings(
        URI stripeApi, @Nullable Path stripeKey, @Nullable Path webhookSecret) {

    static PaymentSettings read(Settings settings) {
        return new PaymentSettings(
                settings.read(
                        "GALENA_STRIPE_API",
                        URI.create("https://api.stripe.com"),
                        "http(s)://host[:port]",
                        Config::webUrl),
                settings.readOrNull("GALENA_STRIPE_KEY", "a file", Path::of),
                settings.readOrNull("GALENA_STRIPE_WEBHOOK_SECRET", "a file", Path::of));
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
