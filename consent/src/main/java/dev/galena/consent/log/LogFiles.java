package dev.galena.consent.log;

import dev.galena.consent.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What of the log lies outside the database: its secret key, and the last checkpoint. Processes on one database share the key
 * as a copy each and keep checkpoints of their own.
 *
 * @param origin of a log that begins now: {@code consent.<domain>/<epoch>}
 */
public record LogFiles(Path key, Path lastCheckpoint, String origin) {

    Head head() {
        return new Head(lastCheckpoint);
    }

    /** The key; a new one where neither a key nor a log is. Without key a process follows.
     *
     * @throws IOException when the file cannot be read, is readable by others, or holds no key */
    Optional<NoteSigner> signer(Optional<LogName> log) throws IOException {
        var file = new SecretFile(key);
        var text = file.read();
        if (text.isPresent()) {
            try {
                return Optional.of(NoteSigner.parse(text.get()));
            } catch (IllegalArgumentException e) {
                throw new IOException(key + " holds no secret key of a log", e);
            }
        }
        if (log.isPresent()) return Optional.empty();
        var generated = NoteSigner.generate(origin);
        file.replace(generated.secretText());
        return Optional.of(generated);
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
