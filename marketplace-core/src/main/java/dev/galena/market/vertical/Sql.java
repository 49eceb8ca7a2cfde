package dev.galena.market.vertical;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text under construction, its binds beside it as $1, $2 … Used where the text must be the same for the same kind of
 * question, so that a prepared plan is found again, and where building it must cost next to nothing.
 * The table market.listing is {@code l}.
 */
public final class Sql {
    private final StringBuilder text = new StringBuilder(512);
    private final List<Object> binds = new ArrayList<>();

    /** Text only, from this code: never anything a caller sent. */
    public Sql add(String sql) {
        text.append(sql);
        return this;
    }

    /** The next bind, written as {@code $n::type}. */
    public Sql bind(Object value, String type) {
        binds.add(value);
        text.append('$').append(binds.size()).append("::").append(type);
        return this;
    }

    public String text() {
        return text.toString();
    }

    public List<Object> binds() {
        return binds;
    }
}
