package dev.galena.market.sample;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.sample.Sample.Frame;
import dev.galena.market.trail.Sight;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Draws a sample of what the drawer may see: in the order of SHA-256 over the seed and the 16 bytes of each id, the first ones. The
 * seed is the server's, so nobody can choose; it is kept, so anybody can draw the same again; and so is each draw, so that nobody
 * draws until the sample pleases.
 */
public final class DrawSample {
    private static final int SEED_BYTES = 32;

    /** Sales and leads of the last minute may still be on their way into the tables. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Samples samples;
    private final SecureRandom random;
    private final InstantSource clock;

    public DrawSample(Samples samples, SecureRandom random, InstantSource clock) {
        this.samples = samples;
        this.random = random;
        this.clock = clock;
    }

    /** Where nothing can be drawn any more, because the period has not begun a minute ago: nothing. */
    public Optional<Instant> end(Instant from, Instant to) {
        var settled = clock.instant().minus(SETTLED);
        var end = to.isBefore(settled) ? to : settled;
        return from.isBefore(end) ? Optional.of(end) : Optional.empty();
    }

    /** Nothing where there is nothing to draw from. In the caller's transaction, with its answer. */
    public Optional<Sample> draw(Tx tx, Sight sight, String actor, Frame frame) {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        var population = Drawn.population(tx, frame, sight);
        if (population == 0) return Optional.empty();
        var id = Id.next();
        samples.add(tx, id, sight.partyId(), frame, population, seed, clock.instant(), actor);
        samples.addItems(tx, id, Drawn.draw(tx, frame, sight, seed));
        return samples.find(tx, sight.partyId(), id);
    }
}
