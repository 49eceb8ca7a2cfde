package dev.galena.market.vertical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a filter, taken apart: {@code not.attr.visits.gte} is negated, about "visits", with suffix "gte".
 * Faults found while it is read are added to {@code faults}; then there is no value.
 *
 * @param splits a comma in a value separates, unless quoted
 */
record Asked(
        String name,
        boolean negated,
        boolean attr,
        String subject,
        String suffix,
        List<String> raw,
        boolean splits,
        List<Fault> faults) {

    static Asked of(String name, List<String> raw, boolean splits, List<Fault> faults) {
        boolean negated = name.startsWith("not.");
        String rest = negated ? name.substring(4) : name;
        boolean attr = rest.startsWith("attr.");
        if (attr) rest = rest.substring(5);
        int dot = rest.indexOf('.');
        String subject = dot < 0 ? rest : rest.substring(0, dot);
        return new Asked(name, negated, attr, subject, dot < 0 ? "" : rest.substring(dot + 1), raw, splits, faults);
    }

    /** The same without its suffix, which has been understood. */
    Asked plain() {
        return new Asked(name, negated, attr, subject, "", raw, splits, faults);
    }

    <T> Optional<T> fault(String code, String detail) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        faults.add(new Fault(pointer.substring(0, Math.min(100, pointer.length())), code, detail));
        return Optional.empty();
    }

    <T> Optional<T> invalid(String expected) {
        return fault("filter-invalid", "not " + expected);
    }

    /** Several values, each brought to its normal form; null from {@code normal} means it has none. */
    Optional<Set<String>> list(int max, String expected, Function<String, @Nullable String> normal) {
        if (!suffix.isEmpty()) return operator();
        var values = new LinkedHashSet<String>();
        for (String text : raw) {
            // An option may itself contain a comma.
            String entire = normal.apply(text);
            for (String value : entire != null || !splits ? List.of(text) : split(text)) {
                String form = value.length() > Criteria.LENGTH_MAX ? null : normal.apply(value);
                if (form == null) return invalid(expected);
                values.add(form);
                if (values.size() > max) return fault("filter-too-many", "more than " + max + " values");
            }
        }
        return Optional.of(values);
    }

    Optional<String> single() {
        if (raw.size() != 1) return fault("filter-too-many", "takes one value");
        return Optional.of(raw.getFirst().strip());
    }

    Optional<Boolean> yesNo() {
        if (!suffix.isEmpty()) return operator();
        return single().flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> invalid("true or false");
        });
    }

    /** The comparison the suffix names; none means "equal". */
    Optional<Op> op() {
        if (suffix.isEmpty()) return Optional.of(Op.EQ);
        Optional<Op> op = Op.of(suffix);
        return op.isPresent() ? op : operator();
    }

    <T> Optional<T> operator() {
        return fault(
                "filter-operator", suffix.isEmpty() ? "needs gte, gt, lte or lt" : "cannot be asked with this suffix");
    }

    /** At commas, but not at those inside double quotes. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
