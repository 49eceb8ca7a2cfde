package dev.galena.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;

/** A master key in a file: {@code {"format": …, "sealing": keyset, "lookups": keyset}}, mode 0600. */
final class KeyFile {

    private static final String FORMAT = "galena-master-key/1";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyFile() {}

    static MasterKey read(Path file) throws IOException {
        refuseIfOthersMayRead(file);
        try {
            JsonNode content = JSON.readTree(Files.readAllBytes(file));
            if (!content.path("format").asText().equals(FORMAT)) throw new IOException(file + " holds no master key");
            return new MasterKey(
                    keyset(content.path("sealing"), MasterKey.SEALING),
                    keyset(content.path("lookups"), MasterKey.LOOKUPS));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no valid master key", e);
        }
    }

    static void write(Path file, KeysetHandle sealing, KeysetHandle lookups) throws IOException {
        var content = JSON.createObjectNode().put("format", FORMAT);
        try {
            content.set("sealing", JSON.readTree(text(sealing, MasterKey.SEALING)));
            content.set("lookups", JSON.readTree(text(lookups, MasterKey.LOOKUPS)));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write the master key", e);
        }
        var bytes = ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = posix(file)
                ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : FileChannel.open(file, options)) {
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }

    private static void refuseIfOthersMayRead(Path file) throws IOException {
        if (!posix(file)) return;
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " may be read by others: chmod 600 it, and consider what has read it");
        }
    }

    private static boolean posix(Path file) throws IOException {
        return Files.getFileStore(file.toAbsolutePath().getParent())
                .supportsFileAttributeView(PosixFileAttributeView.class);
    }

    private static KeysetHandle keyset(JsonNode json, Configuration kind) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json.toString(), kind, InsecureSecretKeyAccess.get());
    }

    private static String text(KeysetHandle keyset, Configuration kind) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, kind, InsecureSecretKeyAccess.get());
    }
}
