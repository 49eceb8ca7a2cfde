package dev.galena.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Processor time used so far, in seconds, from /proc; 0 where there is none. Tells where the time of a purchase goes. */
record Cpu(double server, double postgres, double load) {

    private static final double TICKS_A_SECOND = 100;

    /** {@code backend}: the pid of any connection to PostgreSQL. */
    static Cpu now(long server, long backend) {
        long postmaster = stat(backend).map(s -> Long.parseLong(s[1])).orElse(-1L);
        double postgres = ticks(postmaster, true);
        for (long pid : ProcessHandle.of(postmaster)
                .map(p -> p.children().mapToLong(ProcessHandle::pid).toArray())
                .orElse(new long[0])) {
            postgres += ticks(pid, false);
        }
        return new Cpu(
                ticks(server, false) / TICKS_A_SECOND,
                postgres / TICKS_A_SECOND,
                ticks(ProcessHandle.current().pid(), false) / TICKS_A_SECOND);
    }

    /** What was used since, in microseconds for each of so many. */
    String since(Cpu before, double count) {
        return String.format(
                "server %.0f, PostgreSQL %.0f, load generator %.0f µs of processor each",
                (server - before.server) * 1e6 / count,
                (postgres - before.postgres) * 1e6 / count,
                (load - before.load) * 1e6 / count);
    }

    private static double ticks(long pid, boolean withReaped) {
        return stat(pid)
                .map(s -> Double.parseDouble(s[11])
                        + Double.parseDouble(s[12])
                        + (withReaped ? Double.parseDouble(s[13]) + Double.parseDouble(s[14]) : 0))
                .orElse(0.0);
    }

    /** The fields behind the name: state, parent … */
    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
