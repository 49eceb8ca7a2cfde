package dev.galena.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Another program's arithmetic (hledger, a Debian package). It keeps a whole journal in memory, some 20 kB an entry, so a long
 * one is given to it in parts, each of which begins with the balances that it has found at the end of the part before.
 */
final class Hledger {
    private static final int ENTRIES_MAX = 50_000;
    private static final Pattern BALANCE = Pattern.compile("\"(\\S+:\\S+)\",\"(-?[0-9.]+) ([A-Z]{3})\"");

    private final Path journal;
    int parts;

    /** In the account's own currency. */
    private record Balance(String amount, String currency) {}

    Hledger(Path journal) {
        this.journal = journal;
    }

    static boolean installed() {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, "hledger"))) return true;
        }
        return false;
    }

    /** By the names of the journal; those at zero are left out. */
    Map<String, BigDecimal> balances() throws IOException, InterruptedException {
        Map<String, Balance> found = new TreeMap<>();
        Path part = journal.resolveSibling("part.journal");
        try (var lines = Files.newBufferedReader(journal)) {
            List<String> head = new ArrayList<>();
            String next = lines.readLine();
            for (; next != null && !begins(next); next = lines.readLine()) head.add(next);
            while (next != null) {
                try (var out = Files.newBufferedWriter(part)) {
                    next = cut(head, found, next, lines, out);
                }
                found = run(part);
                parts++;
            }
        }
        Map<String, BigDecimal> balances = new TreeMap<>();
        found.forEach((account, balance) -> balances.put(account, new BigDecimal(balance.amount).stripTrailingZeros()));
        return balances;
    }

    /** Writes a part; answers with the first line of the next one. */
    private static @Nullable String cut(
            List<String> head, Map<String, Balance> opening, String first, BufferedReader lines, BufferedWriter out)
            throws IOException {
        for (String line : head) out.append(line).append('\n');
        if (!opening.isEmpty()) out.append("\n1970-01-01 * opening\n");
        for (var one : opening.entrySet()) {
            var balance = one.getValue();
            out.append("  " + one.getKey() + "  " + balance.amount + " " + balance.currency + "\n");
        }
        int entries = 0;
        for (String line = first; line != null; line = lines.readLine()) {
            if (begins(line) && ++entries > ENTRIES_MAX) return line;
            out.append(line).append('\n');
        }
        return null;
    }

    private static boolean begins(String line) {
        return !line.isEmpty() && Character.isDigit(line.charAt(0));
    }

    private static Map<String, Balance> run(Path part) throws IOException, InterruptedException {
        var process = new ProcessBuilder("hledger", "-f", part.toString(), "balance", "--flat", "-N", "-O", "csv")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        Map<String, Balance> found = new TreeMap<>();
        for (var match = BALANCE.matcher(output); match.find(); ) {
            found.put(match.group(1), new Balance(match.group(2), match.group(3)));
        }
        return found;
    }
}
