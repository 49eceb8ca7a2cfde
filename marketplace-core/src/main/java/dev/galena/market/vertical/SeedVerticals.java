package dev.galena.market.vertical;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.db.Database;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts the verticals that come with the product into a database that has none of that code. Any number may run at once. */
public final class SeedVerticals {
    private static final List<String> CODES = List.of("education", "solar", "auto-insurance");

    private final Database database;
    private final Verticals verticals;
    private final InstantSource clock;

    public SeedVerticals(Database database, Verticals verticals, InstantSource clock) {
        this.database = database;
        this.verticals = verticals;
        this.clock = clock;
    }

    public void run() {
        List<Vertical> seeds = CODES.stream().map(SeedVerticals::seed).toList();
        database.inTx(tx -> {
            for (Vertical seed : seeds) verticals.create(tx, seed.code(), seed, null, clock.instant());
            verticals.refresh(tx);
            return seeds.size();
        });
    }

    /** As it comes with the product, outside any database. */
    static Vertical seed(String code) {
        var faults = new ArrayList<Fault>();
        return VerticalBody.read(new JsonObject(resource(code)), faults)
                .orElseThrow(() -> new IllegalStateException(code + " cannot be read: " + faults))
                .as(0, code, 1);
    }

    private static String resource(String code) {
        try (InputStream in = SeedVerticals.class.getResourceAsStream("/verticals/" + code + ".json")) {
            if (in == null) throw new IllegalStateException("no seed called " + code);
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
