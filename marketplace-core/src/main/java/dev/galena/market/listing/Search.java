package dev.galena.market.listing;

import dev.galena.db.Page;
import dev.galena.market.vertical.Criteria;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * What a buyer looks for.
 *
 * @param currency the buyer's: others' listings do not exist for them
 */
public record Search(Criteria criteria, Currency currency, Order order, Page page) {

    /** In which order listings come; ids break ties. */
    public enum Order {
        NEWEST("l.lead_id desc"),
        OLDEST("l.lead_id"),
        /** Highest first. */
        SCORE("l.score desc, l.lead_id desc"),
        /** Cheapest first. */
        PRICE("l.price, l.lead_id");

        final String sql;

        Order(String sql) {
            this.sql = sql;
        }

        /** As the API writes it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Names cursors. */
        public String list() {
            return "listing." + code();
        }

        boolean byTime() {
            return this == NEWEST || this == OLDEST;
        }

        public static Optional<Order> of(String code) {
            for (Order order : values()) {
                if (order.code().equals(code)) return Optional.of(order);
            }
            return Optional.empty();
        }
    }
}
