package dev.galena.market.returns;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Remaining;
import dev.galena.billing.Reversals;
import dev.galena.billing.Transfer;
import dev.galena.billing.terms.Quota;
import dev.galena.billing.terms.Quotas;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Gives money of sales back, on both legs. The seller pays from where his share is; what he has not, he owes. */
public final class Refunds {

    private final Ledger ledger;
    private final Reversals reversals = new Reversals();
    private final Quotas quotas = new Quotas();
    private final SoldLeads soldLeads = new SoldLeads();

    public Refunds(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * For a return.
     *
     * @param parts at most what is left of the sale, which is locked
     */
    void refund(Tx tx, UUID returnId, SoldLead sold, Parts parts, boolean asCredit, Instant now) {
        List<Remaining> lines = lines(tx, sold);
        List<Transfer> transfers;
        if (sold.quota() == null) {
            transfers = Undoing.of(sold, lines, parts, asCredit);
        } else {
            var locked = quotas.lock(tx, sold.quota(), now);
            boolean unitBack = locked.open() && !asCredit;
            transfers = new ArrayList<>(Undoing.of(sold, lines, parts, !unitBack));
            if (unitBack) {
                quotas.take(tx, Map.of(sold.quota(), -1));
                transfers.addAll(evened(locked.quota(), sold));
            }
        }
        UUID journal = post(tx, "return", returnId, transfers, now);
        soldLeads.change(tx, Id.next(), returnId, sold, parts.negated(), null, journal, now);
    }

    /** For a lower level. */
    void lower(Tx tx, UUID changeId, SoldLead sold, Parts parts, int level, Instant now) {
        UUID journal = post(tx, "level", changeId, Undoing.of(sold, lines(tx, sold), parts, false), now);
        soldLeads.change(tx, changeId, null, sold, parts.negated(), level, journal, now);
    }

    private List<Remaining> lines(Tx tx, SoldLead sold) {
        return reversals.lock(tx, sold.journals()).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The unit that can be used again is the last one; where it is worth a cent more or less than the one that came back,
     * the books must hold its value.
     */
    private static List<Transfer> evened(Quota quota, SoldLead sold) {
        long more = quota.unitValue(quota.used()) - quota.unitValue(sold.unit());
        if (more == 0) return List.of();
        Account deferred = Account.platform(AccountKind.DEFERRED_REVENUE, sold.currency());
        Account revenue = Account.platform(AccountKind.PLATFORM_REVENUE, sold.currency());
        var amount = new Money(Math.abs(more), sold.currency());
        return List.of(more > 0 ? new Transfer(revenue, deferred, amount) : new Transfer(deferred, revenue, amount));
    }

    /** Locks the wallets first. The id is that of a journal that is not there if nothing moved. */
    private UUID post(Tx tx, String kind, UUID ref, List<Transfer> transfers, Instant now) {
        UUID id = Id.next();
        if (transfers.isEmpty()) return id;
        ledger.lockWallets(
                tx,
                transfers.stream()
                        .flatMap(t -> Stream.of(t.debit(), t.credit()))
                        .filter(a -> a.kind().strict())
                        .map(Account::id)
                        .distinct()
                        .toList());
        ledger.post(tx, List.of(new Journal(id, kind, ref, now, transfers)));
        return id;
    }
}
