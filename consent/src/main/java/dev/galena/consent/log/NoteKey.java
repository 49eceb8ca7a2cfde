package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key as notes know it: {@code name+id+base64(type ‖ key)}, where the id is the beginning of {@code SHA-256(name ‖
 * newline ‖ type ‖ key)}. C2SP signed-note.
 */
public final class NoteKey {

    /** Signs the text of a note. */
    static final byte SIGNS = 1;

    /** A witness signs with the time: C2SP tlog-cosignature. */
    static final byte COSIGNS = 4;

    private final String name;
    private final byte type;
    private final byte[] key;

    private NoteKey(String name, byte type, byte[] key) {
        this.name = requireName(name);
        this.type = type;
        this.key = key;
    }

    static NoteKey of(String name, byte type, byte[] publicKey) {
        if (publicKey.length != Ed25519.KEY_BYTES) throw new IllegalArgumentException("not an Ed25519 key");
        if (type != SIGNS && type != COSIGNS) throw new IllegalArgumentException("not a type of key we know: " + type);
        return new NoteKey(name, type, publicKey.clone());
    }

    /** Reads the text form.
     *
     * @throws IllegalArgumentException when it is no Ed25519 key, or its id is not that of its key */
    public static NoteKey parse(String text) {
        int id = text.indexOf('+');
        int bytes = text.indexOf('+', id + 1);
        if (id < 1 || bytes < 0) throw new IllegalArgumentException("not a key of notes: " + text);
        byte[] typed = Base64Text.parse(text.substring(bytes + 1));
        var key = of(text.substring(0, id), typed[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.text().equals(text)) throw new IllegalArgumentException("its id is not that of its key: " + text);
        return key;
    }

    /** No spaces and no plus, so that lines can be taken apart. */
    static String requireName(String name) {
        if (name.isEmpty()
                || name.chars()
                        .anyMatch(c -> c == '+' || c < 0x20 || Character.isSpaceChar(c) || Character.isWhitespace(c)))
            throw new IllegalArgumentException("not a name of a key: " + name);
        return name;
    }

    public String name() {
        return name;
    }

    boolean cosigns() {
        return type == COSIGNS;
    }

    int id() {
        byte[] named = (name + "\n").getBytes(UTF_8);
        byte[] hashed = ByteBuffer.allocate(named.length + 1 + key.length)
                .put(named)
                .put(type)
                .put(key)
                .array();
        return ByteBuffer.wrap(Digest.sha256(hashed).bytes()).getInt();
    }

    boolean verifies(byte[] message, byte[] signature) {
        return Ed25519.verifies(key, message, signature);
    }

    /** As it is handed out to be pinned. */
    public String text() {
        byte[] typed = new byte[1 + key.length];
        typed[0] = type;
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + '+' + HexFormat.of().toHexDigits(id()) + '+' + Base64Text.of(typed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return text();
    }
}
