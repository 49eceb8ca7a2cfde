package dev.galena.market.intake;

/** Counts, while bytes stream past, what speaks for UTF-8 (whole multi-byte sequences) and what against it (faults). */
final class Utf8Tally {
    private long sequences;
    private long faults;
    private long nuls;
    private int missing; // continuation bytes still to come
    private int lowest = 0x80;
    private int highest = 0xBF;

    void add(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            int b = bytes[i];
            if (b > 0 && missing == 0) continue;
            step(b & 0xFF);
        }
    }

    private void step(int b) {
        if (missing > 0) {
            if (b >= lowest && b <= highest) {
                lowest = 0x80;
                highest = 0xBF;
                if (--missing == 0) sequences++;
                return;
            }
            faults++;
            missing = 0;
        }
        if (b == 0) nuls++;
        if (b >= 0x80) lead(b);
    }

    /** Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private void lead(int b) {
        lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        if (b >= 0xC2 && b <= 0xDF) missing = 1;
        else if (b >= 0xE0 && b <= 0xEF) missing = 2;
        else if (b >= 0xF0 && b <= 0xF4) missing = 3;
        else faults++;
    }

    long nuls() {
        return nuls;
    }

    /** Valid so far, or so nearly that single rows are damaged rather than the whole file in another encoding. */
    boolean utf8() {
        return faults == 0 || sequences > faults;
    }
}
