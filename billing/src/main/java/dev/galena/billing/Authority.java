package dev.galena.billing;

import java.util.UUID;

/** Who changes a limit or freezes an account, and why: kept for ever. */
public record Authority(UUID party, String reason) {

    private static final int REASON_MAX = 400;

    public Authority {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("a reason has 1 to " + REASON_MAX + " characters");
        }
    }
}
