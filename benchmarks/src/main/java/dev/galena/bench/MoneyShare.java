package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.bench.Inventory.Buyer;
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
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code --rounds n} (3), {@code --seconds n} each (10), {@code --leads n} (200,000). What tax, quota and promo credit cost a
 * purchase: buyers who have nothing but a wallet, and buyers of whom each is taxed and has a quota, one half paying by it, the
 * other by promo credit while theirs is for other leads. Both in turn, on one server and one database; the fee is in both.
 */
final class MoneyShare {
    private static final int CONNECTIONS = 64;
    private static final int SLOTS = 3;
    private static final int WALLETS = 1_000;
    private static final double WARM_SECONDS = 30;
    private static final Currency USD = Currency.getInstance("USD");
    private static final long MUCH = 100_000_000_000L;

    private final BenchDatabase database;
    private final Inventory inventory;
    private final Results results;

    private MoneyShare(BenchDatabase database, Results results) {
        this.database = database;
        this.inventory = new Inventory(database.database());
        this.results = results;
    }

    static void main(String... args) throws Exception {
        int rounds = 3;
        double seconds = 10;
        int leads = 200_000;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--rounds")) rounds = Integer.parseInt(args[i + 1]);
            if (args[i].equals("--seconds")) seconds = Double.parseDouble(args[i + 1]);
            if (args[i].equals("--leads")) leads = Integer.parseInt(args[i + 1]);
        }
        try (var database = new BenchDatabase()) {
            var results = new Results(
                    "money",
                    "Purchases through HTTP, " + CONNECTIONS + " connections over " + WALLETS
                            + " buyers, by wallet alone and with tax, quota and promo credit, on PostgreSQL "
                            + database.version() + " (fsync on); each " + rounds
                            + " times in turn, the middle one counts.");
            new MoneyShare(database, results).run(rounds, seconds, leads);
            results.write();
        }
    }

    private void run(int rounds, double seconds, int leads) throws Exception {
        List<Buyer> plain = inventory.buyers(WALLETS);
        List<Buyer> rich = inventory.buyers(WALLETS);
        equip(rich);
        var byWallet = new Stream(plain, inventory.leads(leads, SLOTS), SLOTS, "plain-");
        var byAll = new Stream(rich, inventory.leads(leads, SLOTS), SLOTS, "all-");
        database.execute("vacuum analyze");
        List<Round> wallet = new ArrayList<>();
        List<Round> all = new ArrayList<>();
        try (var server = new ServerProcess(Main.class.getName(), Map.of("DATABASE_URL", database.url()))) {
            measure(server, byWallet, WARM_SECONDS);
            measure(server, byAll, WARM_SECONDS / 2);
            for (int round = 0; round < rounds; round++) {
                // Whoever comes second also has what is done behind the sales of the first.
                boolean walletFirst = round % 2 == 0;
                if (walletFirst) wallet.add(measure(server, byWallet, seconds));
                all.add(measure(server, byAll, seconds));
                if (!walletFirst) wallet.add(measure(server, byWallet, seconds));
                System.out.printf("wallet %s, all %s%n", wallet.getLast(), all.getLast());
            }
        }
        Round usualWallet = median(wallet);
        Round usualAll = median(all);
        results.note("by wallet alone", usualWallet.toString());
        results.note("with tax, quota, promo credit", usualAll.toString());
        results.atLeast("with all ÷ by wallet alone", usualAll.rate / usualWallet.rate, 0.85, "");
        new Promises(database).check();
        results.note("paid by quota, by promo credit, with VAT", text("""
                select format('%s, %s, %s of %s sales', count(*) filter (where quota_id is not null),
                  count(*) filter (where promo > 0), count(*) filter (where vat > 0), count(*)) from market.sale"""));
    }

    private String text(String sql) {
        return database.database().inTx(tx -> tx.rows(sql).getFirst().getString(0));
    }

    /** Purchases a second, and what one of them costs. */
    private record Round(double rate, String cpu, double walBytes) {
        @Override
        public String toString() {
            return String.format("%,.0f /s (%s, %,.0f bytes of WAL)", rate, cpu, walBytes);
        }
    }

    private Round measure(ServerProcess server, Stream stream, double seconds) throws Exception {
        long wal = wal();
        Cpu before = Cpu.now(server.pid(), database.backend());
        var result = Load.closed(
                server.port(), CONNECTIONS, 0, seconds, n -> stream.next().http());
        if (result.statuses().size() != 1 || result.of(201) == 0)
            throw new IllegalStateException("" + result.statuses());
        double count = result.of(201);
        String cpu = Cpu.now(server.pid(), database.backend()).since(before, count);
        return new Round(result.perSecond(), cpu, (wal() - wal) / count);
    }

    private long wal() {
        return database.database()
                .inTx(tx -> tx.rows("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")
                        .getFirst()
                        .getLong(0));
    }

    private static Round median(List<Round> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Round::rate))
                .toList()
                .get(rounds.size() / 2);
    }

    private void equip(List<Buyer> buyers) {
        Instant now = Instant.now();
        database.database().inTx(tx -> {
            new Accounts()
                    .open(
                            tx,
                            List.of(
                                    Account.platform(AccountKind.MARKETING, USD),
                                    Account.platform(AccountKind.DEFERRED_REVENUE, USD)),
                            now);
            List<Journal> journals = new ArrayList<>();
            for (int i = 0; i < buyers.size(); i++)
                journals.addAll(equip(tx, buyers.get(i).id(), i % 2 == 0, now));
            new Ledger().post(tx, journals);
            return true;
        });
    }

    private static List<Journal> equip(Tx tx, UUID buyer, boolean byQuota, Instant now) {
        tx.run("""
                insert into billing.tax_standing (party_id, country, category, rate_bps, rule, decided_at)
                values ($1, 'DE', 'S', 1900, 'bench', $2)""", buyer, now);
        tx.run("""
                insert into billing.quota (id, subscription_id, party_id, period, vertical, currency, granted, value, overage,
                  starts_at, expires_at)
                values ($1, $1, $2, 0, $3, 'USD', 1000000, $4, 'refused', $5, $5::timestamptz + interval '1 year')""", Id.next(), buyer, byQuota ? "education" : "solar", MUCH, now);
        Account deferred = Account.platform(AccountKind.DEFERRED_REVENUE, USD);
        var prepaid = transfer(Account.wallet(buyer, USD), deferred, now);
        if (byQuota) return List.of(prepaid);
        Account promo = Account.of(buyer, AccountKind.BUYER_PROMO, USD);
        return List.of(prepaid, transfer(Account.platform(AccountKind.MARKETING, USD), promo, now));
    }

    private static Journal transfer(Account from, Account to, Instant now) {
        return new Journal(Id.next(), "bench", Id.next(), now, List.of(new Transfer(from, to, new Money(MUCH, USD))));
    }
}
