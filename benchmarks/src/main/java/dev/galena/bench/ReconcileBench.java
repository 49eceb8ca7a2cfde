package dev.galena.bench;

import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.payment.Payments;
import dev.galena.billing.payment.ProviderLine;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.TopUp;
import dev.galena.billing.reconcile.ProviderLines;
import dev.galena.billing.reconcile.ReconcileDays;
import dev.galena.db.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider's day of many lines, read a hundred at a time and compared with as many journals of ours, fees booked; fifty lines are
 * wrong and each must be found. Without the network between us and the provider. Argument: lines (100,000).
 */
final class ReconcileBench {

    private static final Instant DAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final InstantSource CLOCK = () -> DAY.plus(Duration.ofHours(30));
    private static final int PAGE = 100;
    private static final int FAULTS = 50;

    private ReconcileBench() {}

    static void main(String... args) throws Exception {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        try (var database = new BenchDatabase()) {
            run(database, lines);
        }
    }

    private static void run(BenchDatabase database, int lines) throws Exception {
        var results = new Results(
                "reconcile",
                "One day of " + lines + " lines of a provider against as many journals, " + FAULTS
                        + " of them wrong, on PostgreSQL " + database.version() + " (fsync on).");
        seed(database, lines);
        var stores = Stores.of(new Accounts(), new Ledger());
        var reconcile = new ReconcileDays(database.database(), new Books(lines), stores, new ProviderLines(), CLOCK);
        long start = System.nanoTime();
        while (reconcile.run()) {}
        double seconds = (System.nanoTime() - start) / 1e9;
        long alarms = database.database()
                .read(tx ->
                        tx.rows("select count(*) from billing.alarm").getFirst().getLong(0));
        List<String> breaches = database.database().inTx(Conservation::check);
        if (alarms != FAULTS || !breaches.isEmpty()) {
            throw new IllegalStateException(alarms + " alarms instead of " + FAULTS + "; " + breaches);
        }
        results.atMost("read, booked and compared", seconds, 60, " s");
        results.note("lines a second", String.format(java.util.Locale.ROOT, "%,.0f", lines / seconds));
        results.note("faults found", alarms + " of " + FAULTS + ", and nothing else");
        results.write();
    }

    /** Top-ups as the ledger has them: made by SQL, so that making them costs little. */
    private static void seed(BenchDatabase database, int lines) {
        database.database().inTx(tx -> {
            var usd = java.util.Currency.getInstance("USD");
            var clearing =
                    dev.galena.billing.Account.of(null, dev.galena.billing.AccountKind.PSP_CLEARING, "stripe", usd);
            var wallet = dev.galena.billing.Account.wallet(Id.next(), usd);
            new Accounts().open(tx, List.of(clearing, wallet), DAY);
            tx.run(
                    "create temp table made on commit drop as select uuidv7() as id, n from generate_series(1, $1::int) n",
                    lines);
            tx.run("insert into billing.journal (id, kind, ref, at) select id, 'top-up', uuidv7(), $1 from made", DAY);
            tx.run("""
                    insert into billing.transfer (journal_id, line, debit_id, credit_id, amount, currency)
                    select id, 1, $1, $2, 1000 + n, 'USD' from made""", clearing.id(), wallet.id());
            tx.run("insert into billing.delta (account_id, amount) select $1, -sum(1000 + n) from made", clearing.id());
            tx.run(
                    "update billing.balance set posted = (select sum(1000 + n) from made) where account_id = $1",
                    wallet.id());
            tx.run("""
                    insert into billing.movement (id, provider, kind, object, amount, currency, journal_id, at)
                    select uuidv7(), 'stripe', 'paid', 'pi_' || n, 1000 + n, 'USD', id, $1 from made""", DAY.plusSeconds(60));
            return lines;
        });
        database.execute("analyze billing.movement, billing.journal");
    }

    /** Every so-manieth line has another amount. */
    private static final class Books implements Payments {
        private final int lines;

        Books(int lines) {
            this.lines = lines;
        }

        @Override
        public String name() {
            return "stripe";
        }

        @Override
        public Lines lines(Instant from, Instant until, @Nullable String after) {
            int start = after == null ? 1 : Integer.parseInt(after) + 1;
            int end = Math.min(lines, start + PAGE - 1);
            var page = new ArrayList<ProviderLine>(PAGE);
            for (int n = start; n <= end; n++) {
                boolean wrong = n % (lines / FAULTS) == 0;
                page.add(new ProviderLine(
                        "txn_" + n,
                        "paid",
                        "pi_" + n,
                        Money.of(1_000L + n + (wrong ? 1 : 0), "USD"),
                        Money.of(59, "USD"),
                        from.plusSeconds(60),
                        ""));
            }
            return new Lines(page, end == lines ? null : Integer.toString(end));
        }

        @Override
        public Told events(Instant from, Instant until, @Nullable String after) {
            return new Told(List.of(), null);
        }

        @Override
        public Answer open(TopUp topUp) {
            return new Answer.Refused("books only");
        }

        @Override
        public Answer charge(TopUp topUp, SavedCard card) {
            return new Answer.Refused("books only");
        }

        @Override
        public Answer refund(UUID refundId, String payment, Money amount) {
            return new Answer.Refused("books only");
        }

        @Override
        public Answer transfer(UUID payoutId, String destination, Money amount) {
            return new Answer.Refused("books only");
        }
    }
}
