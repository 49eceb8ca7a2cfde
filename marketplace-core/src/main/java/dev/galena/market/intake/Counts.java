package dev.galena.market.intake;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the rows so far. A row with several faults counts once as rejected and once under each of its codes. */
public final class Counts {
    private long accepted;
    private long rejected;
    private long duplicates;
    private final Map<String, Long> byCode = new TreeMap<>();

    static Counts of(JsonObject json) {
        var counts = new Counts();
        counts.accepted = json.getLong("accepted", 0L);
        counts.rejected = json.getLong("rejected", 0L);
        counts.duplicates = json.getLong("duplicates", 0L);
        json.getJsonObject("by_code", new JsonObject())
                .forEach(e -> counts.byCode.put(e.getKey(), ((Number) e.getValue()).longValue()));
        return counts;
    }

    Counts copy() {
        return of(toJson());
    }

    void accept() {
        accepted++;
    }

    void reject(List<Fault> faults) {
        rejected++;
        for (String code : faults.stream().map(Fault::code).collect(Collectors.toSet()))
            byCode.merge(code, 1L, Long::sum);
    }

    void duplicate() {
        duplicates++;
        byCode.merge("duplicate", 1L, Long::sum);
    }

    public long accepted() {
        return accepted;
    }

    public long rejected() {
        return rejected;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Rows that came back, by stable code. */
    public Map<String, Long> byCode() {
        return Map.copyOf(byCode);
    }

    public JsonObject toJson() {
        var codes = new JsonObject();
        byCode.forEach(codes::put);
        return new JsonObject()
                .put("accepted", accepted)
                .put("rejected", rejected)
                .put("duplicates", duplicates)
                .put("by_code", codes);
    }
}
