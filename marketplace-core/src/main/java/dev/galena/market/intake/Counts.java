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
    private long unsellable;
    private final Map<String, Long> byCode = new TreeMap<>();
    private final Map<String, Long> lacking = new TreeMap<>();

    static Counts of(JsonObject json) {
        var counts = new Counts();
        counts.accepted = json.getLong("accepted", 0L);
        counts.rejected = json.getLong("rejected", 0L);
        counts.duplicates = json.getLong("duplicates", 0L);
        counts.unsellable = json.getLong("unsellable", 0L);
        read(json, "by_code", counts.byCode);
        read(json, "lacking", counts.lacking);
        return counts;
    }

    private static void read(JsonObject json, String name, Map<String, Long> counts) {
        json.getJsonObject(name, new JsonObject())
                .forEach(e -> counts.put(e.getKey(), ((Number) e.getValue()).longValue()));
    }

    Counts copy() {
        return of(toJson());
    }

    /** {@code lacking}: of its record of consent, to be sold. */
    void accept(List<String> lacking) {
        accepted++;
        if (!lacking.isEmpty()) unsellable++;
        for (String code : lacking) this.lacking.merge(code, 1L, Long::sum);
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

    /** Rows that were accepted and can be sold to nobody, because their record of consent lacks something. */
    public long unsellable() {
        return unsellable;
    }

    /** Of those, by what they lack; a row that lacks several things counts under each. */
    public Map<String, Long> lacking() {
        return Map.copyOf(lacking);
    }

    /** Rows that came back, by stable code. */
    public Map<String, Long> byCode() {
        return Map.copyOf(byCode);
    }

    public JsonObject toJson() {
        var codes = new JsonObject();
        byCode.forEach(codes::put);
        var lacks = new JsonObject();
        lacking.forEach(lacks::put);
        return new JsonObject()
                .put("accepted", accepted)
                .put("rejected", rejected)
                .put("duplicates", duplicates)
                .put("by_code", codes)
                .put("unsellable", unsellable)
                .put("lacking", lacks);
    }
}
