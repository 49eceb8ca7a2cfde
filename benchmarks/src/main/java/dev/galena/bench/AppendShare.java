package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.bench.Inventory.Buyer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * {@code --rounds n} (3), {@code --seconds n} each (10), {@code --leads n} (200,000). What the events of consent cost a purchase: the product as it is, the same while another session holds the log so that events are
 * appended and nobody takes them, and the same without events, by a class of the product's name in front of it. Each in turn, several
 * times, on one database.
 */
final class AppendShare {
    private static final int CONNECTIONS = 64;
    private static final int SLOTS = 3;
    private static final int WALLETS = 1_000;
    private static final double WARM_SECONDS = 8;

    private final BenchDatabase database;
    private final Inventory inventory;
    private final Results results;
    private final double seconds;
    /** One for all: with it the keys. */
    private final Path data;

    /** Purchases a second of each round. */
    private record Way(String name, List<Double> rates) {
        double median() {
            double[] sorted = rates.stream().mapToDouble(r -> r).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        @Override
        public String toString() {
            return String.format("%,.0f /s", median());
        }
    }

    private AppendShare(BenchDatabase database, Inventory inventory, Results results, double seconds)
            throws IOException {
        this.data = Files.createTempDirectory("galena-bench-append");
        this.database = database;
        this.inventory = inventory;
        this.results = results;
        this.seconds = seconds;
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
                    "append",
                    "Purchases through HTTP, " + CONNECTIONS + " connections over " + WALLETS
                            + " wallets, with and without their events of consent, on PostgreSQL " + database.version()
                            + " (fsync on); each way " + rounds + " times in turn, the middle one counts.");
            new AppendShare(database, new Inventory(database.database()), results, seconds).run(rounds, leads);
            results.write();
        }
    }

    private void run(int rounds, int leads) throws Exception {
        List<Buyer> buyers = inventory.buyers(WALLETS);
        Stream stream = new Stream(buyers, inventory.leads(leads, SLOTS), SLOTS);
        database.execute("vacuum analyze");
        var without = new Way("purchases without events", new ArrayList<>());
        var appended = new Way("events appended, nobody takes them", new ArrayList<>());
        var logged = new Way("events appended, taken into the log and signed meanwhile", new ArrayList<>());
        Path folder = standIn();
        long unrecorded = 0;
        for (int round = 0; round < rounds; round++) {
            long before = sales();
            measure(without, stream, List.of(folder));
            unrecorded += sales() - before;
            try (var _ = database.hold("select pg_advisory_lock(hashtextextended('galena consent log', 0))")) {
                measure(appended, stream, List.of());
            }
            measure(logged, stream, List.of());
        }
        for (var way : List.of(without, appended, logged)) results.note(way.name(), way.toString());
        results.atLeast("appended ÷ without", appended.median() / without.median(), 0.8, "");
        results.note("with the log ÷ without", String.format("%.2f", logged.median() / without.median()));
        new Promises(database).check(Map.of("sales less events of consent", unrecorded));
        results.note("sales, all promises re-checked", String.format("%,d", sales()));
    }

    private void measure(Way way, Stream stream, List<Path> inFront) throws Exception {
        var settings = Map.of("DATABASE_URL", database.url(), "GALENA_DATA", data.toString());
        try (var server = new ServerProcess(Main.class.getName(), settings, inFront)) {
            Load.closed(
                    server.port(),
                    CONNECTIONS,
                    0,
                    WARM_SECONDS,
                    n -> stream.next().http());
            var result = Load.closed(
                    server.port(), CONNECTIONS, 0, seconds, n -> stream.next().http());
            if (result.statuses().size() != 1 || result.of(201) == 0)
                throw new IllegalStateException(way.name() + ": " + result.statuses());
            way.rates().add(result.perSecond());
            System.out.printf("%s: %,.0f /s%n", way.name(), result.perSecond());
        }
    }

    private long sales() {
        return database.database()
                .inTx(tx ->
                        tx.rows("select count(*) from market.sale").getFirst().getLong(0));
    }

    /** Compiles the class that records nothing. */
    private static Path standIn() throws IOException {
        Path folder = Files.createTempDirectory("galena-bench-without");
        Path source =
                Files.writeString(folder.resolve("Recording.java"), Inventory.resource("without/Recording.java.txt"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
        if (failed != 0) throw new IllegalStateException("the stand-in for Recording does not compile any more");
        return folder;
    }
}
