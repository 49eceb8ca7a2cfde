package dev.galena.market.purchase;

import dev.galena.billing.Money;
import dev.galena.billing.terms.Quota;
import dev.galena.billing.terms.TaxStanding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What a buyer can pay with, in the order in which it pays: quota that fits, promo credit, wallet. Its rows are locked.
 * Mutable: what is taken is gone for the next sale.
 */
final class Purse {

    private static final Comparator<Quota> NEWER =
            Comparator.comparing(Quota::startsAt).thenComparing(Quota::id);

    private final TaxStanding tax;
    private final List<Quota> quotas;
    private long promo;
    private long wallet;

    /** @param quotas what expires first comes first */
    Purse(TaxStanding tax, List<Quota> quotas, long promo, long wallet) {
        this.tax = tax;
        this.quotas = new ArrayList<>(quotas);
        this.promo = promo;
        this.wallet = wallet;
    }

    static Purse of(long wallet) {
        return new Purse(TaxStanding.NONE, List.of(), 0, wallet);
    }

    Purse copy() {
        return new Purse(tax, quotas, promo, wallet);
    }

    /** What could still be spent; a purse that was overdrawn has less than nothing. */
    long free() {
        return wallet > Long.MAX_VALUE - promo ? Long.MAX_VALUE : wallet + promo;
    }

    /** What a lead would cost now; empty: a quota for such leads is used up, and beyond it nothing is sold. Takes nothing. */
    Optional<Charge> charge(long listPrice, Terms terms, Currency currency) {
        Quota newest = null;
        for (Quota quota : quotas) {
            if (!quota.pays(terms.vertical(), listPrice)) continue;
            if (!quota.usedUp()) return Optional.of(prepaid(quota, listPrice, terms, currency));
            if (newest == null || NEWER.compare(quota, newest) > 0) newest = quota;
        }
        if (newest == null) {
            Long agreed = terms.agreedPrice();
            return Optional.of(paid(agreed == null ? listPrice : agreed, listPrice, terms, currency));
        }
        Long overage = newest.overagePrice();
        return overage == null ? Optional.empty() : Optional.of(paid(overage, listPrice, terms, currency));
    }

    private static Charge prepaid(Quota quota, long listPrice, Terms terms, Currency currency) {
        int unit = quota.used() + 1;
        long worth = quota.unitValue(unit);
        long fee = worth - share(listPrice, terms, currency);
        return new Charge(listPrice, terms.feeBps(), worth, fee, 0, TaxStanding.NONE, 0, quota.id(), unit);
    }

    private Charge paid(long price, long listPrice, Terms terms, Currency currency) {
        long fee = price - share(listPrice, terms, currency);
        long vat = tax.rateBps() == 0 ? 0 : tax.vat(new Money(price, currency)).minorUnits();
        long credit = Math.clamp(promo, 0, Math.addExact(price, vat));
        return new Charge(listPrice, terms.feeBps(), price, fee, vat, tax, credit, null, 0);
    }

    private static long share(long listPrice, Terms terms, Currency currency) {
        return listPrice - new Money(listPrice, currency).share(terms.feeBps()).minorUnits();
    }

    void take(Charge charge) {
        promo -= charge.promo();
        wallet = Math.subtractExact(wallet, charge.due() - charge.promo());
        if (charge.quota() != null) quotas.replaceAll(q -> q.id().equals(charge.quota()) ? q.taken() : q);
    }
}
