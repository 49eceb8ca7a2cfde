package dev.galena.market.sample;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.market.sample.Sample.Item;
import dev.galena.market.trail.Sight;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Samples that were drawn, and whether they can be drawn again as they were. */
public final class ReadSamples {
    private final Database database;
    private final Samples samples;

    public ReadSamples(Database database, Samples samples) {
        this.database = database;
        this.samples = samples;
    }

    public Page.Slice<Sample> page(UUID partyId, Page page) {
        return database.read(tx -> samples.page(tx, partyId, page));
    }

    /** A sample with what was drawn. */
    public record Looked(Sample sample, List<Item> items) {}

    public Optional<Looked> one(UUID partyId, UUID id) {
        return database.read(tx ->
                samples.find(tx, partyId, id).map(sample -> new Looked(sample, samples.items(tx, id))));
    }

    /** Whether drawing by the kept seed gives the same ones in the same order, and from how many now. */
    public record Redrawn(boolean same, long population) {}

    public Optional<Redrawn> redraw(Sight sight, UUID id) {
        return database.read(tx -> samples.find(tx, sight.partyId(), id).map(sample -> {
            var seed = HexFormat.of().parseHex(sample.seed());
            var again = Drawn.draw(tx, sample.frame(), sight, seed).stream()
                    .map(Drawn::about)
                    .toList();
            var then = samples.items(tx, id).stream().map(Item::about).toList();
            return new Redrawn(again.equals(then), Drawn.population(tx, sample.frame(), sight));
        }));
    }
}
