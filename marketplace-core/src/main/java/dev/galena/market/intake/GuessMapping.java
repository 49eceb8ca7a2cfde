package dev.galena.market.intake;

import dev.galena.market.intake.Mapping.Column;
import dev.galena.market.vertical.Vertical;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps columns by what was told, by what worked for this source before, and by their headings. Pure. */
final class GuessMapping {
    private static final int CERTAIN = 100;
    private static final int BY_HEADING = 90;

    /** Below any other heading: beside {@code Email}, {@code E-Mail-Adresse} gives way. */
    private static final int BY_GERMAN_HEADING = 85;

    private static final int BY_FIELD = 80;
    private static final int BY_GERMAN_FIELD = 75;
    private static final int BY_SUB = 60;

    private final Vertical vertical;
    private final Map<String, @Nullable String> given;
    private final Map<String, @Nullable String> remembered;
    private final Map<String, Target> headings = new HashMap<>();

    /** Both map a column to its target or, to have it ignored, to null. Columns that the file lacks do no harm. */
    GuessMapping(Vertical vertical, Map<String, @Nullable String> given, Map<String, @Nullable String> remembered) {
        this.vertical = vertical;
        this.given = given;
        this.remembered = remembered;
        for (Target target : Target.values()) {
            headings.put(bare(target.fieldName()), target);
            target.headings().forEach(h -> headings.put(h, target));
        }
    }

    Mapping of(Format format) {
        List<Column> wishes = format.columns().stream().map(this::wish).toList();
        return new Mapping(wishes.stream().map(wish -> settled(wish, wishes)).toList());
    }

    private Column wish(String name) {
        if (RejectFile.OWN_COLUMNS.contains(name)) return new Column(name, null, CERTAIN, "ours");
        if (given.containsKey(name)) return told(name, given.get(name), "given");
        String earlier = remembered.get(name);
        if (remembered.containsKey(name) && (earlier == null || Mapping.known(earlier, vertical)))
            return told(name, earlier, "remembered");
        return guess(name);
    }

    private static Column told(String name, @Nullable String target, String how) {
        return new Column(name, target, CERTAIN, target == null ? "told-to" : how);
    }

    private Column guess(String name) {
        if (Mapping.known(name, vertical)) return new Column(name, name, CERTAIN, "guessed");
        String bare = bare(name);
        Target target = headings.get(bare);
        var field = vertical.byHeader(name);
        boolean sub = target != null && target.compareTo(Target.SUB1) >= 0;
        if (target != null && (!sub || field.isEmpty()))
            return new Column(name, target.fieldName(), sub ? BY_SUB : BY_HEADING, "guessed");
        return field.map(f -> new Column(name, Target.ATTR + f.name(), BY_FIELD, "guessed"))
                .orElseGet(() -> german(name));
    }

    private Column german(String name) {
        var target = GermanHeadings.target(name);
        if (target.isPresent()) return new Column(name, target.get().fieldName(), BY_GERMAN_HEADING, "guessed");
        return GermanHeadings.fields(name).stream()
                .flatMap(field -> vertical.byHeader(field).stream())
                .findFirst()
                .map(f -> new Column(name, Target.ATTR + f.name(), BY_GERMAN_FIELD, "guessed"))
                .orElseGet(() -> new Column(name, null, 0, "unknown"));
    }

    /** A target takes one column: the surest one; where two are equally sure, neither. What was told beats any guess. */
    private static Column settled(Column wish, List<Column> wishes) {
        if (wish.target() == null) return wish;
        List<Column> rivals = new ArrayList<>(wishes);
        rivals.removeIf(
                other -> other.name().equals(wish.name()) || !wish.target().equals(other.target()));
        boolean beaten = rivals.stream().anyMatch(r -> rank(r) >= rank(wish));
        return beaten ? new Column(wish.name(), null, wish.confidence(), "ambiguous") : wish;
    }

    private static int rank(Column column) {
        return switch (column.how()) {
            case "given" -> 3 * CERTAIN;
            case "remembered" -> 2 * CERTAIN;
            default -> column.confidence();
        };
    }

    private static String bare(String name) {
        var out = new StringBuilder(name.length());
        name.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
