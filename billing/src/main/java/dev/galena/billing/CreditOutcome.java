package dev.galena.billing;

import java.util.UUID;

/** What became of a {@link Credit}. */
public sealed interface CreditOutcome {

    record Credited(UUID journalId, Money balance) implements CreditOutcome {}

    /** The same credit was made before; nothing moved now. */
    record AlreadyCredited(UUID journalId, Money balance) implements CreditOutcome {}

    /** The ref names a credit of another amount, buyer or source. */
    record RefTaken(UUID journalId) implements CreditOutcome {}
}
