package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * That a log has an entry, in one file to be checked without the log: C2SP tlog-proof, without extra data.
 *
 * @param path of inclusion, from the entry's sibling up
 * @param checkpoint signed, with the cosignatures of witnesses
 */
public record TlogProof(long index, List<Digest> path, Note checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int PATH_MAX = 63;

    public TlogProof {
        path = List.copyOf(path);
        if (index < 0 || path.size() > PATH_MAX) throw new IllegalArgumentException("not a proof of inclusion");
    }

    /** Reads the text form.
     *
     * @throws IllegalArgumentException when it is none, or has extra data */
    public static TlogProof parse(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) throw new IllegalArgumentException("a proof without checkpoint");
        String[] lines = text.substring(0, end).split("\n", PATH_MAX + 3);
        if (lines.length < 2 || !lines[0].equals(HEADER) || !lines[1].startsWith("index ")) {
            throw new IllegalArgumentException("not a tlog-proof");
        }
        var path = new ArrayList<Digest>();
        for (int i = 2; i < lines.length; i++) {
            path.add(Digest.of(Base64Text.parse(lines[i])));
        }
        return new TlogProof(
                Decimal.parse(lines[1].substring("index ".length())), path, Note.parse(text.substring(end + 2)));
    }

    /** Whether the log of this key has this entry. */
    public boolean proves(byte[] entry, NoteKey log) {
        if (!checkpoint.signedBy(log)) return false;
        var head = Checkpoint.parse(checkpoint.text());
        return head.origin().equals(log.name())
                && Check.inclusion(Rfc6962.leaf(entry), index, head.size(), path, head.root());
    }

    @Override
    public String toString() {
        var text = new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
        path.forEach(hash -> text.append(Base64Text.of(hash.bytes())).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
