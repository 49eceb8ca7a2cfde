package dev.galena.market.vertical;

import dev.galena.market.vertical.Criteria.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the filter grammar and finds all that is wrong with a filter, not only the first. */
final class Grammar {
    private final boolean ofBuyer;
    private final @Nullable Vertical vertical;
    private final @Nullable Map<String, Field> fields;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private Grammar(boolean ofBuyer, @Nullable Vertical vertical, @Nullable Map<String, Field> fields) {
        this.ofBuyer = ofBuyer;
        this.vertical = vertical;
        this.fields = fields;
    }

    /** {@code splits}: values are text in which commas separate, as in a query string. */
    static Parsed ofBuyer(
            Map<String, List<String>> given, boolean splits, Function<String, Optional<Vertical>> verticals) {
        List<String> codes = given.getOrDefault("vertical", List.of());
        Vertical vertical =
                codes.size() == 1 ? verticals.apply(codes.getFirst()).orElse(null) : null;
        var grammar = new Grammar(true, vertical, vertical == null ? null : vertical.byName());
        if (given.containsKey("vertical") && vertical == null) {
            grammar.faults.add(new Fault("/vertical", "filter-invalid", "not one known vertical"));
        }
        return grammar.read(given, splits);
    }

    /** Conditions of a scorecard's rules: on what is known before a lead is scored, hidden fields included. */
    static Parsed ofScorecard(Map<String, List<String>> given, Map<String, Field> fields) {
        return new Grammar(false, null, fields).read(given, false);
    }

    private Parsed read(Map<String, List<String>> given, boolean splits) {
        if (given.size() > Criteria.CRITERIA_MAX) {
            faults.add(new Fault("", "filter-too-many", "more than " + Criteria.CRITERIA_MAX + " conditions"));
        } else {
            given.forEach((name, values) -> {
                if (!ofBuyer || !name.equals("vertical")) one(Asked.of(name, values, splits, faults));
            });
        }
        if (!faults.isEmpty()) return new Parsed.Refused(List.copyOf(faults));
        return new Parsed.Understood(new Criteria(vertical, criteria, new LinkedHashMap<>(given)));
    }

    private void one(Asked asked) {
        Optional<? extends Criterion> read;
        if (asked.raw().isEmpty()) read = asked.invalid("given a value");
        else if (asked.attr()) read = ofField(asked);
        else if (ofBuyer || OfListing.isFact(asked.subject())) read = OfListing.read(asked);
        else read = asked.fault("filter-unknown", "not known before a lead is scored");
        read.ifPresent(criterion -> criteria.add(asked.negated() ? new Criterion.Not(criterion) : criterion));
    }

    private Optional<? extends Criterion> ofField(Asked asked) {
        if (fields == null) return asked.fault("filter-needs-vertical", "fields belong to a vertical: name it too");
        Field field = fields.get(asked.subject());
        if (field == null) return asked.fault("filter-unknown", "no such field in the vertical");
        if (ofBuyer && !field.shown()) return asked.fault("filter-not-shown", "not shown before purchase");
        return OfField.read(asked, field);
    }
}
