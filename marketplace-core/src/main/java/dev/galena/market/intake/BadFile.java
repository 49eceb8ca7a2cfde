package dev.galena.market.intake;

/** A file that cannot be read as a whole; single bad rows never end here. */
final class BadFile extends RuntimeException {
    private final String code;

    BadFile(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Stable: unknown-format, too-many-columns, gzip-damaged, gzip-bomb, file-too-large, file-empty. */
    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
