package dev.galena.bench;

import java.util.Map;
import java.util.TreeMap;

/** {@code ./bench NAME}: runs one benchmark and writes its figures to benchmarks/RESULTS.md. */
public final class Main {

    /** A benchmark; the arguments are those after its name. */
    interface Bench {
        void run(String... args) throws Exception;
    }

    private static final Map<String, Bench> BENCHES = new TreeMap<>(Map.of(
            "purchase", PurchaseBench::main,
            "money", MoneyShare::main,
            "http", HttpBench::main,
            "search", SearchBench::main,
            "ingest", IngestBench::main,
            "append", AppendShare::main,
            "log", LogBench::main,
            "reconcile", ReconcileBench::main,
            "ledger", LedgerBench::main,
            "fold", FoldBench::main));

    private Main() {}

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
