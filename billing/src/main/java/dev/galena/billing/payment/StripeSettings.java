package dev.galena.billing.payment;

import java.net.URI;

/**
 * How to reach Stripe. Its text has no secret.
 *
 * @param api https://api.stripe.com, but for tests
 * @param returnTo where the buyer is sent from Stripe's page
 */
public record StripeSettings(URI api, String secretKey, URI returnTo) {
    @Override
    public String toString() {
        return api.toString();
    }
}
