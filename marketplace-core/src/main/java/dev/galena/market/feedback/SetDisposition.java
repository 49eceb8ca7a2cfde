package dev.galena.market.feedback;

import dev.galena.billing.recurring.Clocks;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.feedback.Dispositions.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A buyer says how far a lead of his got. The same once more changes nothing, so it can be sent again. */
public final class SetDisposition {
    /** Clocks of others may be that much ahead. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private final Database database;
    private final Clocks clocks;
    private final Dispositions dispositions = new Dispositions();

    public SetDisposition(Database database, Clocks clocks) {
        this.database = database;
        this.clocks = clocks;
    }

    /**
     * What is said.
     *
     * @param at since when it is so; null: since now
     * @param actor key_… or usr_…
     */
    public record Wish(
            UUID sale,
            UUID buyer,
            Disposition value,
            Disposition.@Nullable Loss loss,
            @Nullable Instant at,
            String actor) {}

    /** What came of it. */
    public sealed interface Outcome {
        record Stands(Step step) implements Outcome {}

        record NotFound() implements Outcome {}

        /** Before the lead was bought, or in the future. */
        record NotThen(Instant soldAt) implements Outcome {}
    }

    public Outcome set(Wish wish) {
        return database.inTxRetrying(tx -> set(tx, wish));
    }

    private Outcome set(Tx tx, Wish wish) {
        tx.lock("disposition " + wish.sale());
        Said said = dispositions.find(tx, wish.sale(), wish.buyer()).orElse(null);
        if (said == null) return new Outcome.NotFound();
        Instant now = clocks.now(tx, wish.buyer());
        Instant at = wish.at() == null ? now : wish.at();
        if (at.isBefore(said.soldAt()) || at.isAfter(now.plus(AHEAD_MAX))) return new Outcome.NotThen(said.soldAt());
        Step before = said.step();
        if (before.value() == wish.value()
                && before.loss() == wish.loss()
                && wish.at() == null
                && before.version() > 0) {
            return new Outcome.Stands(before);
        }
        Instant first = before.firstAt() == null && wish.value() != Disposition.NEW ? at : before.firstAt();
        var step = new Step(before.version() + 1, wish.value(), wish.loss(), at, first);
        dispositions.add(tx, said, step, now, wish.actor());
        return new Outcome.Stands(step);
    }
}
