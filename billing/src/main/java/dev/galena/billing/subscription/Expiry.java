package dev.galena.billing.subscription;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The end of prepaid leads: those left over go on in a row of their own as far as the plan allows, in the order in which they were
 * paid for; what was paid for the others is revenue.
 */
final class Expiry {

    private final Quotas quotas;
    private final Accounts accounts;
    private final Ledger ledger;

    Expiry(Quotas quotas, Accounts accounts, Ledger ledger) {
        this.quotas = quotas;
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Closes rows whose time is over; tells how many. */
    int run(Tx tx, Instant world, int rowsMax) {
        List<Quota> expired = quotas.lockExpired(tx, world, rowsMax);
        if (expired.isEmpty()) return 0;
        Set<UUID> ending = quotas.ending(tx, expired);
        Map<UUID, Integer> waiting = quotas.waiting(tx, expired);
        List<Quota> carried = new ArrayList<>();
        for (var quota : expired) {
            if (quota.carryUntil() == null || ending.contains(quota.subscriptionId())) continue;
            int room = Math.max(0, quota.carryMax() - waiting.getOrDefault(quota.subscriptionId(), 0));
            int some = Math.min(room, quota.left());
            if (some == 0) continue;
            carried.add(quota.carried(Id.next(), some));
            waiting.merge(quota.subscriptionId(), some, Integer::sum);
        }
        quotas.close(tx, expired);
        quotas.add(tx, carried);
        recognise(tx, expired, carried, world);
        return expired.size();
    }

    /** Closes whatever is open of subscriptions that have ended. */
    void end(Tx tx, Collection<UUID> subscriptions, Instant world) {
        if (subscriptions.isEmpty()) return;
        List<Quota> open = quotas.lockOf(tx, subscriptions);
        quotas.close(tx, open);
        recognise(tx, open, List.of(), world);
    }

    private void recognise(Tx tx, List<Quota> closed, List<Quota> carried, Instant world) {
        List<Journal> journals = new ArrayList<>();
        List<Account> revenue = new ArrayList<>();
        for (var quota : closed) {
            Money gone = quota.rest();
            for (var next : carried) if (quota.id().equals(next.carriedFrom())) gone = gone.minus(next.value());
            if (!gone.positive()) continue;
            var from = Account.platform(AccountKind.DEFERRED_REVENUE, gone.currency());
            var to = Account.platform(AccountKind.PLATFORM_REVENUE, gone.currency());
            revenue.add(to);
            journals.add(
                    new Journal(Id.next(), "recognition", quota.id(), world, List.of(new Transfer(from, to, gone))));
        }
        accounts.open(tx, revenue, world);
        ledger.post(tx, journals);
    }
}
