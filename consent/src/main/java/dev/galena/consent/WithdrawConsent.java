package dev.galena.consent;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A person takes consent back. From the commit on nothing more is sold under it: a sale holds the lock of the same rows. A
 * person who withdraws is locked too and remembers when, which also ends consents that another transaction is recording.
 */
public final class WithdrawConsent {

    private final Database database;
    private final Subjects subjects;
    private final Revocations revocations;
    private final InstantSource clock;
    private final BiConsumer<Tx, Ended> andThen;

    /** The verb with what belongs to it elsewhere.
     *
     * @param andThen what else follows in the same transaction, such as telling the buyers */
    public WithdrawConsent(
            Database database,
            Subjects subjects,
            Consents consents,
            InstantSource clock,
            BiConsumer<Tx, Ended> andThen) {
        this.database = database;
        this.subjects = subjects;
        this.revocations = new Revocations(consents);
        this.clock = clock;
        this.andThen = andThen;
    }

    /** Nothing only when the consent or the subject named by id does not exist. Repeating it changes nothing more. */
    public Optional<Withdrawn> withdraw(Withdrawal withdrawal) {
        return database.inTxRetrying(tx -> {
            var withdrawn = withdraw(tx, withdrawal);
            withdrawn.filter(w -> !w.consentIds().isEmpty()).ifPresent(w -> andThen.accept(tx, w.ended()));
            return withdrawn;
        });
    }

    private Optional<Withdrawn> withdraw(Tx tx, Withdrawal withdrawal) {
        return switch (withdrawal.target()) {
            case Withdrawal.OfConsent(var consentId) -> revocations.ofConsent(tx, consentId, withdrawal, clock);
            case Withdrawal.OfSubject(var subjectId) ->
                revocations.ofSubjects(tx, List.of(subjectId), withdrawal, clock);
            case Withdrawal.OfPerson(var identity) -> {
                // Makes the person if need be: a grant that is being recorded, or comes in later, then finds the
                // withdrawal.
                subjects.resolve(tx, List.of(identity), clock.instant());
                yield revocations.ofSubjects(tx, subjects.findAll(tx, identity), withdrawal, clock);
            }
        };
    }
}
