package dev.galena.market.purchase;

/** What became of something to be done {@link OncePerKey}. */
public sealed interface Once {

    record Done(KeptAnswer answer) implements Once {}

    /** Done before; the answer is the one given then. */
    record Again(KeptAnswer answer) implements Once {}

    /** The key was used for something else. */
    record KeyConflict() implements Once {}
}
