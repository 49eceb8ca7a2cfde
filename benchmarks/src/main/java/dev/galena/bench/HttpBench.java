package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.bench.Inventory.Buyer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * The simplest authenticated read, a balance by its primary key, through the product, beside a bare Vert.x server that only
 * runs the same query. Arguments: {@code --seconds n} a phase (15).
 */
final class HttpBench {

    private static final int CONNECTIONS = 64;

    private HttpBench() {}

    static void main(String... args) throws Exception {
        double seconds = args.length == 2 && args[0].equals("--seconds") ? Double.parseDouble(args[1]) : 15;
        try (var database = new BenchDatabase()) {
            List<Buyer> buyers = new Inventory(database.database()).buyers(1_000);
            database.execute("vacuum analyze");
            var results = new Results(
                    "http",
                    "The simplest authenticated read through the product against a bare Vert.x server with the same query;"
                            + " PostgreSQL " + database.version() + ", " + CONNECTIONS + " connections.");
            // One for all rounds: the master key in it opens what the first round has sealed.
            String data = Files.createTempDirectory("galena-bench-data").toString();
            double ours = 0;
            double bare = 0;
            // In turns, so that what the machine does besides falls on both.
            for (int round = 0; round < 2; round++) {
                ours += measure(database, data, buyers, Main.class, seconds / 2);
                bare += measure(database, data, buyers, BareServer.class, seconds / 2);
            }
            results.note("through the product", String.format("%,.0f /s", ours / 2));
            results.note("bare Vert.x and its client", String.format("%,.0f /s", bare / 2));
            results.atLeast("product ÷ bare", ours / bare, 0.85, "");
            results.write();
        }
    }

    private static double measure(
            BenchDatabase database, String data, List<Buyer> buyers, Class<?> main, double seconds) throws Exception {
        byte[][] reads = buyers.stream().map(PurchaseBench::walletRead).toArray(byte[][]::new);
        var wallets = buyers.stream().map(Buyer::wallet).map(Object::toString).toList();
        var environment = Map.of("DATABASE_URL", database.url(), "BENCH_APP", database.appUrl(), "GALENA_DATA", data);
        try (var server = new ServerProcess(main.getName(), environment)) {
            if (main == BareServer.class) {
                reads = wallets.stream().map(BareServer::request).toArray(byte[][]::new);
            }
            byte[][] requests = reads;
            var result = Load.closed(
                    server.port(), CONNECTIONS, 2 * seconds, seconds, n -> requests[(int) (n % requests.length)]);
            if (result.statuses().size() != 1 || result.of(200) == 0) {
                throw new IllegalStateException(result.statuses().toString());
            }
            return result.perSecond();
        }
    }
}
