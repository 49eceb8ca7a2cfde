package dev.galena.market.vertical;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditions on a field of the vertical. */
final class OfField {
    private OfField() {}

    static Optional<? extends Criterion> read(Asked asked, Field field) {
        Trait trait = Trait.attr(field);
        if (asked.suffix().equals("exists")) {
            return asked.plain().yesNo().map(b -> new Criterion.Given(trait, b));
        }
        return switch (field.kind()) {
            case Kind.Choice choice ->
                asked.list(Criteria.VALUES_MAX, "one of the field's options", v -> option(choice, v))
                        .map(v -> new Criterion.OneOf(trait, v));
            case Kind.Text text ->
                asked.list(Criteria.VALUES_MAX, "a text", v -> v.isEmpty() ? null : v)
                        .map(v -> new Criterion.OneOf(trait, v));
            case Kind.YesNo yesNo -> asked.yesNo().map(b -> new Criterion.Answer(trait, b));
            case Kind.Amount amount -> compare(asked, trait);
            case Kind.Day day -> compareDay(asked, trait);
        };
    }

    private static @Nullable String option(Kind.Choice choice, String text) {
        String option = choice.option(text);
        return option == null && choice.other() == Kind.Other.KEEP && !text.isEmpty() ? text : option;
    }

    private static Optional<Criterion> compare(Asked asked, Trait trait) {
        Optional<Op> op = asked.op();
        Optional<Double> bound = asked.single()
                .flatMap(v -> v.matches("-?\\d{1,15}(\\.\\d{1,15})?")
                        ? Optional.of(
                                Double.parseDouble(v) + 0.0) // no negative zero: it sorts apart here, but not in SQL
                        : asked.invalid("a number"));
        return op.flatMap(o -> bound.map(b -> new Criterion.Compare(trait, o, b)));
    }

    private static Optional<Criterion> compareDay(Asked asked, Trait trait) {
        Optional<Op> op = asked.op();
        Optional<String> bound = asked.single()
                .flatMap(v -> new Kind.Day().read(v) instanceof Reading.Value(Object day)
                        ? Optional.of(day.toString())
                        : asked.invalid("a date like 2026-01-31"));
        return op.flatMap(o -> bound.map(b -> new Criterion.CompareDay(trait, o, b)));
    }
}
