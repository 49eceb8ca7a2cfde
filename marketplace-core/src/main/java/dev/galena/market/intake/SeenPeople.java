package dev.galena.market.intake;

import dev.galena.consent.Identity;

/**
 * Telephone numbers and e-mail addresses that a dry run has met, as 64-bit hashes: of a million people one pair in thirty
 * million is taken for the other. Holds 32 MB at most; of a larger file the rest is not compared.
 */
final class SeenPeople {
    private static final int SLOTS_MAX = 1 << 22;
    private long[] slots = new long[1 << 12];
    private int size;

    /** Whether number or address was met before; both are known afterwards. */
    boolean add(Identity identity) {
        boolean phone = identity.phoneE164() != null && !add(hash(identity.phoneE164()));
        boolean email = identity.email() != null && !add(hash(identity.email()));
        return phone || email;
    }

    private boolean add(long hash) {
        if (size * 4L > slots.length * 3L && !grow()) return !contains(hash);
        int i = place(hash);
        if (slots[i] == hash) return false;
        slots[i] = hash;
        size++;
        return true;
    }

    private boolean contains(long hash) {
        return slots[place(hash)] == hash;
    }

    private int place(long hash) {
        int i = (int) (hash >>> 40) & slots.length - 1;
        while (slots[i] != 0 && slots[i] != hash) i = i + 1 & slots.length - 1;
        return i;
    }

    private boolean grow() {
        if (slots.length == SLOTS_MAX) return false;
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) if (hash != 0) slots[place(hash)] = hash;
        return true;
    }

    /** FNV-1a with a finish that spreads it; never 0, which marks an empty slot. */
    private static long hash(String text) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) h = (h ^ text.charAt(i)) * 0x100000001B3L;
        h = (h ^ h >>> 32) * 0x9E3779B97F4A7C15L;
        return h == 0 ? 1 : (h ^ (h >>> 29)) | (1L << 63);
    }
}
