package dev.galena.billing.terms;

import java.time.Duration;

/**
 * What is known of a buyer before anything of his is locked.
 *
 * @param quota there may be some left of a subscription
 * @param promo there is promo credit
 * @param ahead by how much his clock is ahead of the world's; zero unless he only tries things out
 */
public record BuyerTerms(TaxStanding tax, boolean quota, boolean promo, Duration ahead) {

    /** Of somebody who pays all from his wallet. */
    public static final BuyerTerms PLAIN = new BuyerTerms(TaxStanding.NONE, false, false, Duration.ZERO);
}
