package dev.galena.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM learnt of the product (JEP 514), kept as {@code ./run} keeps it: with it a server starts for a third of the processor's
 * time. While there is nothing yet, one server learns; others use it when that one has been stopped and it is whole.
 */
final class Learnt {
    private static final Path CACHE = Path.of("target", "galena.aot").toAbsolutePath();
    private static final Path FRESH =
            CACHE.resolveSibling("galena." + ProcessHandle.current().pid() + ".aot");

    private static @Nullable Galena learner;

    private Learnt() {}

    /** For a JVM that runs {@code jar}; empty where nothing is known, or only of another build. */
    static List<String> of(Path jar) throws IOException {
        if (!Files.exists(CACHE)) return List.of();
        try (var libraries = Files.list(jar.resolveSibling("lib"))) {
            for (var one : Stream.concat(Stream.of(jar), libraries).toList()) {
                if (Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(CACHE)) > 0) return List.of();
            }
        }
        return List.of("-XX:AOTCache=" + CACHE);
    }

    /** The same, or what makes this server learn. */
    static synchronized List<String> of(Path jar, Galena server) throws IOException {
        var learnt = of(jar);
        if (learner == null && learnt.isEmpty()) learner = server;
        return learner == server ? List.of("-XX:AOTCacheOutput=" + FRESH) : learnt;
    }

    /** Whether it writes down at its end what it learnt, which takes a while. */
    static synchronized boolean by(Galena server) {
        return learner == server;
    }

    /** After it came to its end by itself. */
    static synchronized void ended(Galena server) throws IOException {
        if (learner != server) return;
        learner = null;
        if (Files.exists(FRESH)) Files.move(FRESH, CACHE, StandardCopyOption.ATOMIC_MOVE);
    }
}
