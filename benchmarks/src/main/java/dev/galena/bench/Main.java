package dev.galena.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** What {@code ./bench} runs itself: in a browser, by the module that has one. */
    private static final String IN_A_BROWSER = "console";

    private Main() {}

    private static Map.Entry<String, Bench> bench(String name, Bench bench) {
        return Map.entry(name, bench);
    }

    public static void main(String[] args) throws Exception {
        Bench bench = args.length == 0 ? null : BENCHES.get(args[0]);
        if (bench == null) {
            var names = new TreeSet<>(BENCHES.keySet());
            names.add(IN_A_BROWSER);
            System.err.println("usage: ./bench " + String.join("|", names) + " [arguments]");
            System.exit(2);
        } else {
            bench.run(java.util.Arrays.copyOfRange(args, 1, args.length));
            System.exit(0);
        }
    }
}
