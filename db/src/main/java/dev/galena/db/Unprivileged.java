package dev.galena.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs of PostgreSQL, which refuse root. When we are root they run in a user namespace without rights, or,
 * where the kernel or the container forbids namespaces, as nobody.
 *
 * @param prefix what to write before a command
 * @param uid who must own the files, or -1 when they may stay ours
 */
record Unprivileged(List<String> prefix, int uid) {
    private static final int NOBODY = 65_534;

    /** Follows the owner of {@code cluster} where it exists, so that a way once chosen stays. */
    static Unprivileged forCluster(Path cluster) throws IOException {
        if (!weAreRoot()) return new Unprivileged(List.of(), -1);
        if (Files.isDirectory(cluster)) {
            int owner = (int) Files.getAttribute(cluster, "unix:uid");
            return owner == 0 ? inNamespace() : as(owner);
        }
        return namespacesWork() ? inNamespace() : as(NOBODY);
    }

    static boolean weAreRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Makes a file of ours readable to the programs. */
    void own(Path path) throws IOException {
        if (uid < 0) return;
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", uid);
    }

    /**
     * Runs to the end.
     *
     * @throws IllegalStateException with the output, when it fails or takes longer
     */
    String run(Duration limit, List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        try {
            // A file, not a pipe: the server inherits it and would keep a pipe open.
            Path output = Files.createTempFile("galena-postgres", ".out");
            try {
                Process process = new ProcessBuilder(line)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean done = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!done) process.destroyForcibly();
                if (!done || process.exitValue() != 0)
                    throw new IllegalStateException(
                            "failed" + (done ? "" : " to end in time") + ": " + line + "\n" + Files.readString(output));
                return Files.readString(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + line, e);
        }
    }

    private static Unprivileged inNamespace() {
        return new Unprivileged(List.of("unshare", "-U"), -1);
    }

    private static Unprivileged as(int uid) {
        String id = Integer.toString(uid);
        return new Unprivileged(List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"), uid);
    }

    private static boolean namespacesWork() {
        try {
            inNamespace().run(Duration.ofSeconds(5), List.of("true"));
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }
}
