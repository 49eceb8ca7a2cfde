package dev.galena.db;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** What an embedded server must remember between starts: its port and its passwords, in a file that only we may read. */
final class ServerState {
    private final Path file;
    private final Properties values = new Properties();

    private ServerState(Path file) {
        this.file = file;
    }

    static ServerState in(Path directory) throws IOException {
        var state = new ServerState(directory.resolve("server.properties"));
        if (Files.exists(state.file)) {
            try (Reader reader = Files.newBufferedReader(state.file)) {
                state.values.load(reader);
            }
        } else {
            state.values.setProperty("superuser.password", secret());
            state.values.setProperty("owner.password", secret());
            state.save();
        }
        return state;
    }

    String superuserPassword() {
        return get("superuser.password");
    }

    String ownerPassword() {
        return get("owner.password");
    }

    /** The port of the last start, or 0. */
    int port() {
        return Integer.parseInt(values.getProperty("port", "0"));
    }

    /** Whether the owner and the database were once made. */
    boolean bootstrapped() {
        return values.containsKey("bootstrapped");
    }

    void savePort(int port) throws IOException {
        if (port == port()) return;
        values.setProperty("port", Integer.toString(port));
        save();
    }

    void saveBootstrapped() throws IOException {
        values.setProperty("bootstrapped", "true");
        save();
    }

    private String get(String name) {
        String value = values.getProperty(name);
        if (value == null) throw new IllegalStateException(file + " lacks " + name);
        return value;
    }

    private void save() throws IOException {
        Path fresh = file.resolveSibling("server.properties.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            values.store(writer, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String secret() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
