package dev.galena.billing.reconcile;

/** A statement that is not what it should be; the message says where, in words for whoever uploaded it. */
public final class Unreadable extends RuntimeException {
    Unreadable(String message) {
        super(message, null, false, false);
    }
}
