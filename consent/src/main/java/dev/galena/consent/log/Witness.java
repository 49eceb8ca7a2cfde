package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.Digest;
import dev.galena.consent.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Vouches that a log never took anything back: cosigns a checkpoint that continues the last it cosigned, and remembers it in a
 * file before it answers. C2SP tlog-witness. To be run by somebody else than the log, beside a buyer for example.
 */
public final class Witness {

    private static final int PROOF_LINES_MAX = 63;

    private final NoteSigner signer;
    private final List<NoteKey> logs;
    private final Path folder;
    private final InstantSource clock;

    Witness(NoteSigner signer, List<NoteKey> logs, Path folder, InstantSource clock) {
        if (!signer.key().cosigns()) throw new IllegalArgumentException("not the key of a witness: " + signer.key());
        this.signer = signer;
        this.logs = List.copyOf(logs);
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * A witness for the logs of a policy.
     *
     * @param key a file; a new key with this name where there is none
     * @throws IOException when the key cannot be read or written
     */
    public static Witness open(Path key, String name, String policy, Path folder, InstantSource clock)
            throws IOException {
        var file = new SecretFile(key);
        var text = file.read();
        if (text.isEmpty()) {
            text = Optional.of(NoteSigner.generateWitness(name).secretText());
            file.replace(text.get());
        }
        return new Witness(NoteSigner.parse(text.get()), Policy.parse(policy).logs(), folder, clock);
    }

    /** To be pinned. */
    public NoteKey key() {
        return signer.key();
    }

    /** An answer of HTTP. */
    public record Reply(int status, String type, String body) {
        static Reply refused(int status, String why) {
            return new Reply(status, "text/plain; charset=utf-8", why + "\n");
        }
    }

    private record Asked(long old, List<Digest> path, Note note, Checkpoint checkpoint) {

        static Asked parse(String body) {
            int end = body.indexOf("\n\n");
            if (end < 0) throw new IllegalArgumentException("no checkpoint");
            String[] lines = body.substring(0, end).split("\n", PROOF_LINES_MAX + 2);
            if (!lines[0].startsWith("old ") || lines.length > PROOF_LINES_MAX + 1) {
                throw new IllegalArgumentException("no old size, or too long a proof");
            }
            var path = new ArrayList<Digest>();
            for (int i = 1; i < lines.length; i++) path.add(Digest.of(Base64Text.parse(lines[i])));
            var note = Note.parse(body.substring(end + 2));
            return new Asked(
                    Decimal.parse(lines[0].substring("old ".length())), path, note, Checkpoint.parse(note.text()));
        }
    }

    /** The call {@code add-checkpoint}; one at a time, so that nothing is cosigned twice differently. */
    public synchronized Reply addCheckpoint(String body) throws IOException {
        Asked asked;
        try {
            asked = Asked.parse(body);
        } catch (IllegalArgumentException e) {
            return Reply.refused(400, "not a request: " + e.getMessage());
        }
        var next = asked.checkpoint;
        var known = logs.stream().filter(k -> k.name().equals(next.origin())).toList();
        if (known.isEmpty()) return Reply.refused(404, "not a log of this witness");
        if (known.stream().noneMatch(asked.note::signedBy)) return Reply.refused(403, "not signed by this log");
        if (asked.old > next.size()) return Reply.refused(400, "an old size behind the new");
        var file = new SecretFile(
                folder.resolve(Digest.sha256(next.origin().getBytes(UTF_8)).hex()));
        var last = file.read().map(text -> Checkpoint.parse(Note.parse(text).text()));
        long size = last.map(Checkpoint::size).orElse(0L);
        var root = last.map(Checkpoint::root).orElse(Rfc6962.EMPTY);
        boolean forked = asked.old == next.size() && size == next.size() && !root.equals(next.root());
        if (asked.old != size || forked) return new Reply(409, "text/x.tlog.size", size + "\n");
        if (!Check.consistency(size, root, next.size(), next.root(), asked.path)) {
            return Reply.refused(422, "does not continue what was cosigned at " + size);
        }
        file.replace(asked.note.toString());
        return new Reply(
                200,
                "text/plain; charset=utf-8",
                signer.cosign(asked.note.text(), clock.instant()).line());
    }
}
