package dev.galena.billing.terms;

/**
 * What is known of a buyer before anything of his is locked.
 *
 * @param quota there may be some left of a subscription
 * @param promo there is promo credit
 */
public record BuyerTerms(TaxStanding tax, boolean quota, boolean promo) {

    /** Of somebody who pays all from his wallet. */
    public static final BuyerTerms PLAIN = new BuyerTerms(TaxStanding.NONE, false, false);
}
