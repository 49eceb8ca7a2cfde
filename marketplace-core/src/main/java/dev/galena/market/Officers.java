package dev.galena.market;

import dev.galena.consent.Consents;
import dev.galena.db.Database;
import dev.galena.market.sample.DrawSample;
import dev.galena.market.sample.JudgeSample;
import dev.galena.market.sample.ReadSamples;
import dev.galena.market.sample.Samples;
import dev.galena.market.trail.ListRevocations;
import dev.galena.market.trail.ReadAccesses;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The part of {@link Marketplace} for officers: lists of what happened, and samples of it. */
public final class Officers {
    public final ListRevocations listRevocations;
    public final ReadAccesses readAccesses;
    public final DrawSample drawSample;
    public final ReadSamples readSamples;
    public final JudgeSample judgeSample;

    Officers(Database database, Consents consents, SecureRandom random, InstantSource clock) {
        var samples = new Samples();
        listRevocations = new ListRevocations(database, consents);
        readAccesses = new ReadAccesses(database);
        drawSample = new DrawSample(samples, random, clock);
        readSamples = new ReadSamples(database, samples);
        judgeSample = new JudgeSample(database, samples, clock);
    }
}
