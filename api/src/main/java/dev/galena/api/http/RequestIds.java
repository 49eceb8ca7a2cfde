package dev.galena.api.http;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Names requests for logs and problem reports: unique, not secret, cheap. */
final class RequestIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final long start = new SecureRandom().nextLong();
    private final AtomicLong count = new AtomicLong();

    String next() {
        // Weyl sequence: consecutive requests look unlike each other, and none repeats within 2^64.
        long value = start + count.incrementAndGet() * 0x9E3779B97F4A7C15L;
        var text = new char[17];
        text[0] = 'r';
        text[1] = 'e';
        text[2] = 'q';
        text[3] = '_';
        for (int i = 16; i >= 4; i--) {
            text[i] = DIGITS[(int) (value & 31)];
            value >>>= 5;
        }
        return new String(text);
    }
}
