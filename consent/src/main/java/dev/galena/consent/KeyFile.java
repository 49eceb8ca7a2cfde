package dev.galena.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A master key in a file: {@code {"format": …, "sealing": keyset, "lookups": keyset}}, mode 0600. */
final class KeyFile {

    private static final String FORMAT = "galena-master-key/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyFile() {}

    static MasterKey read(Path file) throws IOException {
        var text = new SecretFile(file).read();
        if (text.isEmpty()) throw new NoSuchFileException(file.toString());
        try {
            JsonNode content = JSON.readTree(text.get());
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
        new SecretFile(file).create(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
    }

    private static KeysetHandle keyset(JsonNode json, Configuration kind) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json.toString(), kind, InsecureSecretKeyAccess.get());
    }

    private static String text(KeysetHandle keyset, Configuration kind) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, kind, InsecureSecretKeyAccess.get());
    }
}
