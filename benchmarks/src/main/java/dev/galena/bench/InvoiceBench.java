package dev.galena.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.DocumentPdf;
import dev.galena.billing.Accounts;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.document.DraftLine;
import dev.galena.billing.document.DraftLines;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Issuance;
import dev.galena.billing.document.IssueDocuments;
import dev.galena.billing.document.Ubl;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.billing.tax.Profiles;
import dev.galena.billing.tax.SaveProfile;
import dev.galena.billing.tax.Standings;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.billing.tax.VatRuleBook;
import dev.galena.db.Id;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A month's end: lines that wait are put on invoices, numbered and frozen, and every invoice is rendered as UBL and as PDF.
 * Arguments: {@code --lines n} (100,000), {@code --buyers n} (1,000), {@code --threads n} that render (2).
 */
final class InvoiceBench {

    private static final double GOAL_SECONDS = 300;
    private static final Instant SOLD = Instant.parse("2026-10-15T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Tax TAX = new Tax("DE", VatCategory.S, 1_900, "domestic@1");

    private final BenchDatabase database;
    private final DraftLines lines = new DraftLines();

    private InvoiceBench(BenchDatabase database) {
        this.database = database;
    }

    static void main(String... args) throws Exception {
        int lines = argument(args, "--lines", 100_000);
        int buyers = argument(args, "--buyers", 1_000);
        int threads = argument(args, "--threads", 2);
        try (var database = new BenchDatabase()) {
            new InvoiceBench(database).run(lines, buyers, threads);
        }
    }

    private static int argument(String[] args, String name, int otherwise) {
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals(name)) return Integer.parseInt(args[i + 1]);
        }
        return otherwise;
    }

    private void run(int count, int buyers, int threads) throws Exception {
        fill(count, buyers);
        var issuance =
                new Issuance(new Profiles(), new VatRuleBook(), new Accounts(), new Ledger(), (tx, issued) -> {});
        var issue = new IssueDocuments(database.database(), issuance, InstantSource.fixed(NOW));
        long start = System.nanoTime();
        while (issue.run()) {}
        double issued = seconds(start);
        var bytes = new AtomicLong();
        long rendering = System.nanoTime();
        int documents = render(threads, bytes);
        double rendered = seconds(rendering);
        check(count);
        var results = new Results(
                "invoices",
                String.format(
                        Locale.ROOT,
                        "%,d lines of %,d buyers at the end of a month: claimed, numbered, frozen; then each invoice read back and"
                                + " rendered as UBL and PDF by %d threads.",
                        count,
                        buyers,
                        threads));
        results.note("documents", String.format(Locale.ROOT, "%,d", documents));
        results.note("finalised", String.format(Locale.ROOT, "%.1f s (%,.0f lines/s)", issued, count / issued));
        results.note("rendered", String.format(Locale.ROOT, "%.1f s, %,d MB", rendered, bytes.get() >> 20));
        results.atMost("finalised and rendered", issued + rendered, GOAL_SECONDS, " s");
        results.write();
    }

    private void fill(int count, int buyers) {
        var clock = InstantSource.fixed(SOLD);
        var save = new SaveProfile(
                database.database(), new Profiles(), new VatRuleBook(), new Standings(), lines::profileChanged, clock);
        save.save(profile(Profile.PLATFORM));
        List<UUID> parties = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            UUID party = Id.next();
            save.save(profile(party));
            parties.add(party);
        }
        var random = new Random(20261122);
        for (int from = 0; from < count; from += 5_000) {
            List<DraftLine> some = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + 5_000); i++) {
                UUID sale = Id.next();
                var net = Money.of(500 + random.nextInt(5_000), "EUR");
                some.add(DraftLine.invoiced(
                        sale,
                        parties.get(random.nextInt(buyers)),
                        SOLD.plusSeconds(random.nextInt(86_400)),
                        Id.text("sal", sale),
                        "Lead, education",
                        net,
                        TAX.of(net).minorUnits(),
                        TAX,
                        0));
            }
            database.database().inTx(tx -> lines.add(tx, some));
        }
    }

    private static Profile profile(UUID party) {
        return new Profile(
                party,
                "Company " + Id.text("pty", party),
                "Main Street 1",
                "Town",
                "12345",
                null,
                "DE",
                "DE123456789",
                "HRB 1",
                "billing@example.com",
                Frequency.MONTHLY,
                ZoneOffset.UTC,
                false);
    }

    private int render(int threads, AtomicLong bytes) throws Exception {
        List<UUID> ids = database.database()
                .inTx(tx -> tx.rows("select id from billing.document order by id").stream()
                        .map(row -> row.getUUID(0))
                        .toList());
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (UUID id : ids) all.add(pool.submit(() -> bytes.addAndGet(render(id))));
            for (var each : all) each.get();
        }
        return ids.size();
    }

    private long render(UUID id) {
        byte[] frozen = database.database()
                .read(tx -> tx.rows("select frozen from billing.document where id = $1", id)
                        .getFirst()
                        .getBuffer(0)
                        .getBytes());
        var document = Frozen.read(frozen);
        return (long) Ubl.of(document).getBytes(UTF_8).length + DocumentPdf.of(document).length;
    }

    /** Each line on one document, numbers 1 to n, money as it was: the roundings are of zero sum. */
    private void check(int count) {
        database.database().inTx(tx -> {
            long placed = tx.rows("select count(*) from billing.document_line where document_id is not null")
                    .getFirst()
                    .getLong(0);
            boolean gapless = tx.rows("select last = (select count(*) from billing.document) from billing.series")
                    .getFirst()
                    .getBoolean(0);
            var broken = dev.galena.billing.Conservation.check(tx);
            if (placed != count || !gapless || !broken.isEmpty())
                throw new IllegalStateException(
                        "no figures: " + placed + " placed, gapless " + gapless + ", " + broken);
            return tx;
        });
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
