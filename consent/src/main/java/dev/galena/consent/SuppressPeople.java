package dev.galena.consent;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Numbers and addresses are not to be used any more. What is known of them ends or is limited at once, under the locks that
 * a sale takes; what is granted later is limited when it comes in. Persons are made where they are unknown, so that a grant
 * that is being recorded at this moment waits and then finds the suppression.
 */
public final class SuppressPeople {
    public static final int ROWS_MAX = 500;

    private final Database database;
    private final Subjects subjects;
    private final Consents consents;
    private final Suppressing suppressing;
    private final InstantSource clock;
    private final BiConsumer<Tx, Ended> andThen;
    private final Suppressions suppressions = new Suppressions();

    /** {@code andThen}: what else follows in the same transaction, such as telling the buyers. */
    public SuppressPeople(
            Database database,
            Subjects subjects,
            Consents consents,
            InstantSource clock,
            BiConsumer<Tx, Ended> andThen) {
        this.database = database;
        this.subjects = subjects;
        this.consents = consents;
        this.suppressing = new Suppressing(consents);
        this.clock = clock;
        this.andThen = andThen;
    }

    /**
     * What came of it.
     *
     * @param added how many were not known before
     * @param ended consents of which nothing is left
     * @param limited consents that lost some channels
     */
    public record Suppressed(int added, int ended, int limited) {
        public static final Suppressed NOTHING = new Suppressed(0, 0, 0);

        public Suppressed and(Suppressed more) {
            return new Suppressed(added + more.added, ended + more.ended, limited + more.limited);
        }
    }

    /** At most {@link #ROWS_MAX} in one transaction. Repeating it changes nothing more. */
    public Suppressed suppress(List<Suppression> wanted) {
        if (wanted.size() > ROWS_MAX) throw new IllegalArgumentException(wanted.size() + " at once");
        if (wanted.isEmpty()) return Suppressed.NOTHING;
        return database.inTxRetrying(tx -> suppress(tx, wanted));
    }

    private Suppressed suppress(Tx tx, List<Suppression> wanted) {
        var people =
                subjects.resolve(tx, wanted.stream().map(Suppression::identity).toList(), clock.instant());
        var hashes = new HashMap<PersonHash, List<Suppression>>();
        var of = new HashMap<UUID, List<Suppression>>();
        for (int i = 0; i < wanted.size(); i++) {
            var each = wanted.get(i);
            subjects.hashes(each.identity())
                    .forEach(hash ->
                            hashes.computeIfAbsent(hash, h -> new ArrayList<>()).add(each));
            var persons = new HashSet<>(people.get(i).alsoMatched());
            persons.add(people.get(i).id());
            persons.forEach(p -> of.computeIfAbsent(p, id -> new ArrayList<>()).add(each));
        }
        var locked = consents.lock(tx, consents.ofSubjects(tx, of.keySet()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // under lock: behind every sale that was quicker
        int added = suppressions.add(tx, hashes, now);
        var ended = suppressing.apply(tx, locked, of, now);
        if (!ended.revocationOf().isEmpty()) andThen.accept(tx, ended);
        int limited = ended.limited().size();
        return new Suppressed(added, ended.revocationOf().size() - limited, limited);
    }

    /** Notes that a whole list was taken in. */
    public void know(String list, LocalDate asOf, long rows, UUID by) {
        database.inTx(tx -> {
            suppressions.know(tx, list, asOf, rows, by, clock.instant());
            return rows;
        });
    }

    public Suppressions.Counts counts() {
        return database.read(suppressions::counts);
    }

    public List<Suppressions.Listed> lists() {
        return database.read(suppressions::lists);
    }
}
