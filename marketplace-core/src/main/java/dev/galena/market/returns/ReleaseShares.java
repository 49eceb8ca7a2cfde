package dev.galena.market.returns;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.recurring.Job;
import dev.galena.billing.recurring.Period;
import dev.galena.billing.recurring.Rhythm;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When the time for returns is over, what sellers earned becomes payable, less what is kept back of it for a while. A sale
 * about which a return is open waits for the decision.
 */
public final class ReleaseShares {

    private static final int SALES_MAX = 1_000;

    private record Sellers(UUID seller, Currency currency) {}

    private final Ledger ledger;
    private final Accounts accounts;
    private final SoldLeads soldLeads = new SoldLeads();
    private final Releases releases = new Releases();
    private final Returns returns = new Returns();

    public ReleaseShares(Ledger ledger, Accounts accounts) {
        this.ledger = ledger;
        this.accounts = accounts;
    }

    public Job job() {
        return Job.ofRows("release-shares", Rhythm.every(Duration.ofMinutes(10)), this::run);
    }

    /** Releases some of what is due at the period's end; true: there may be more. */
    public boolean run(Tx tx, Period period) {
        List<UUID> due = releases.due(tx, period, SALES_MAX);
        if (!due.isEmpty()) release(tx, due, period.end());
        List<Releases.Kept> kept = releases.reservesDue(tx, period.end(), SALES_MAX);
        if (!kept.isEmpty()) letGo(tx, kept, period.end());
        return due.size() == SALES_MAX || kept.size() == SALES_MAX;
    }

    /** Those that are not released yet and about which nothing is open. */
    void release(Tx tx, Collection<UUID> sales, Instant now) {
        Map<UUID, SoldLead> locked = soldLeads.lock(tx, sales);
        Set<UUID> open = returns.open(tx, sales);
        Map<Sellers, List<SoldLead>> bySeller = new LinkedHashMap<>();
        for (SoldLead sold : locked.values()) {
            if (sold.released() || open.contains(sold.id())) continue;
            bySeller.computeIfAbsent(new Sellers(sold.seller(), sold.currency()), s -> new ArrayList<>())
                    .add(sold);
        }
        if (bySeller.isEmpty()) return;
        Map<UUID, Releases.Reserve> reserves = releases.reserves(
                tx, bySeller.keySet().stream().map(Sellers::seller).toList());
        List<Release> all = new ArrayList<>();
        bySeller.forEach((seller, sold) -> all.add(release(seller, sold, reserves.get(seller.seller), now)));
        releases.add(tx, all);
        accounts.open(
                tx, all.stream().filter(r -> r.reserve() > 0).map(Release::kept).toList(), now);
        ledger.post(
                tx,
                all.stream()
                        .filter(r -> r.amount() > 0)
                        .map(ReleaseShares::journal)
                        .toList());
    }

    private static Release release(
            Sellers seller, List<SoldLead> sold, Releases.@Nullable Reserve reserve, Instant now) {
        Map<UUID, Long> shares = new LinkedHashMap<>();
        long amount = 0;
        for (SoldLead each : sold) {
            shares.put(each.id(), each.left().share());
            amount = Math.addExact(amount, each.left().share());
        }
        long kept = reserve == null
                ? 0
                : new Money(amount, seller.currency).share(reserve.bps()).minorUnits();
        Instant until = reserve == null || kept == 0 ? null : now.plus(Duration.ofDays(reserve.days()));
        return new Release(Id.next(), seller.seller, seller.currency, amount, kept, until, shares, now);
    }

    private static Journal journal(Release release) {
        List<Transfer> transfers = new ArrayList<>(2);
        Account pending = Account.of(release.seller(), AccountKind.SELLER_PENDING, release.currency());
        long payable = release.amount() - release.reserve();
        if (payable > 0)
            transfers.add(new Transfer(pending, release.payable(), new Money(payable, release.currency())));
        if (release.reserve() > 0) {
            transfers.add(new Transfer(pending, release.kept(), new Money(release.reserve(), release.currency())));
        }
        return new Journal(Id.next(), "release", release.id(), release.at(), transfers);
    }

    private void letGo(Tx tx, List<Releases.Kept> kept, Instant now) {
        releases.letGo(tx, kept.stream().map(Releases.Kept::release).toList(), now);
        ledger.post(
                tx,
                kept.stream()
                        .map(k -> new Journal(
                                Id.next(),
                                "reserve-release",
                                k.release(),
                                now,
                                List.of(new Transfer(
                                        Account.of(k.seller(), AccountKind.SELLER_RESERVE, k.currency()),
                                        Account.of(k.seller(), AccountKind.SELLER_PAYABLE, k.currency()),
                                        new Money(k.amount(), k.currency())))))
                        .toList());
    }
}
