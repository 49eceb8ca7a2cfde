package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.db.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long the product needs to fold a million deltas, and what purchases keep of their rate meanwhile. The deltas of sellers of their
 * own are piled up behind a lock that folders leave alone, then let go; purchases go on before, meanwhile and after.
 *
 * <p>Arguments: {@code --deltas n} (1,000,000), {@code --leads n} (200,000), {@code --seconds n} of purchases alone (20).
 */
final class FoldBench {

    private static final Currency USD = Currency.getInstance("USD");
    private static final int CONNECTIONS = 64;
    private static final int WALLETS = 1_000;
    private static final int SLOTS = 3;
    private static final int SELLERS = 50;
    private static final double WARM_SECONDS = 40;
    private static final double GIVE_UP_SECONDS = 120;

    private final BenchDatabase database;
    private final double seconds;
    private final Results results;
    private final List<UUID> accounts = new ArrayList<>();

    private FoldBench(BenchDatabase database, double seconds) {
        this.database = database;
        this.seconds = seconds;
        this.results = new Results(
                "fold",
                "Folding of deltas by the product beside purchases through HTTP, " + CONNECTIONS
                        + " connections, on PostgreSQL " + database.version()
                        + " (fsync on); load generator, server and PostgreSQL share the machine.");
    }

    static void main(String... args) throws Exception {
        int deltas = 1_000_000;
        int leads = 200_000;
        double seconds = 20;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--deltas")) deltas = Integer.parseInt(args[i + 1]);
            if (args[i].equals("--leads")) leads = Integer.parseInt(args[i + 1]);
            if (args[i].equals("--seconds")) seconds = Double.parseDouble(args[i + 1]);
        }
        try (var database = new BenchDatabase()) {
            new FoldBench(database, seconds).run(deltas, leads);
        }
    }

    private void run(int deltas, int leads) throws Exception {
        var inventory = new Inventory(database.database());
        var stream = new Stream(inventory.buyers(WALLETS), inventory.leads(leads, SLOTS), SLOTS);
        open();
        var held =
                database.hold("begin; select from billing.balance where account_id in (" + quoted() + ") for update");
        pile(deltas);
        database.execute("vacuum analyze");
        try (var server = new ServerProcess(Main.class.getName(), Map.of("DATABASE_URL", database.url()))) {
            var going = new AtomicBoolean(true);
            var load = Thread.ofPlatform().start(() -> buy(server, stream, going));
            Thread.sleep((long) (WARM_SECONDS * 1_000));
            double before = rate(seconds);
            held.close();
            double[] fold = fold();
            double after = rate(seconds);
            going.set(false);
            load.join();
            results.note("purchases before and after", String.format("%,.0f /s, %,.0f /s", before, after));
            results.note(
                    "purchases while " + String.format("%,d", deltas) + " deltas are folded",
                    String.format("%,.0f /s", fold[1]));
            results.atMost("seconds until all are folded, waiting for the folder included", fold[0], 30, " s");
            results.atLeast("purchases meanwhile ÷ alone", fold[1] / ((before + after) / 2), 0.9, "");
        }
        new Promises(database).check();
        results.write();
    }

    private void open() {
        database.database().inTx(tx -> {
            List<Account> open = new ArrayList<>();
            for (int i = 0; i < SELLERS; i++) open.add(Account.of(Id.next(), AccountKind.SELLER_PAYABLE, USD));
            new Accounts().open(tx, open, Instant.now());
            open.forEach(a -> accounts.add(a.id()));
            return tx;
        });
    }

    private String quoted() {
        return String.join(",", accounts.stream().map(id -> "'" + id + "'").toList());
    }

    /** Journals between these sellers, two deltas each. */
    private void pile(int deltas) {
        String of = "(array[" + quoted() + "]::uuid[])";
        database.execute("""
                with j as materialized (select n, uuidv7() as id from generate_series(1, %d) n),
                journals as (insert into billing.journal (id, kind, ref, at) select id, 'bench', id, now() from j returning id),
                lines as (
                  insert into billing.transfer (journal_id, line, debit_id, credit_id, amount, currency)
                  select j.id, 1, %s[1 + n %% %d], %s[1 + (n + 1) %% %d], 1 + n %% 100, 'USD' from j join journals using (id))
                insert into billing.delta (account_id, amount)
                select a, m from j, lateral (values (%s[1 + n %% %d], -(1 + n %% 100)), (%s[1 + (n + 1) %% %d], 1 + n %% 100)) d(a, m)
                """.formatted(deltas / 2, of, SELLERS, of, SELLERS, of, SELLERS, of, SELLERS));
    }

    private static void buy(ServerProcess server, Stream stream, AtomicBoolean going) {
        try {
            Load.closed(
                    server.port(),
                    CONNECTIONS,
                    0,
                    3_600,
                    n -> going.get() ? stream.next().http() : null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double rate(double seconds) throws InterruptedException {
        long before = sales();
        long start = System.nanoTime();
        Thread.sleep((long) (seconds * 1_000));
        return (sales() - before) * 1e9 / (System.nanoTime() - start);
    }

    /** Seconds until the pile is gone, and purchases a second until then. */
    private double[] fold() throws InterruptedException {
        long before = sales();
        long start = System.nanoTime();
        String waiting = "select exists (select from billing.delta where account_id = any($1))";
        while (database.database()
                .<Boolean>inTx(tx -> tx.rows(waiting, (Object) accounts.toArray(UUID[]::new))
                        .getFirst()
                        .getBoolean(0))) {
            if (System.nanoTime() - start > GIVE_UP_SECONDS * 1e9) throw new IllegalStateException("nobody folds");
            Thread.sleep(250);
        }
        double took = (System.nanoTime() - start) / 1e9;
        return new double[] {took, (sales() - before) / took};
    }

    private long sales() {
        return database.database()
                .inTx(tx ->
                        tx.rows("select count(*) from market.sale").getFirst().getLong(0));
    }
}
