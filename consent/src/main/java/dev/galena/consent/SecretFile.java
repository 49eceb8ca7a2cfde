package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A small text in a file that only its owner may read. */
public final class SecretFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    public SecretFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Nothing where there is no file.
     *
     * @throws IOException when others may read it, too */
    public Optional<String> read() throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        if (posix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " may be read by others: chmod 600 it, and consider what has read it");
        }
        return Optional.of(Files.readString(file));
    }

    /** Replaces it at once: after a crash the old text is there, or the new, and once this returns the new. */
    public void replace(String text) throws IOException {
        put(text, next -> Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    /** The same, but never in the place of another.
     *
     * @throws FileAlreadyExistsException when there is one */
    void create(String text) throws IOException {
        put(text, next -> Files.createLink(file, next));
    }

    private interface Naming {
        void name(Path written) throws IOException;
    }

    private void put(String text, Naming naming) throws IOException {
        var folder = file.getParent();
        Files.createDirectories(folder);
        var next = Files.createTempFile(folder, file.getFileName().toString(), ".new", attributes());
        try {
            write(next, text);
            naming.name(next);
        } finally {
            Files.deleteIfExists(next);
        }
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true); // the name itself
        }
    }

    private static void write(Path file, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }

    private FileAttribute<?>[] attributes() throws IOException {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private boolean posix() throws IOException {
        return Files.getFileStore(file.getParent()).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
