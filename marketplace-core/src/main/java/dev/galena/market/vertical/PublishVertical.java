package dev.galena.market.vertical;

import dev.galena.consent.RuleSets;
import dev.galena.db.Database;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The operator adds a vertical, or a new version of one. Leads already listed keep the version they came under. */
public final class PublishVertical {
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{2,40}");

    private final Database database;
    private final Verticals verticals;
    private final RuleSets ruleSets;
    private final InstantSource clock;

    public PublishVertical(Database database, Verticals verticals, RuleSets ruleSets, InstantSource clock) {
        this.database = database;
        this.verticals = verticals;
        this.ruleSets = ruleSets;
        this.clock = clock;
    }

    /** What came of it, in the order of precedence. */
    public sealed interface Outcome {
        record NoSuchVertical() implements Outcome {}

        /** Everything that is wrong with the body. */
        record Refused(List<Fault> faults) implements Outcome {}

        record CodeTaken() implements Outcome {}

        record Published(Vertical vertical) implements Outcome {}
    }

    public Outcome create(String code, JsonObject body, UUID by) {
        var faults = new ArrayList<Fault>();
        if (!CODE.matcher(code).matches()) faults.add(new Fault("/code", "field-invalid", "2 to 40 of a-z, 0-9, -"));
        Optional<Vertical> read = read(body, faults);
        if (read.isEmpty() || !faults.isEmpty()) return new Outcome.Refused(faults);
        return database.inTx(tx -> verticals.create(tx, code, read.get(), by, clock.instant()))
                .map(this::published)
                .orElseGet(Outcome.CodeTaken::new);
    }

    public Outcome addVersion(String code, JsonObject body, UUID by) {
        if (verticals.current(code).isEmpty()) return new Outcome.NoSuchVertical();
        var faults = new ArrayList<Fault>();
        Optional<Vertical> read = read(body, faults);
        if (read.isEmpty() || !faults.isEmpty()) return new Outcome.Refused(faults);
        return database.inTx(tx -> verticals.add(tx, code, read.get(), by, clock.instant()))
                .map(this::published)
                .orElseGet(Outcome.NoSuchVertical::new);
    }

    private Optional<Vertical> read(JsonObject body, List<Fault> faults) {
        Optional<Vertical> read = VerticalBody.read(body, faults);
        read.filter(v -> !database.read(ruleSets::codes).contains(v.ruleSet()))
                .ifPresent(v -> faults.add(new Fault("/rule_set", "field-invalid", "there is no such rule set")));
        return read;
    }

    /** As it was or is published. */
    public Optional<Vertical> version(String code, int version) {
        return verticals.current(code).flatMap(v -> database.read(tx -> verticals.version(tx, v.id(), version)));
    }

    private Outcome published(Vertical vertical) {
        database.read(tx -> {
            verticals.refresh(tx);
            return null;
        });
        return new Outcome.Published(vertical);
    }
}
