package dev.galena.market.vertical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one field of a vertical's body. */
final class FieldBody {
    private static final int OPTIONS_MAX = 500;
    private static final int LENGTH_MAX = 2000;
    private static final double NUMBER_MAX = 1e15;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Set<String> COMMON = Set.of("name", "label", "labels", "type", "required", "shown", "blanks");
    private static final Map<String, Set<String>> OWN = Map.of(
            "enum", Set.of("options", "other"),
            "number", Set.of("min", "max", "decimals"),
            "boolean", Set.of(),
            "date", Set.of(),
            "text", Set.of("max_length"));

    private FieldBody() {}

    static Field read(Body body, Set<String> commonBlanks) {
        String name = body.text("name", 40);
        if (body.has("name") && !NAME.matcher(name).matches())
            body.fault("name", "field-invalid", "lower case letters, digits, _");
        String type = body.text("type", 20);
        if (body.has("type") && !OWN.containsKey(type))
            body.fault(
                    "type",
                    "field-invalid",
                    "one of " + OWN.keySet().stream().sorted().toList());
        var known = new HashSet<>(COMMON);
        known.addAll(OWN.getOrDefault(type, Set.of("options", "other", "min", "max", "decimals", "max_length")));
        body.knows(known);
        boolean required = body.yes("required", false);
        boolean shown = body.yes("shown", true);
        var blanks = new HashSet<>(commonBlanks);
        body.texts("blanks", 100, 40).forEach(word -> blanks.add(Words.normal(word)));
        Kind kind = kind(body, type, required);
        privacy(body, kind, shown);
        return new Field(
                name,
                body.text("label", 100, name),
                List.copyOf(body.texts("labels", 50, 100)),
                kind,
                required,
                shown,
                Set.copyOf(blanks));
    }

    private static Kind kind(Body body, String type, boolean required) {
        return switch (type) {
            case "enum" -> choice(body, required);
            case "number" -> {
                double min = body.number("min", -NUMBER_MAX, NUMBER_MAX);
                double max = body.number("max", -NUMBER_MAX, NUMBER_MAX);
                if (min > max) body.fault("max", "field-invalid", "below min");
                yield new Kind.Amount(min, max, (int) body.whole("decimals", 0, 6, 0));
            }
            case "boolean" -> new Kind.YesNo();
            case "date" -> new Kind.Day();
            default -> new Kind.Text((int) body.whole("max_length", 1, LENGTH_MAX, 200));
        };
    }

    /** Anything may be written where text is free, a telephone number too: buyers don't see that before they pay. */
    private static void privacy(Body body, Kind kind, boolean shown) {
        if (!shown) return;
        if (kind instanceof Kind.Text) body.fault("shown", "field-invalid", "free text is not shown before purchase");
        if (kind instanceof Kind.Choice choice && choice.other() == Kind.Other.KEEP) {
            body.fault("other", "field-invalid", "a shown field keeps no words but its options");
        }
    }

    private static Kind choice(Body body, boolean required) {
        var options = new ArrayList<String>();
        var byWord = new HashMap<String, String>();
        body.objects("options", OPTIONS_MAX, each -> {
            each.knows(Set.of("value", "synonyms"));
            String value = each.text("value", Kind.Choice.LENGTH_MAX);
            options.add(value);
            word(each, "value", byWord, value, value);
            for (String synonym : each.texts("synonyms", 50, Kind.Choice.LENGTH_MAX))
                word(each, "synonyms", byWord, synonym, value);
        });
        if (options.isEmpty()) body.fault("options", "field-missing", "at least one option");
        Kind.Other other = switch (body.text("other", 10, required ? "reject" : "drop")) {
            case "keep" -> Kind.Other.KEEP;
            case "drop" -> Kind.Other.DROP;
            case "reject" -> Kind.Other.REJECT;
            default -> {
                body.fault("other", "field-invalid", "keep, drop or reject");
                yield Kind.Other.DROP;
            }
        };
        if (required && other == Kind.Other.DROP)
            body.fault("other", "field-invalid", "a required field cannot drop its value");
        return new Kind.Choice(List.copyOf(options), Map.copyOf(byWord), other);
    }

    private static void word(Body each, String member, Map<String, String> byWord, String word, String option) {
        String earlier = byWord.put(Words.normal(word), option);
        byWord.putIfAbsent(word, option); // as written: found without normalising
        if (earlier != null && !earlier.equals(option))
            each.fault(member, "field-invalid", "also stands for another option");
    }
}
