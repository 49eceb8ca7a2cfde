package dev.galena.market.returns;

import static java.util.Objects.requireNonNull;

import dev.galena.db.Tx;
import dev.galena.market.pricing.PriceRules;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.Verticals;
import java.time.Duration;
import java.time.Instant;

/** What a lead would have cost at another level, by the rule and at the age it was sold at. */
public final class LevelPrices {

    private static final String LEAD = "select vertical_version, generated_at from market.lead where id = $1";

    private final Verticals verticals;
    private final PriceRules rules;

    public LevelPrices(Verticals verticals, PriceRules rules) {
        this.verticals = verticals;
        this.rules = rules;
    }

    long at(Tx tx, SoldLead sold, Level level) {
        var lead = tx.rows(LEAD, sold.lead()).getFirst();
        if (sold.priceRule() == 0) {
            var vertical = verticals
                    .version(tx, sold.vertical(), lead.getInteger(0))
                    .orElseThrow(() -> new IllegalStateException("no such vertical: " + sold.vertical()));
            long price = vertical.price(level);
            return sold.exclusive() ? vertical.exclusivePrice(price) : price;
        }
        var rule = rules.version(tx, sold.vertical(), sold.priceRule());
        Instant generated = lead.getOffsetDateTime(1).toInstant();
        long start = requireNonNull(rule.levels().get(level), "a price for each level");
        long price = rule.price(start, Duration.between(generated, sold.soldAt()));
        return sold.exclusive() ? rule.exclusive(price) : price;
    }
}
