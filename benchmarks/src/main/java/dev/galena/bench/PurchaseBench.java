package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.bench.Inventory.Buyer;
import dev.galena.bench.Inventory.Lead;
import dev.galena.bench.Stream.Deal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Purchases through HTTP with everything a purchase is (who calls, idempotency key, consent, ledger, outbox), beside the
 * same purchases straight to PostgreSQL in the same run. Every figure counts only if afterwards nothing is oversold, every
 * cent is accounted for and every sale is in the consent's chain.
 *
 * <p>Arguments: {@code --leads n} (200,000), {@code --seconds n} a phase (15).
 */
final class PurchaseBench {

    private static final int CONNECTIONS = 64;
    private static final int DIRECT_CONNECTIONS = 16;
    private static final int WALLETS = 1_000;
    private static final int SLOTS = 3;
    private static final int HOT_BUYERS = 10_000;
    private static final int HOT_SLOTS = 4;
    /** Until the compiler of the JVM, which shares the cores, has come to rest. */
    private static final double FIRST_WARM_SECONDS = 40;

    private final BenchDatabase database;
    private final Inventory inventory;
    private final Results results;
    private final int leadCount;
    private final double seconds;
    private final double warmSeconds;
    private final List<Buyer> buyers;

    private PurchaseBench(BenchDatabase database, int leads, double seconds) {
        this.database = database;
        this.leadCount = leads;
        this.seconds = seconds;
        this.warmSeconds = Math.min(10, seconds);
        this.results = new Results(
                "purchase",
                "Purchases through HTTP, " + CONNECTIONS + " connections over " + WALLETS
                        + " wallets, against the same purchases straight to PostgreSQL " + database.version()
                        + " (fsync on); load generator, server and PostgreSQL share the machine.");
        this.inventory = new Inventory(database.database());
        this.buyers = inventory.buyers(WALLETS);
    }

    static void main(String... args) throws Exception {
        int leads = 200_000;
        double seconds = 15;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--leads")) leads = Integer.parseInt(args[i + 1]);
            if (args[i].equals("--seconds")) seconds = Double.parseDouble(args[i + 1]);
        }
        try (var database = new BenchDatabase()) {
            database.execute(Inventory.resource("buy.sql"));
            database.execute("grant usage on schema bench to public");
            new PurchaseBench(database, leads, seconds).run();
        }
    }

    private void run() throws Exception {
        Stream stream = new Stream(buyers, inventory.leads(leadCount, SLOTS), SLOTS);
        database.execute("vacuum analyze");
        try (var server = new ServerProcess(Main.class.getName(), Map.of("DATABASE_URL", database.url()))) {
            double ours = rate("through HTTP", server, stream);
            halfRate(server, stream, ours);
            hotLead(server);
            double hotWallet = hotWallet(server);
            double direct = direct("(a) one prepared function call each, 16 connections", () -> stream.next());
            double directHot = hotWalletDirect();
            double single = new OneByOne(database, inventory).run(warmSeconds, seconds, stream);
            results.note("(b) the same statements one by one, 16 connections", text(single));
            results.atLeast("through HTTP ÷ (a)", ours / direct, 2, "");
            results.atLeast("through HTTP ÷ (b)", ours / single, 6, "");
            results.atLeast("hot wallet ÷ (a) on one wallet", hotWallet / directHot, 8, "");
        }
        check();
        results.write();
    }

    private double rate(String name, ServerProcess server, Stream stream) throws Exception {
        Load.closed(
                server.port(),
                CONNECTIONS,
                0,
                Math.min(FIRST_WARM_SECONDS, 4 * seconds),
                n -> stream.next().http());
        Cpu before = Cpu.now(server.pid(), database.backend());
        var result = Load.closed(
                server.port(), CONNECTIONS, 0, seconds, n -> stream.next().http());
        String cpu = Cpu.now(server.pid(), database.backend()).since(before, result.perSecond() * result.seconds());
        requireAll(result, 201);
        results.note("purchases " + name, text(result.perSecond()));
        results.note("where the time goes", cpu);
        results.note("p50", String.format("%.2f ms", result.millis(50)));
        results.atMost("p99 at " + CONNECTIONS + " connections", result.millis(99), 7, " ms");
        return result.perSecond();
    }

    private void halfRate(ServerProcess server, Stream stream, double full) throws Exception {
        var result = Load.open(
                server.port(),
                CONNECTIONS,
                full / 2,
                3,
                seconds,
                n -> stream.next().http());
        requireAll(result, 201);
        results.note("p50 at half that rate", String.format("%.2f ms", result.millis(50)));
        results.atMost("p99 at half that rate (" + text(full / 2) + ")", result.millis(99), 3, " ms");
    }

    /** Everybody wants the same lead; then everybody goes on wanting it. */
    private void hotLead(ServerProcess server) throws Exception {
        List<Buyer> crowd = inventory.buyers(HOT_BUYERS);
        Lead lead = inventory.leads(1, HOT_SLOTS).getFirst();
        var rush = Load.closed(server.port(), CONNECTIONS, 0, 600, n -> n < HOT_BUYERS ? hot(crowd, lead, n) : null);
        results.note(
                "hot lead: " + HOT_BUYERS + " buyers on " + HOT_SLOTS + " slots",
                rush.of(201) + " sold, " + rush.of(409) + " refused, " + text(rush.perSecond()));
        if (rush.of(201) != HOT_SLOTS || rush.of(409) != HOT_BUYERS - HOT_SLOTS) {
            throw new IllegalStateException("hot lead: " + rush.statuses());
        }
        var refusals = Load.closed(
                server.port(), CONNECTIONS, warmSeconds / 2, seconds / 2, n -> hot(buyers, lead, HOT_BUYERS + n));
        requireAll(refusals, 409);
        byte[][] reads = buyers.stream().map(PurchaseBench::walletRead).toArray(byte[][]::new);
        var read = Load.closed(
                server.port(), CONNECTIONS, warmSeconds / 2, seconds / 2, n -> reads[(int) (n % reads.length)]);
        requireAll(read, 200);
        results.note("refusals of a sold-out lead", text(refusals.perSecond()));
        results.note("reads by primary key", text(read.perSecond()));
        results.atLeast("refusals ÷ reads by primary key", refusals.perSecond() / read.perSecond(), 0.8, "");
    }

    private static byte[] hot(List<Buyer> crowd, Lead lead, long n) {
        return new Deal(crowd.get((int) (n % crowd.size())), lead, "hot-" + n).http();
    }

    static byte[] walletRead(Buyer buyer) {
        return ("GET /v1/wallet HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + buyer.key() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private double hotWallet(ServerProcess server) throws Exception {
        Stream stream = oneWallet();
        var result = Load.closed(
                server.port(),
                CONNECTIONS,
                warmSeconds / 2,
                seconds / 2,
                n -> stream.next().http());
        requireAll(result, 201);
        results.note("purchases on one wallet through HTTP", text(result.perSecond()));
        return result.perSecond();
    }

    private double hotWalletDirect() throws Exception {
        Stream stream = oneWallet();
        var result =
                Baseline.functionCalls(database.app(), inventory, DIRECT_CONNECTIONS, 2, seconds / 2, stream::next);
        results.note("(a) on one wallet", text(result.perSecond()));
        return result.perSecond();
    }

    private Stream oneWallet() {
        return new Stream(inventory.buyers(1), inventory.leads((int) (20_000 * (warmSeconds + seconds) / 2), 1), 1);
    }

    private double direct(String name, java.util.function.Supplier<Deal> deals) throws Exception {
        double warm = Math.min(5, seconds);
        Cpu before = Cpu.now(-1, database.backend());
        var result = Baseline.functionCalls(database.app(), inventory, DIRECT_CONNECTIONS, warm, seconds, deals);
        double all = result.perSecond() * (seconds + warm);
        results.note(name, text(result.perSecond()));
        results.note(
                "where the time of (a) goes", Cpu.now(-1, database.backend()).since(before, all));
        return result.perSecond();
    }

    private static void requireAll(Load.Result result, int status) {
        if (result.statuses().size() != 1 || result.of(status) == 0) {
            throw new IllegalStateException("expected " + status + " only: " + result.statuses());
        }
    }

    private void check() {
        new Promises(database).check();
        long sales = database.database()
                .inTx(tx ->
                        tx.rows("select count(*) from market.sale").getFirst().getLong(0));
        results.note("sales, all promises re-checked", String.format("%,d", sales));
    }

    private static String text(double perSecond) {
        return String.format("%,.0f /s", perSecond);
    }
}
