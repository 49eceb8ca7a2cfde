package dev.galena.consent.log;

import dev.galena.consent.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The newest checkpoint this process signed or saw, in a file outside the database: whoever restores the database does not
 * restore the file with it, and is found out. Written before a checkpoint is published.
 */
final class Head {

    private final SecretFile file;

    Head(Path file) {
        this.file = new SecretFile(file);
    }

    /** Nothing when none was ever written.
     *
     * @throws IOException also when the file holds no checkpoint of this log */
    Optional<Checkpoint> read(LogName log) throws IOException {
        var text = file.read();
        if (text.isEmpty()) return Optional.empty();
        try {
            var note = Note.parse(text.get());
            var head = Checkpoint.parse(note.text());
            if (head.origin().equals(log.origin()) && note.signedBy(log.key())) return Optional.of(head);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no checkpoint", e);
        }
        throw new IOException(file + " holds a checkpoint of another log");
    }

    void write(Note checkpoint) throws IOException {
        file.replace(checkpoint.toString());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
