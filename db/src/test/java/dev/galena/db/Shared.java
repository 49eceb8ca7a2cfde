package dev.galena.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Material for tests that is no part of the product: {@code GALENA_SHARED}, else the folder beside the project's own. */
public final class Shared {
    private Shared() {}

    /** Skips the test, and says so, where there is no such file. */
    public static Path file(String name) {
        String set = System.getenv("GALENA_SHARED");
        Path folder = set != null
                ? Path.of(set)
                : Path.of("").toAbsolutePath().getParent().resolveSibling("shared");
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            String reason = "skipped: no " + file + " (GALENA_SHARED names another folder)";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return file;
    }

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
