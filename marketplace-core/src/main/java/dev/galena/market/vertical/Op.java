package dev.galena.market.vertical;

import java.util.Locale;
import java.util.Optional;

/** How a value stands to a bound. */
enum Op {
    GTE(">="),
    GT(">"),
    LTE("<="),
    LT("<"),
    EQ("=");

    final String sql;

    Op(String sql) {
        this.sql = sql;
    }

    boolean test(int comparison) {
        return switch (this) {
            case GTE -> comparison >= 0;
            case GT -> comparison > 0;
            case LTE -> comparison <= 0;
            case LT -> comparison < 0;
            case EQ -> comparison == 0;
        };
    }

    /** An age of at most a day is an instant of at least yesterday. */
    Op mirrored() {
        return switch (this) {
            case GTE -> LTE;
            case GT -> LT;
            case LTE -> GTE;
            case LT -> GT;
            case EQ -> EQ;
        };
    }

    static Optional<Op> of(String suffix) {
        for (Op op : values()) {
            if (op != EQ && op.name().toLowerCase(Locale.ROOT).equals(suffix)) return Optional.of(op);
        }
        return Optional.empty();
    }
}
