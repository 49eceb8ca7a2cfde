package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Transfer;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What a buyer has not spent goes back the way it came: out of his wallet at once, and to the provider afterwards ({@link SendRefunds}). */
public final class RefundRequests {

    private final TopUps topUps;
    private final Refunds refunds;
    private final Accounts accounts;
    private final Ledger ledger;
    private final BiConsumer<Tx, List<News>> tell;

    public RefundRequests(Stores stores) {
        this.topUps = stores.topUps();
        this.refunds = stores.refunds();
        this.accounts = stores.accounts();
        this.ledger = stores.ledger();
        this.tell = stores.tell();
    }

    /** What came of the request, in the order of their precedence. */
    public sealed interface Request {
        record NotFound() implements Request {}

        /** Not paid, or paid by bank transfer, which is given back by bank transfer. */
        record NotRefundable() implements Request {}

        record MoreThanRemains(Money remaining) implements Request {}

        record MoreThanTheWallet(Money available) implements Request {}

        record Asked(UUID refundId) implements Request {}
    }

    public Request ask(Tx tx, UUID topUpId, Money amount, Instant now) {
        var topUp = topUps.lock(tx, topUpId).orElse(null);
        if (topUp == null || !topUp.amount().currency().equals(amount.currency())) return new Request.NotFound();
        if (topUp.state() != TopUp.State.PAID || topUp.provider().equals(BankTransfer.NAME))
            return new Request.NotRefundable();
        var remaining = new Money(topUps.remaining(tx, topUp), amount.currency());
        if (!remaining.covers(amount)) return new Request.MoreThanRemains(remaining);
        var wallet = Account.wallet(topUp.partyId(), amount.currency());
        var clearing = Account.of(null, AccountKind.PSP_CLEARING, topUp.provider(), amount.currency());
        accounts.open(tx, List.of(clearing), now);
        var locked = ledger.lockWallets(tx, Set.of(wallet.id())).get(wallet.id());
        long posted = locked == null ? 0 : Math.max(0, locked.posted() - locked.held());
        // Of what he paid in: a credit line is not paid out.
        long free = locked == null ? 0 : Math.clamp(locked.available(), 0, posted);
        if (free < amount.minorUnits()) return new Request.MoreThanTheWallet(new Money(free, amount.currency()));
        var id = Id.next();
        refunds.ask(tx, id, topUpId, amount, now);
        tell.accept(tx, List.of(topUp.news(TopUp.REFUNDED, amount, now)));
        ledger.post(
                tx,
                List.of(new Journal(Id.next(), "refund", id, now, List.of(new Transfer(wallet, clearing, amount)))));
        return new Request.Asked(id);
    }
}
