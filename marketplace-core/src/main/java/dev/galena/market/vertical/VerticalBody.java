package dev.galena.market.vertical;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a vertical and names everything that is wrong with it. */
final class VerticalBody {
    private static final int FIELDS_MAX = 100;
    private static final long PRICE_MAX = 100_000_000;
    private static final Duration DAYS_MAX = Duration.ofDays(3650);
    private static final Set<String> MEMBERS = Set.of(
            "name",
            "blanks",
            "fields",
            "scorecard",
            "rule_set",
            "prices",
            "exclusive_multiplier",
            "slots",
            "floor",
            "fee_bps",
            "return_window",
            "duplicate_window",
            "listing_life");

    private VerticalBody() {}

    /** The vertical without id and code; empty if there are faults, which are added to {@code faults}. */
    static Optional<Vertical> read(JsonObject json, List<Fault> faults) {
        var body = new Body(json, "", faults);
        body.knows(MEMBERS);
        Map<String, Field> fields = fields(body);
        long floor = body.whole("floor", 1, PRICE_MAX);
        var vertical = new Vertical(
                0,
                "",
                0,
                body.text("name", 100),
                List.copyOf(fields.values()),
                Map.copyOf(fields),
                new ScorecardBody(fields).read(body.object("scorecard")),
                body.text("rule_set", 40),
                prices(body.object("prices"), floor),
                BigDecimal.valueOf(body.number("exclusive_multiplier", 1, 100)),
                (int) body.whole("slots", 1, 100),
                floor,
                (int) body.whole("fee_bps", 0, 9_000),
                body.duration("return_window", DAYS_MAX, Duration.ofDays(7)),
                body.duration("duplicate_window", DAYS_MAX, Duration.ofDays(30)),
                body.duration("listing_life", DAYS_MAX, Duration.ofDays(90)),
                json);
        return faults.isEmpty() ? Optional.of(vertical) : Optional.empty();
    }

    private static Map<String, Field> fields(Body body) {
        var blanks = new LinkedHashSet<String>();
        body.texts("blanks", 100, 40).forEach(word -> blanks.add(Words.normal(word)));
        var fields = new LinkedHashMap<String, Field>();
        body.objects("fields", FIELDS_MAX, each -> {
            Field field = FieldBody.read(each, blanks);
            if (fields.put(field.name(), field) != null) each.fault("name", "field-invalid", "used twice");
        });
        if (fields.isEmpty()) body.fault("fields", "field-missing", "at least one field");
        return fields;
    }

    private static Map<Level, Long> prices(Body prices, long floor) {
        var byLevel = new EnumMap<Level, Long>(Level.class);
        var names = new ArrayList<String>();
        for (Level level : Level.values()) {
            names.add(level.code());
            byLevel.put(level, prices.whole(level.code(), 1, PRICE_MAX));
            if (prices.has(level.code()) && byLevel.get(level) < floor)
                prices.fault(level.code(), "field-invalid", "below the floor");
        }
        prices.knows(Set.copyOf(names));
        return Map.copyOf(byLevel);
    }
}
