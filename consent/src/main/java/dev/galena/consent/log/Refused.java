package dev.galena.consent.log;

/**
 * The log cannot be gone on with: the database does not continue what was signed, or a file is not what it should be. Nothing
 * is signed from then on; somebody must look.
 */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String reason) {
        super(reason);
    }

    Refused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
