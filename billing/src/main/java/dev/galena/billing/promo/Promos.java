package dev.galena.billing.promo;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallet;
import dev.galena.billing.promo.PromoGrants.Open;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Job;
import dev.galena.billing.recurring.Period;
import dev.galena.billing.recurring.Rhythm;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Gives credit away, and takes back what was not spent in its time; inside the caller's transaction. */
public final class Promos {

    public static final String GRANTED = "promo.granted";
    public static final String EXPIRED = "promo.expired";

    /** What a party hears of. */
    public static final List<String> TYPES = List.of(GRANTED, EXPIRED);

    private static final int ROWS_MAX = 200;

    private final PromoGrants grants = new PromoGrants();
    private final Accounts accounts;
    private final Ledger ledger;
    private final Clocks clocks;
    private final BiConsumer<Tx, List<News>> tell;

    public Promos(Accounts accounts, Ledger ledger, Clocks clocks, BiConsumer<Tx, List<News>> tell) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clocks = clocks;
        this.tell = tell;
    }

    /** {@code expiresAt} null: never; else it has to be later than now. */
    public PromoGrant grant(Tx tx, UUID partyId, Money amount, String reason, @Nullable Instant expiresAt) {
        Instant now = clocks.now(tx, partyId);
        if (expiresAt != null && !expiresAt.isAfter(now)) throw new IllegalArgumentException("it has expired already");
        var grant = new PromoGrant(Id.next(), partyId, amount, amount, reason, now, expiresAt, false);
        var from = Account.platform(AccountKind.MARKETING, amount.currency());
        accounts.open(tx, List.of(from, grant.account()), now);
        var locked = ledger.lockWallets(tx, Set.of(grant.account().id()));
        settle(tx, List.of(grant.account()), grants.open(tx, Set.of(partyId), clocks.world()), locked, now);
        grants.add(tx, grant);
        tell.accept(tx, List.of(news(GRANTED, grant, now)));
        post(tx, "promo-grant", grant, new Transfer(from, grant.account(), amount), now);
        return grant;
    }

    public Job job() {
        return Job.ofRows("promo-credit", Rhythm.every(Duration.ofMinutes(1)), this::expire);
    }

    private boolean expire(Tx tx, Period period) {
        Instant world = period.end();
        List<Account> due = grants.due(tx, world, ROWS_MAX);
        if (due.isEmpty()) return false;
        var platform = due.stream()
                .map(a -> Account.platform(AccountKind.EXPIRED_CREDIT, a.currency()))
                .toList();
        accounts.open(tx, platform, world);
        Map<UUID, Wallet> locked =
                ledger.lockWallets(tx, due.stream().map(Account::id).toList());
        var open = grants.open(tx, due.stream().map(Account::partyId).toList(), world);
        List<PromoGrant> gone = new ArrayList<>();
        List<Journal> journals = new ArrayList<>();
        List<News> news = new ArrayList<>();
        for (var each : settle(tx, due, open, locked, world)) {
            Wallet wallet = locked.get(each.grant().account().id());
            if (!each.due() || wallet == null || each.grant().closed()) continue;
            long amount = each.grant().left().minorUnits();
            if (!wallet.covers(amount)) continue; // held or frozen: another time
            locked.put(wallet.accountId(), wallet.debited(amount));
            gone.add(each.grant().left(0));
            journals.add(journal(
                    "promo-expiry",
                    each.grant(),
                    new Transfer(
                            each.grant().account(),
                            Account.platform(
                                    AccountKind.EXPIRED_CREDIT,
                                    each.grant().amount().currency()),
                            each.grant().left()),
                    world));
            news.add(news(EXPIRED, each.grant(), world));
        }
        grants.save(tx, gone);
        tell.accept(tx, news);
        ledger.post(tx, journals);
        return !gone.isEmpty();
    }

    /** Works out what is left of each grant of accounts that are locked. Credit that came back becomes a grant without end. */
    private List<Open> settle(Tx tx, List<Account> of, List<Open> open, Map<UUID, Wallet> locked, Instant now) {
        List<Open> after = new ArrayList<>();
        List<PromoGrant> changed = new ArrayList<>();
        var cameBack = grants.cameBack(tx, of);
        for (var account : of) {
            Wallet wallet = locked.get(account.id());
            if (wallet == null) continue;
            long back = cameBack.getOrDefault(account.id(), 0L);
            if (back > 0) grants.add(tx, back(account, back, now));
            var own = open.stream()
                    .filter(o -> o.grant().account().equals(account))
                    .toList();
            var before = own.stream().map(Open::grant).toList();
            var spent = PromoGrant.spent(before, wallet.posted() - back);
            for (int i = 0; i < own.size(); i++) {
                if (!spent.get(i).equals(before.get(i))) changed.add(spent.get(i));
                after.add(new Open(spent.get(i), own.get(i).due()));
            }
        }
        grants.save(tx, changed);
        return after;
    }

    private static PromoGrant back(Account account, long amount, Instant now) {
        var money = new Money(amount, account.currency());
        UUID party = Objects.requireNonNull(account.partyId(), "promo credit belongs to a party");
        return new PromoGrant(Id.next(), party, money, money, "given back", now, null, false);
    }

    private void post(Tx tx, String kind, PromoGrant grant, Transfer transfer, Instant now) {
        ledger.post(tx, List.of(journal(kind, grant, transfer, now)));
    }

    private static Journal journal(String kind, PromoGrant grant, Transfer transfer, Instant now) {
        return new Journal(Id.next(), kind, grant.id(), now, List.of(transfer));
    }

    private static News news(String type, PromoGrant grant, Instant at) {
        // Ids hold nothing that JSON would escape.
        return new News(
                grant.partyId(), type, new Json("{\"promo_grant\":\"" + Id.text("promo", grant.id()) + "\"}"), at);
    }
}
