package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.bench.Inventory.Buyer;
import dev.galena.bench.SearchFilters.Asked;
import dev.galena.bench.SearchFilters.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * Six searches over a full market, through the product with authentication and straight to PostgreSQL with the best SQL for
 * each. Arguments: {@code --rows n} (1,000,000), {@code --seconds n} a phase (10), {@code --connections n} (4).
 */
final class SearchBench {
    private static final double GOAL = 1.5;
    private static final double SLOW_MILLIS = 10;

    private final BenchDatabase database;
    private final int connections;
    private final double seconds;
    private final Results results;

    private SearchBench(BenchDatabase database, int connections, double seconds, Results results) {
        this.database = database;
        this.connections = connections;
        this.seconds = seconds;
        this.results = results;
    }

    static void main(String... args) throws Exception {
        int rows = (int) argument(args, "--rows", 1_000_000);
        double seconds = argument(args, "--seconds", 10);
        int connections = (int) argument(args, "--connections", 4);
        try (var database = new BenchDatabase()) {
            Buyer buyer = new Inventory(database.database()).buyers(1).getFirst();
            new Shelf(database).fill(rows, new int[] {1, 2, 3});
            String size = String.format(Locale.ROOT, "%,d", rows);
            var results = new Results(
                    "search " + size,
                    "Pages of 50 of " + size
                            + " listed leads through HTTP with authentication against the fastest hand-written SQL"
                            + " straight to PostgreSQL " + database.version() + " by JDBC; " + connections
                            + " connections each, closed loop. p50 / p99 in ms.");
            new SearchBench(database, connections, seconds, results).run(buyer);
            results.write();
        }
    }

    private static double argument(String[] args, String name, double otherwise) {
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals(name)) return Double.parseDouble(args[i + 1]);
        }
        return otherwise;
    }

    private void run(Buyer buyer) throws Exception {
        List<UUID> ids = database.database()
                .read(tx -> tx
                        .rows(
                                "select lead_id from market.listing tablesample system (5) where vertical_id = 1 limit 1000")
                        .stream()
                        .map(row -> row.getUUID(0))
                        .toList());
        List<String> zips = database.database()
                .read(tx -> tx
                        .rows(
                                "select distinct zip from market.listing tablesample system (5) where vertical_id = 1 limit 2000")
                        .stream()
                        .map(row -> row.getString(0))
                        .toList());
        var environment = Map.of("DATABASE_URL", database.url());
        try (var server = new ServerProcess(Main.class.getName(), environment)) {
            for (Filter filter : new SearchFilters(ids, zips).all()) measure(filter, server, buyer);
        }
    }

    private void measure(Filter filter, ServerProcess server, Buyer buyer) throws Exception {
        byte[][] requests =
                filter.variants().stream().map(asked -> http(asked, buyer)).toArray(byte[][]::new);
        var ours = Load.closed(
                server.port(), connections, seconds / 2, seconds, n -> requests[(int) (n % requests.length)]);
        if (ours.statuses().size() != 1 || ours.of(200) == 0) {
            throw new IllegalStateException(filter.name() + ": " + ours.statuses());
        }
        Histogram best = null;
        for (String sql : filter.sql()) {
            Histogram tried = new SqlReader(database.app())
                    .measure(
                            sql,
                            connections,
                            seconds / 2,
                            seconds,
                            n -> filter.variants()
                                    .get((int) (n % filter.variants().size()))
                                    .binds());
            if (best == null || tried.getValueAtPercentile(50) < best.getValueAtPercentile(50)) best = tried;
        }
        if (best == null) throw new IllegalStateException(filter.name() + " has no SQL");
        boolean slow = ours.millis(99) > SLOW_MILLIS;
        results.note(
                filter.name() + ": HTTP, SQL",
                pair(ours.micros()) + ", " + pair(best) + (slow ? " (over " + (int) SLOW_MILLIS + " ms)" : ""));
        results.atMost(filter.name() + ": HTTP ÷ SQL, p50", ratio(ours.micros(), best, 50), GOAL, "");
        results.atMost(filter.name() + ": HTTP ÷ SQL, p99", ratio(ours.micros(), best, 99), GOAL, "");
    }

    private static byte[] http(Asked asked, Buyer buyer) {
        return ("GET " + asked.path() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + buyer.key()
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String pair(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "%.2f / %.2f",
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0);
    }

    private static double ratio(Histogram ours, Histogram theirs, double percentile) {
        return (double) ours.getValueAtPercentile(percentile) / theirs.getValueAtPercentile(percentile);
    }
}
