package dev.galena.market.returns;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallet;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.terms.PlatformAccounts;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.vertical.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead proves to be of another level than it was sold as, while the return window is open: the buyer pays the difference,
 * once, or is credited with it. Prices are those of the rule that the sale was made under, at the age the lead had then.
 */
public final class ChangeLevel {

    /**
     * What a lead proved to be.
     *
     * @param party who says so: the buyer may raise, the seller may lower; null: the operator, who may do either
     */
    public record Wish(UUID sale, @Nullable UUID party, Level level) {}

    private final Ledger ledger;
    private final Clocks clocks;
    private final Events events;
    private final Refunds refunds;
    private final LevelPrices prices;
    private final Returns returns = new Returns();
    private final SoldLeads soldLeads = new SoldLeads();
    private final PlatformAccounts platformAccounts = new PlatformAccounts();

    public ChangeLevel(Ledger ledger, Clocks clocks, Events events, Refunds refunds, LevelPrices prices) {
        this.ledger = ledger;
        this.clocks = clocks;
        this.events = events;
        this.refunds = refunds;
        this.prices = prices;
    }

    /** In the caller's transaction, which holds the idempotency key. */
    public LevelOutcome change(Tx tx, Wish wish) {
        SoldLead sold = soldLeads.lock(tx, wish.sale()).orElse(null);
        if (sold == null) return new LevelOutcome.NotFound();
        boolean sells = sold.seller().equals(wish.party());
        boolean buys = sold.buyer().equals(wish.party());
        if (wish.party() != null && !sells && !buys) return new LevelOutcome.NotFound();
        Level before = Level.of(sold.level());
        if (wish.level() == before) return new LevelOutcome.Changed(before, Money.zero(sold.currency()));
        boolean up = wish.level().rank() > before.rank();
        if (up ? sells : buys) return new LevelOutcome.NotYours();
        Instant now = clocks.now(tx, sold.buyer());
        if (!now.isBefore(sold.returnUntil())) return new LevelOutcome.WindowClosed(sold.returnUntil());
        if (sold.quota() != null) return new LevelOutcome.PaidByQuota();
        if (returns.any(tx, sold.id())) return new LevelOutcome.Returned();
        long difference = prices.at(tx, sold, wish.level()) - prices.at(tx, sold, before);
        UUID id = Id.next();
        long charged;
        if (difference > 0) {
            Parts parts = dearer(sold, difference);
            Map<UUID, Wallet> wallets = ledger.lockWallets(
                    tx, List.of(sold.promo().id(), sold.wallet().id()));
            long credit = available(wallets.get(sold.promo().id()));
            long cash = available(wallets.get(sold.wallet().id()));
            long byPromo = Math.clamp(credit, 0, parts.gross());
            if (parts.gross() - byPromo > cash) {
                return new LevelOutcome.InsufficientFunds(
                        new Money(parts.gross(), sold.currency()),
                        new Money(Math.addExact(byPromo, cash), sold.currency()));
            }
            charge(tx, id, sold, parts, byPromo, wish.level(), now);
            charged = parts.gross();
        } else {
            Parts parts = cheaper(sold, -difference);
            refunds.lower(tx, id, sold, parts, wish.level().rank(), now);
            charged = -parts.gross();
        }
        events.add(tx, ReturnNews.ofLevel(sold, wish.level().code(), now));
        return new LevelOutcome.Changed(wish.level(), new Money(charged, sold.currency()));
    }

    private static long available(@Nullable Wallet wallet) {
        return wallet == null ? 0 : wallet.available();
    }

    private static Parts dearer(SoldLead sold, long difference) {
        long fee = new Money(difference, sold.currency()).share(sold.feeBps()).minorUnits();
        return new Parts(
                difference - fee, fee, vat(sold, difference) - sold.left().vat(), 0, 0);
    }

    /** At most what is there; of a price that was not the list price that may be less than the difference. */
    private static Parts cheaper(SoldLead sold, long difference) {
        Parts left = sold.left();
        long fee = Math.min(
                left.fee(),
                new Money(difference, sold.currency()).share(sold.feeBps()).minorUnits());
        long covered = Math.min(left.covered(), difference - fee);
        Parts parts = new Parts(covered, fee, left.vat() - vat(sold, -covered - fee), 0, 0);
        long promo = left.gross() == 0 ? 0 : Math.min(left.promo(), parts.gross());
        return new Parts(parts.covered(), parts.fee(), parts.vat(), 0, promo);
    }

    /** Of the whole price as it will be. */
    private static long vat(SoldLead sold, long more) {
        long price = sold.left().covered() + sold.left().fee();
        return sold.tax().vat(new Money(price + more, sold.currency())).minorUnits();
    }

    private void charge(Tx tx, UUID id, SoldLead sold, Parts parts, long byPromo, Level level, Instant now) {
        Map<Account, Long> payments = new LinkedHashMap<>();
        payments.put(sold.sellers(), parts.covered());
        payments.put(Account.platform(AccountKind.PLATFORM_FEE, sold.currency()), parts.fee());
        if (parts.vat() > 0) payments.put(sold.tax().output(sold.currency()), parts.vat());
        List<Transfer> transfers = new ArrayList<>();
        long credit = byPromo;
        for (var payment : payments.entrySet()) {
            long paid = Math.min(credit, payment.getValue());
            credit -= paid;
            add(transfers, sold.promo(), payment.getKey(), paid);
            add(transfers, sold.wallet(), payment.getKey(), payment.getValue() - paid);
        }
        var journal = new Journal(Id.next(), "level", id, now, transfers);
        platformAccounts.open(tx, List.of(journal), now);
        ledger.post(tx, List.of(journal));
        var changed = new Parts(parts.covered(), parts.fee(), parts.vat(), parts.subsidy(), byPromo);
        soldLeads.change(tx, id, null, sold, changed, level.rank(), journal.id(), now);
    }

    private static void add(List<Transfer> transfers, Account from, Account to, long amount) {
        if (amount > 0) transfers.add(new Transfer(from, to, new Money(amount, from.currency())));
    }
}
