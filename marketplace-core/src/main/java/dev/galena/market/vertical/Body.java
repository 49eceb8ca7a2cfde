package dev.galena.market.vertical;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A JSON object being read member by member. Whatever is wrong is added to the faults, and reading goes on with a harmless
 * value, so that all faults are found at once.
 */
record Body(JsonObject json, String at, List<Fault> faults) {

    void knows(Set<String> names) {
        for (String name : json.fieldNames()) {
            if (!names.contains(name)) fault(name, "unknown-field", "no such member");
        }
    }

    void fault(String name, String code, String detail) {
        String pointer = at + "/" + name.replace("~", "~0").replace("/", "~1");
        faults.add(new Fault(pointer.substring(0, Math.min(200, pointer.length())), code, detail));
    }

    boolean has(String name) {
        return json.getValue(name) != null;
    }

    String text(String name, int lengthMax) {
        Object value = json.getValue(name);
        if (value instanceof String text && !text.isBlank() && text.length() <= lengthMax && text.indexOf('\0') < 0)
            return text;
        fault(
                name,
                value == null ? "field-missing" : "field-invalid",
                "a text of at most " + lengthMax + " characters");
        return "?";
    }

    String text(String name, int lengthMax, String otherwise) {
        return has(name) ? text(name, lengthMax) : otherwise;
    }

    long whole(String name, long min, long max) {
        Object value = json.getValue(name);
        if ((value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= min
                && ((Number) value).longValue() <= max) {
            return ((Number) value).longValue();
        }
        fault(name, value == null ? "field-missing" : "field-invalid", "a whole number from " + min + " to " + max);
        return min;
    }

    long whole(String name, long min, long max, long otherwise) {
        return has(name) ? whole(name, min, max) : otherwise;
    }

    double number(String name, double min, double max) {
        if (json.getValue(name) instanceof Number n && n.doubleValue() >= min && n.doubleValue() <= max)
            return n.doubleValue();
        fault(name, has(name) ? "field-invalid" : "field-missing", "a number from " + min + " to " + max);
        return min;
    }

    double number(String name, double min, double max, double otherwise) {
        return has(name) ? number(name, min, max) : otherwise;
    }

    boolean yes(String name, boolean otherwise) {
        Object value = json.getValue(name);
        if (value == null) return otherwise;
        if (value instanceof Boolean yes) return yes;
        fault(name, "field-invalid", "true or false");
        return otherwise;
    }

    Duration duration(String name, Duration max, Duration otherwise) {
        if (!has(name)) return otherwise;
        try {
            Duration duration = Duration.parse(text(name, 40));
            if (duration.isPositive() && duration.compareTo(max) <= 0) return duration;
        } catch (DateTimeException | ArithmeticException e) {
            // falls through to the one fault below
        }
        fault(name, "field-invalid", "a duration like P7D, at most " + max);
        return otherwise;
    }

    List<String> texts(String name, int countMax, int lengthMax) {
        var texts = new ArrayList<String>();
        elements(name, countMax, (value, pointer) -> {
            if (value instanceof String text && !text.isBlank() && text.length() <= lengthMax) texts.add(text);
            else faults.add(new Fault(pointer, "field-invalid", "a text of at most " + lengthMax + " characters"));
        });
        return texts;
    }

    /** Each object of an array, as a body of its own. */
    void objects(String name, int countMax, Consumer<Body> each) {
        elements(name, countMax, (value, pointer) -> {
            if (value instanceof JsonObject object) each.accept(new Body(object, pointer, faults));
            else faults.add(new Fault(pointer, "field-invalid", "an object"));
        });
    }

    Body object(String name) {
        Object value = json.getValue(name);
        if (value instanceof JsonObject object) return new Body(object, at + "/" + name, faults);
        fault(name, value == null ? "field-missing" : "field-invalid", "an object");
        return new Body(new JsonObject(), at + "/" + name, new ArrayList<>()); // its members are not missed besides
    }

    private interface Element {
        void accept(Object value, String pointer);
    }

    private void elements(String name, int countMax, Element each) {
        Object value = json.getValue(name);
        if (value == null) return;
        if (!(value instanceof JsonArray array) || array.size() > countMax) {
            fault(name, "field-invalid", "an array of at most " + countMax);
            return;
        }
        for (int i = 0; i < array.size(); i++) each.accept(array.getValue(i), at + "/" + name + "/" + i);
    }
}
