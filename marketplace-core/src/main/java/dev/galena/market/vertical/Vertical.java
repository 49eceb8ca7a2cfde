package dev.galena.market.vertical;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of lead, in one version. Amounts are in minor units of the seller's currency.
 *
 * @param id of the vertical, the same in all its versions; 0 while it is only a body
 * @param ruleSet code of the consent rule set buyers need
 * @param prices of one shared slot, by level
 * @param exclusiveMultiplier what all slots together cost, in shared prices
 * @param slots how often a lead is sold at most, unless the seller says less
 * @param floor no price may be lower
 * @param feeBps the marketplace's share, in hundredths of a percent
 * @param duplicateWindow the same person again within it is a duplicate
 * @param body as published, from which the rest was read
 */
public record Vertical(
        int id,
        String code,
        int version,
        String name,
        List<Field> fields,
        Map<String, Field> byName,
        Scorecard scorecard,
        String ruleSet,
        Map<Level, Long> prices,
        BigDecimal exclusiveMultiplier,
        int slots,
        long floor,
        int feeBps,
        Duration returnWindow,
        Duration duplicateWindow,
        Duration listingLife,
        JsonObject body) {

    /** What came of a row's fields: values shown to buyers, values kept from them, and why the row is bad or incomplete. */
    public record Attributes(
            Map<String, Object> shown, Map<String, Object> hidden, List<Remark> errors, List<Remark> warnings) {

        /** All values, as the scorecard sees them. */
        public Map<String, Object> all() {
            if (hidden.isEmpty()) return shown;
            var all = new HashMap<>(shown);
            all.putAll(hidden);
            return all;
        }
    }

    /**
     * Something to say about a field of a row.
     *
     * @param code {@code field-missing}, {@code field-invalid}; of a warning {@code field-dropped}
     */
    public record Remark(String code, String field, String detail) {}

    /**
     * Reads every field.
     *
     * @param text of a field by its name; null if there is none
     */
    public Attributes read(Function<String, @Nullable String> text) {
        var shown = new HashMap<String, Object>();
        var hidden = new HashMap<String, Object>();
        var errors = new ArrayList<Remark>(0);
        var warnings = new ArrayList<Remark>(0);
        for (Field field : fields) {
            switch (field.read(text.apply(field.name()))) {
                case Reading.Value(Object value) -> (field.shown() ? shown : hidden).put(field.name(), value);
                case Reading.Blank() -> {
                    if (field.required()) errors.add(new Remark("field-missing", field.name(), "required"));
                }
                case Reading.Dropped(String detail) -> warnings.add(new Remark("field-dropped", field.name(), detail));
                case Reading.Bad(String detail) -> errors.add(new Remark("field-invalid", field.name(), detail));
            }
        }
        return new Attributes(shown, hidden, errors, warnings);
    }

    public Optional<Field> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Guesses which field a column of a file is, by name, label and further labels. */
    public Optional<Field> byHeader(String header) {
        String bare = Words.bare(header);
        return fields.stream().filter(f -> f.answersTo(bare)).findFirst();
    }

    /** Of one shared slot, when the seller asks nothing else. */
    public long price(Level level) {
        return prices.getOrDefault(level, floor);
    }

    /** Of all slots together, for that price of one. */
    public long exclusivePrice(long price) {
        return exclusiveMultiplier
                .multiply(BigDecimal.valueOf(price))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /**
     * The same with another scorecard, as far as that can be read; otherwise nothing, and what is wrong with it is added to
     * {@code faults}, with pointers that begin with {@code /scorecard}.
     */
    public Optional<Vertical> withScorecard(JsonObject other, List<Fault> faults) {
        return VerticalBody.read(body.copy().put("scorecard", other), faults).map(read -> read.as(id, code, version));
    }

    Vertical as(int otherId, String otherCode, int otherVersion) {
        return new Vertical(
                otherId,
                otherCode,
                otherVersion,
                name,
                fields,
                byName,
                scorecard,
                ruleSet,
                prices,
                exclusiveMultiplier,
                slots,
                floor,
                feeBps,
                returnWindow,
                duplicateWindow,
                listingLife,
                body);
    }
}
