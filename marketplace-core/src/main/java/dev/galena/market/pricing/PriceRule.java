package dev.galena.market.pricing;

import dev.galena.billing.Money;
import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How prices of a vertical follow level and age, in one version. A fresh lead costs what its level, or its seller, says; as
 * it grows older it costs less by steps, down to a floor.
 *
 * @param levels of one shared slot of a fresh lead, in minor units
 * @param steps in the order of age
 * @param floor no shared slot costs less
 * @param exclusiveBps what all slots together cost, in hundredths of a percent of the shared price
 */
public record PriceRule(
        int vertical, int version, Map<Level, Long> levels, List<Step> steps, long floor, int exclusiveBps) {

    private static final int STEPS_MAX = 50;

    /**
     * From this age on.
     *
     * @param factorBps of the price of a fresh one
     */
    public record Step(Duration after, int factorBps) {}

    public PriceRule {
        levels = Map.copyOf(levels);
        steps = List.copyOf(steps);
    }

    /** Of one shared slot that costs {@code start} while the lead is fresh. */
    public long price(long start, Duration age) {
        int factor = 10_000;
        for (Step step : steps) if (age.compareTo(step.after) >= 0) factor = step.factorBps;
        return Math.max(floor, new Money(start, Money.TEST).share(factor).minorUnits());
    }

    /** Of all slots together. */
    public long exclusive(long sharedPrice) {
        return Math.max(
                sharedPrice,
                new Money(sharedPrice, Money.TEST).share(exclusiveBps).minorUnits());
    }

    /** When the price of a lead changes next; null: never. */
    public @Nullable Instant next(Instant generated, Instant now) {
        for (Step step : steps) {
            Instant at = generated.plus(step.after);
            if (at.isAfter(now)) return at;
        }
        return null;
    }

    /** Reads a body that fits its schema; adds to {@code faults} what is wrong with it. */
    static PriceRule read(int vertical, int version, JsonObject body, List<Fault> faults) {
        long floor = body.getLong("floor");
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            long price = body.getJsonObject("levels").getLong(level.code());
            if (price < floor) faults.add(new Fault("/levels/" + level.code(), "field-invalid", "below the floor"));
            levels.put(level, price);
        }
        List<Step> steps = new ArrayList<>();
        JsonArray age = body.getJsonArray("age", new JsonArray());
        if (age.size() > STEPS_MAX) faults.add(new Fault("/age", "field-invalid", "at most " + STEPS_MAX));
        Step last = new Step(Duration.ZERO, 10_000);
        for (int i = 0; i < age.size(); i++) {
            JsonObject json = age.getJsonObject(i);
            var step = new Step(Duration.parse(json.getString("after")), json.getInteger("factor_bps"));
            if (step.after.compareTo(last.after) <= 0 || step.factorBps > last.factorBps) {
                faults.add(new Fault(
                        "/age/" + i, "field-invalid", "each step is later and not dearer than the one before"));
            }
            steps.add(step);
            last = step;
        }
        return new PriceRule(vertical, version, levels, steps, floor, body.getInteger("exclusive_bps"));
    }
}
