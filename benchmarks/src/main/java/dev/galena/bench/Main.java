package dev.galena.bench;

import java.util.Map;
import java.util.TreeMap;

/** {@code ./bench NAME}: runs one benchmark and writes its figures to benchmarks/RESULTS.md. */
public final class Main {

    /** A benchmark; the arguments are those after its name. */
    interface Bench {
        void run(String... args) throws Exception;
    }

    private static final Map<String, Bench> BENCHES = new TreeMap<>(Map.ofEntries(
            bench("purchase", PurchaseBench::main),
            bench("money", MoneyShare::main),
            bench("http", HttpBench::main),
            bench("search", SearchBench::main),
            bench("ingest", IngestBench::main),
            bench("append", AppendShare::main),
            bench("log", LogBench::main),
            bench("reconcile", ReconcileBench::main),
            bench("ledger", LedgerBench::main),
            bench("fold", FoldBench::main),
            bench("invoices", InvoiceBench::main)));

    private Main() {}

    private static Map.Entry<String, Bench> bench(String name, Bench bench) {
        return Map.entry(name, bench);
    }

    public static void main(String[] args) throws Exception {
        Bench bench = args.length == 0 ? null : BENCHES.get(args[0]);
        if (bench == null) {
            System.err.println("usage: ./bench " + String.join("|", BENCHES.keySet()) + " [arguments]");
            System.exit(2);
        } else {
            bench.run(java.util.Arrays.copyOfRange(args, 1, args.length));
            System.exit(0);
        }
    }
}
