package dev.galena.bench;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.FoldDeltas;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.db.Database;
import dev.galena.db.Id;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Postings of our ledger and of pgledger (https://github.com/pgr0ss/pgledger) on the same PostgreSQL, by the same number of clients
 * that each wait until their payment is durable. A payment is two postings. With a hot account each pays a seller and one fee account;
 * evenly, any two of ten thousand accounts.
 *
 * <p>Arguments: {@code --pgledger DIR} with pgledger.sql and, if it needs them, uuid-to-ulid.sql and ulid-to-uuid.sql of
 * https://github.com/scoville/pgsql-ulid; {@code --clients n} (32), {@code --seconds n} a phase (15).
 */
final class LedgerBench {

    private static final Currency USD = Currency.getInstance("USD");
    private static final int ACCOUNTS = 10_000;
    private static final int ROUNDS = 2;
    private static final Account FEE = Account.platform(AccountKind.PLATFORM_FEE, USD);
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final BenchDatabase database;
    private final PgLedger pgLedger;
    private final Results results;
    private final int clients;
    private final double seconds;
    private final List<UUID> parties = new ArrayList<>();

    /** Postings a second of one way, round by round. */
    private record Way(String name, List<Double> rates) {
        Way(String name) {
            this(name, new ArrayList<>());
        }

        double best() {
            return rates.stream().mapToDouble(r -> r).max().orElse(0);
        }

        @Override
        public String toString() {
            return String.format("%,.0f /s", best());
        }
    }

    private LedgerBench(BenchDatabase database, PgLedger pgLedger, int clients, double seconds) {
        this.database = database;
        this.pgLedger = pgLedger;
        this.clients = clients;
        this.seconds = seconds;
        this.results = new Results(
                "ledger",
                "Postings of this ledger and of pgledger on the same PostgreSQL " + database.version()
                        + " (fsync on), by " + clients
                        + " clients that each wait for their payment of two postings; " + ROUNDS
                        + " rounds in turn, the better one of each way counts.");
    }

    static void main(String... args) throws Exception {
        Path directory = null;
        int clients = 32;
        double seconds = 15;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--pgledger")) directory = Path.of(args[i + 1]);
            if (args[i].equals("--clients")) clients = Integer.parseInt(args[i + 1]);
            if (args[i].equals("--seconds")) seconds = Double.parseDouble(args[i + 1]);
        }
        if (directory == null) {
            System.err.println("usage: ./bench ledger --pgledger DIR   (the folder with pgledger.sql)");
            return;
        }
        try (var database = new BenchDatabase()) {
            new LedgerBench(database, new PgLedger(database, directory), clients, seconds).run();
        }
    }

    private void run() throws Exception {
        open();
        pgLedger.open(ACCOUNTS);
        database.execute("vacuum analyze");
        var hotTheirs = new Way("pgledger, one hot fee account");
        var hotSingle = new Way("ours, one hot fee account, a transaction each");
        var hotGathered = new Way("ours, one hot fee account, gathered as purchases are");
        var evenTheirs = new Way("pgledger, " + ACCOUNTS + " even accounts");
        var evenSingle = new Way("ours, " + ACCOUNTS + " even accounts, a transaction each");
        var evenGathered = new Way("ours, " + ACCOUNTS + " even accounts, gathered");
        for (int round = 0; round < ROUNDS; round++) {
            measure(hotTheirs, pgLedger::payHot);
            single(hotSingle, this::hot);
            gathered(hotGathered, this::hot);
            measure(evenTheirs, pgLedger::payEven);
            single(evenSingle, this::even);
            gathered(evenGathered, this::even);
        }
        for (var way : List.of(hotTheirs, hotSingle, hotGathered, evenTheirs, evenSingle, evenGathered))
            results.note(way.name(), way.toString());
        results.note("hot, a transaction each ÷ pgledger", ratio(hotSingle, hotTheirs));
        results.atLeast("hot, gathered ÷ pgledger", hotGathered.best() / hotTheirs.best(), 5, "");
        results.note("even, a transaction each ÷ pgledger", ratio(evenSingle, evenTheirs));
        results.atLeast("even, gathered ÷ pgledger", evenGathered.best() / evenTheirs.best(), 1.5, "");
        var fold = new FoldDeltas(database.database());
        while (fold.fold() > 0) {}
        List<String> wrong = new ArrayList<>(pgLedger.check());
        database.database().inTx(tx -> {
            tx.run("set local statement_timeout = 0");
            wrong.addAll(Conservation.check(tx));
            return tx;
        });
        if (!wrong.isEmpty()) throw new IllegalStateException("no figures: " + wrong);
        results.write();
    }

    private static String ratio(Way ours, Way theirs) {
        return String.format("%.2f", ours.best() / theirs.best());
    }

    /** Wallets that may fall as far as they like, as pgledger's may, and a pending account for each party. */
    private void open() {
        var accounts = new Accounts();
        for (int from = 0; from < ACCOUNTS; from += 1_000) {
            database.database().inTx(tx -> {
                List<Account> open = new ArrayList<>(List.of(FEE));
                for (int i = 0; i < 1_000; i++) {
                    UUID party = Id.next();
                    parties.add(party);
                    open.add(Account.wallet(party, USD));
                    open.add(Account.of(party, AccountKind.SELLER_PENDING, USD));
                }
                accounts.open(tx, open, NOW);
                return tx;
            });
        }
        database.execute(
                "update billing.balance set floor = null where account_id in (select id from billing.account where kind = 'BUYER_WALLET')");
    }

    /** A purchase: the buyer pays the seller and everybody pays the same fee account. */
    private Journal hot() {
        Account wallet = Account.wallet(anyone(), USD);
        return journal(
                new Transfer(wallet, Account.of(anyone(), AccountKind.SELLER_PENDING, USD), money()),
                new Transfer(wallet, FEE, money()));
    }

    /** The buyer pays two others. */
    private Journal even() {
        Account wallet = Account.wallet(anyone(), USD);
        return journal(
                new Transfer(wallet, Account.of(anyone(), AccountKind.SELLER_PENDING, USD), money()),
                new Transfer(wallet, Account.of(anyone(), AccountKind.SELLER_PENDING, USD), money()));
    }

    private static Journal journal(Transfer... transfers) {
        return new Journal(Id.next(), "bench", Id.next(), NOW, List.of(transfers));
    }

    private UUID anyone() {
        return parties.get(ThreadLocalRandom.current().nextInt(ACCOUNTS));
    }

    private static Money money() {
        return new Money(1 + ThreadLocalRandom.current().nextInt(500), USD);
    }

    /** One wallet each, so nothing to lock in order: the update of the balance is the check, and the last write. */
    private void single(Way way, Supplier<Journal> payment) throws Exception {
        var ledger = new Ledger();
        Database each = database.database().again(config -> config.withPoolSize(clients));
        measure(way, _ -> () -> {
            var journal = payment.get();
            each.inTx(tx -> {
                ledger.post(tx, List.of(journal));
                return tx;
            });
        });
    }

    private void gathered(Way way, Supplier<Journal> payment) throws Exception {
        try (var desk = new PostingDesk(database.database())) {
            measure(way, _ -> () -> desk.post(payment.get()));
        }
    }

    private void measure(Way way, Payers.Clients payers) throws Exception {
        double perSecond = Payers.run(clients, Math.min(5, seconds), seconds, payers);
        way.rates().add(2 * perSecond);
        System.out.printf("%s: %,.0f postings/s%n", way.name(), 2 * perSecond);
    }
}
