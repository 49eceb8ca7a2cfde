package dev.galena.market.intake;

import dev.galena.market.vertical.Vertical;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which column of a file goes where, how that was decided, and how sure it is. In the order of the columns. */
public record Mapping(List<Column> columns) {
    /**
     * One column of the file.
     *
     * @param target field name of a {@link Target}, or {@code attr.…}; null: the column is ignored
     * @param confidence from 0 to 100
     * @param how given, remembered, guessed, or why it is ignored: unknown, ambiguous, told-to, ours
     */
    public record Column(String name, @Nullable String target, int confidence, String how) {}

    public Mapping {
        columns = List.copyOf(columns);
    }

    /** Slot of a draft for each column, -1 for the ignored ones. */
    int[] slots(Vertical vertical) {
        Map<String, Integer> fields = new HashMap<>();
        for (int i = 0; i < vertical.fields().size(); i++)
            fields.put(Target.ATTR + vertical.fields().get(i).name(), Draft.slot(i));
        return columns.stream().mapToInt(column -> slot(column, fields)).toArray();
    }

    private static int slot(Column column, Map<String, Integer> fields) {
        if (column.target() == null) return -1;
        Target target = Target.named(column.target());
        return target != null ? Draft.slot(target) : fields.getOrDefault(column.target(), -1);
    }

    /** Whether that is something a column may be mapped to. */
    static boolean known(String target, Vertical vertical) {
        if (Target.named(target) != null) return true;
        return target.startsWith(Target.ATTR)
                && vertical.field(target.substring(Target.ATTR.length())).isPresent();
    }

    boolean reaches(Target target) {
        return columns.stream().anyMatch(c -> target.fieldName().equals(c.target()));
    }

    /** Heading of the column that goes there. */
    Optional<String> heading(String target) {
        return columns.stream()
                .filter(c -> target.equals(c.target()))
                .map(Column::name)
                .findFirst();
    }

    /** Column → target, null for a column to ignore: as a mapping is given and remembered. */
    Map<String, @Nullable String> decisions() {
        Map<String, @Nullable String> decisions = new LinkedHashMap<>();
        for (Column column : columns)
            if (column.target() != null || column.how().equals("told-to"))
                decisions.put(column.name(), column.target());
        return decisions;
    }

    public JsonArray toJson() {
        var json = new JsonArray();
        for (Column c : columns)
            json.add(new JsonObject()
                    .put("column", c.name())
                    .put("target", c.target())
                    .put("confidence", c.confidence())
                    .put("how", c.how()));
        return json;
    }

    static Mapping of(JsonArray json) {
        return new Mapping(json.stream().map(o -> column((JsonObject) o)).toList());
    }

    private static Column column(JsonObject json) {
        return new Column(
                json.getString("column"),
                json.getString("target"),
                json.getInteger("confidence"),
                json.getString("how"));
    }
}
