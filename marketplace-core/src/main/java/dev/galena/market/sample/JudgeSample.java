package dev.galena.market.sample;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.sample.Sample.SignOff;
import dev.galena.market.sample.Sample.Verdict;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An officer says of each item how it is, and stands for the whole in the end. */
public final class JudgeSample {
    private final Database database;
    private final Samples samples;
    private final InstantSource clock;

    public JudgeSample(Database database, Samples samples, InstantSource clock) {
        this.database = database;
        this.samples = samples;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** As it stands now. */
    public record Done(Sample sample) implements Outcome {}

    public record NotThere() implements Outcome {}

    /** Nothing changes after the signature. */
    public record SignedAlready() implements Outcome {}

    /** {@code open}: items without a verdict. */
    public record NotJudged(int open) implements Outcome {}

    /** A verdict can be given again until the signature; the newest counts, and all stay on record. */
    public Outcome judge(UUID partyId, String actor, UUID id, int n, boolean ok, @Nullable String remark) {
        return open(partyId, id, (tx, sample) -> {
            var verdict = new Verdict(ok, remark, clock.instant().truncatedTo(ChronoUnit.MICROS), actor);
            return samples.judge(tx, id, n, verdict) ? now(tx, partyId, id) : new NotThere();
        });
    }

    public Outcome signOff(UUID partyId, UUID userId, UUID id, @Nullable String remark) {
        return open(partyId, id, (tx, sample) -> {
            if (sample.judged() < sample.size()) return new NotJudged(sample.size() - sample.judged());
            var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
            samples.signOff(tx, id, new SignOff(at, userId, sample.problems(), remark));
            return now(tx, partyId, id);
        });
    }

    private interface Step {
        Outcome on(Tx tx, Sample sample);
    }

    /** One at a time, so that no verdict slips in behind a signature. */
    private Outcome open(UUID partyId, UUID id, Step step) {
        return database.inTx(tx -> {
            tx.lock("sample " + id);
            var sample = samples.find(tx, partyId, id);
            if (sample.isEmpty()) return new NotThere();
            return sample.get().signOff() == null ? step.on(tx, sample.get()) : new SignedAlready();
        });
    }

    private Outcome now(Tx tx, UUID partyId, UUID id) {
        Function<Sample, Outcome> done = Done::new;
        return samples.find(tx, partyId, id).map(done).orElseGet(NotThere::new);
    }
}
