package dev.galena.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One section of benchmarks/RESULTS.md: what was measured, where, next to its goals. Replaces the section of the last run. */
final class Results {

    private static final Path FILE = Path.of("benchmarks", "RESULTS.md");

    private final String name;
    private final List<String> lines = new ArrayList<>();

    Results(String name, String what) {
        this.name = name;
        lines.add(what);
        lines.add("");
        lines.add(LocalDate.now(ZoneOffset.UTC) + ", " + machine() + ".");
        lines.add("");
        lines.add("| figure | measured | goal | |");
        lines.add("|---|---|---|---|");
    }

    /** A figure without a goal. */
    void note(String figure, String measured) {
        row(figure, measured, "", "");
    }

    void atLeast(String figure, double measured, double goal, String detail) {
        row(figure, text(measured) + detail, "≥ " + text(goal), measured >= goal ? "met" : "missed");
    }

    void atMost(String figure, double measured, double goal, String unit) {
        row(figure, text(measured) + unit, "≤ " + text(goal) + unit, measured <= goal ? "met" : "missed");
    }

    private void row(String figure, String measured, String goal, String verdict) {
        lines.add("| " + figure + " | " + measured + " | " + goal + " | " + verdict + " |");
        System.out.printf("%-52s %-40s %-10s %s%n", figure, measured, goal, verdict);
    }

    void write() throws IOException {
        String text = Files.exists(FILE) ? Files.readString(FILE) : "# Benchmarks: the last figures\n";
        String head = "\n## " + name + "\n";
        int start = text.indexOf(head);
        if (start >= 0) {
            int next = text.indexOf("\n## ", start + head.length());
            text = text.substring(0, start) + (next < 0 ? "" : text.substring(next));
        }
        Files.writeString(FILE, text.stripTrailing() + "\n" + head + "\n" + String.join("\n", lines) + "\n");
        System.out.println("written to " + FILE);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores (" + cpu() + "), " + memory() + " GB, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version");
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static long memory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.round(system.getTotalMemorySize() / 1e9);
    }
}
