package dev.galena.billing;

/** A journal would have driven a STRICT account below its floor. A bug of the caller, who decides under lock before posting. */
public final class InsufficientBalance extends IllegalStateException {
    InsufficientBalance(String message) {
        super(message);
    }
}
