package dev.galena.market.insight;

import org.jspecify.annotations.Nullable;

/**
 * A column of a report. Its values are a text, a {@code Long}, a date, an instant, money, an id, or null where it may be.
 *
 * @param prefix of ids; null: there are none
 */
public record Column(String name, boolean money, @Nullable String prefix) {
    static Column plain(String name) {
        return new Column(name, false, null);
    }

    static Column money(String name) {
        return new Column(name, true, null);
    }

    static Column id(String name, String prefix) {
        return new Column(name, false, prefix);
    }
}
