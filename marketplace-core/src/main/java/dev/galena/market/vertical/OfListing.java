package dev.galena.market.vertical;

import dev.galena.consent.Channel;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions on what every listing has. */
final class OfListing {
    private static final Set<String> FACTS = Set.of("state", "zip", "source", "channel", "certified", "age");

    private OfListing() {}

    /** Known before the lead is scored and priced. */
    static boolean isFact(String subject) {
        return FACTS.contains(subject);
    }

    static Optional<? extends Criterion> read(Asked asked) {
        return switch (asked.subject()) {
            case "state" ->
                asked.list(Criteria.VALUES_MAX, "two letters", OfListing::state)
                        .map(v -> new Criterion.OneOf(Trait.STATE, v));
            case "source" ->
                asked.list(Criteria.VALUES_MAX, "a source", v -> v.isEmpty() || v.length() > 40 ? null : v)
                        .map(v -> new Criterion.OneOf(Trait.SOURCE, v));
            case "zip" ->
                asked.list(
                                Criteria.ZIPS_MAX,
                                "five digits, or fewer and *",
                                v -> v.matches("\\d{5}|\\d{1,4}\\*") ? v : null)
                        .map(OfListing::zips);
            case "channel" -> channel(asked);
            case "level" -> level(asked);
            case "score" -> number(asked, Trait.SCORE);
            case "price" -> number(asked, Trait.PRICE);
            case "sold" -> number(asked, Trait.SOLD);
            case "age" -> age(asked);
            case "certified" -> asked.yesNo().map(Criterion.Certified::new);
            case "exclusive" -> asked.yesNo().map(Criterion.Exclusive::new);
            default -> asked.fault("filter-unknown", "no such filter");
        };
    }

    private static @Nullable String state(String text) {
        return text.matches("[A-Za-z]{2}") ? text.toUpperCase(Locale.ROOT) : null;
    }

    private static Criterion zips(Set<String> values) {
        var whole = new LinkedHashSet<String>();
        List<String> prefixes = new ArrayList<>();
        for (String value : values) {
            if (value.endsWith("*")) prefixes.add(value.substring(0, value.length() - 1));
            else whole.add(value);
        }
        return new Criterion.ZipIn(whole, prefixes);
    }

    private static Optional<Criterion> channel(Asked asked) {
        boolean all = asked.suffix().equals("all");
        return (all ? asked.plain() : asked)
                .list(
                        Channel.values().length,
                        "a channel",
                        v -> Channel.byCode(v).map(Channel::code).orElse(null))
                .map(codes ->
                        codes.stream().map(c -> Channel.byCode(c).orElseThrow()).toList())
                .map(channels -> new Criterion.Reachable(Channel.bits(channels), all));
    }

    private static Optional<Criterion> level(Asked asked) {
        if (asked.suffix().isEmpty()) {
            return asked.list(4, "a level", v -> Level.of(v).isPresent() ? v : null)
                    .map(codes -> new Criterion.Leveled(codes.stream()
                            .map(c -> Level.of(c).orElseThrow())
                            .collect(Collectors.toUnmodifiableSet())));
        }
        Optional<Op> op = asked.op();
        Optional<Level> level = asked.single().flatMap(v -> {
            Optional<Level> known = Level.of(v);
            return known.isPresent() ? known : asked.invalid("a level");
        });
        return op.flatMap(o -> level.map(l -> new Criterion.Compare(Trait.LEVEL, o, l.rank())));
    }

    private static Optional<Criterion> number(Asked asked, Trait trait) {
        Optional<Op> op = asked.op();
        Optional<Long> bound = asked.single()
                .flatMap(v ->
                        v.matches("-?\\d{1,15}") ? Optional.of(Long.parseLong(v)) : asked.invalid("a whole number"));
        return op.flatMap(o -> bound.map(b -> new Criterion.Compare(trait, o, b)));
    }

    private static Optional<Criterion> age(Asked asked) {
        Optional<Op> op = asked.suffix().isEmpty() ? asked.operator() : asked.op();
        Optional<Duration> bound = asked.single().flatMap(v -> {
            try {
                Duration age = Duration.parse(v);
                boolean sensible = !age.isNegative() && age.compareTo(Duration.ofDays(36500)) <= 0;
                return sensible ? Optional.of(age) : asked.invalid("within a hundred years");
            } catch (DateTimeException | ArithmeticException e) {
                return asked.invalid("a duration like P1D or PT90M");
            }
        });
        return op.flatMap(o -> bound.map(b -> new Criterion.Aged(o, b)));
    }
}
