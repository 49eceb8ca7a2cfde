package dev.galena.consent.log;

import dev.galena.consent.Digest;

/**
 * How large a log is and what its root is: the text of a note, C2SP tlog-checkpoint. Extension lines are refused: nothing
 * would say what they mean.
 *
 * @param origin names the log
 */
public record Checkpoint(String origin, long size, Digest root) {

    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
            throw new IllegalArgumentException("not a checkpoint: " + origin + ", " + size);
        }
    }

    /** Reads the text of a note.
     *
     * @throws IllegalArgumentException when it is no checkpoint, or is one written another way */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4) throw new IllegalArgumentException("a checkpoint of " + lines.length + " lines");
        var checkpoint = new Checkpoint(lines[0], Decimal.parse(lines[1]), Digest.of(Base64Text.parse(lines[2])));
        if (!checkpoint.text().equals(text)) throw new IllegalArgumentException("not a checkpoint");
        return checkpoint;
    }

    public String text() {
        return origin + '\n' + size + '\n' + Base64Text.of(root.bytes()) + '\n';
    }
}
