package dev.galena.market.purchase;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The money of one purchase: one transfer for each pair of who pays and who is paid, however many leads. Promo credit pays
 * first, then the wallet; what a quota has paid for comes out of deferred revenue; where a seller's share is more than what
 * was paid, the platform's revenue makes up for it.
 */
final class PurchaseJournal {

    static final String KIND = "purchase";

    private final Purchase purchase;
    private final Currency currency;
    private final Map<Account, Long> byMoney = new LinkedHashMap<>();
    private final Map<Account, Long> byQuota = new LinkedHashMap<>();
    private final Map<Account, Long> byPlatform = new LinkedHashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();

    private PurchaseJournal(Purchase purchase) {
        this.purchase = purchase;
        this.currency = purchase.total().currency();
    }

    /** Empty: nothing moved, since quotas without value paid for leads of which the seller has no share. */
    static Optional<Journal> of(Purchase purchase) {
        var journal = new PurchaseJournal(purchase);
        purchase.sales().forEach(journal::add);
        journal.pay();
        return journal.transfers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Journal(purchase.journal(), KIND, purchase.id(), purchase.at(), journal.transfers));
    }

    private void add(Sale sale) {
        Charge charge = sale.charge();
        boolean prepaid = charge.quota() != null;
        Map<Account, Long> payer = prepaid ? byQuota : byMoney;
        Account seller = Account.of(sale.seller(), AccountKind.SELLER_PENDING, currency);
        long covered = Math.min(charge.share(), charge.price());
        add(payer, seller, covered);
        add(byPlatform, seller, charge.share() - covered);
        AccountKind earned = prepaid ? AccountKind.PLATFORM_REVENUE : AccountKind.PLATFORM_FEE;
        add(payer, Account.platform(earned, currency), charge.price() - covered);
        if (charge.vat() > 0) add(payer, charge.tax().output(currency), charge.vat());
    }

    private static void add(Map<Account, Long> payments, Account to, long amount) {
        if (amount > 0) payments.merge(to, amount, Math::addExact);
    }

    private void pay() {
        if (!byMoney.isEmpty()) payByMoney();
        payFrom(AccountKind.DEFERRED_REVENUE, byQuota);
        payFrom(AccountKind.PLATFORM_REVENUE, byPlatform);
    }

    private void payFrom(AccountKind kind, Map<Account, Long> payments) {
        if (payments.isEmpty()) return;
        Account platform = Account.platform(kind, currency);
        payments.forEach((to, amount) -> transfer(platform, to, amount));
    }

    private void payByMoney() {
        Account wallet = Account.wallet(purchase.buyer(), currency);
        long credit = purchase.promo();
        Account promo = credit == 0 ? wallet : Account.of(purchase.buyer(), AccountKind.BUYER_PROMO, currency);
        for (var payment : byMoney.entrySet()) {
            long byPromo = Math.min(credit, payment.getValue());
            credit -= byPromo;
            transfer(promo, payment.getKey(), byPromo);
            transfer(wallet, payment.getKey(), payment.getValue() - byPromo);
        }
    }

    private void transfer(Account from, Account to, long amount) {
        if (amount > 0) transfers.add(new Transfer(from, to, new Money(amount, currency)));
    }
}
