package dev.galena.consent;

import java.time.Instant;
import java.util.List;

/**
 * Whether a consent carries a sale to one buyer now, under one rule set. Where several reasons apply the first in the order
 * below is given.
 */
public sealed interface Standing {

    /** A stable code: {@code withdrawn}, {@code expired} … */
    String code();

    default boolean given() {
        return this instanceof Given;
    }

    record Given() implements Standing {
        @Override
        public String code() {
            return "given";
        }
    }

    record Withdrawn(Instant at) implements Standing {
        @Override
        public String code() {
            return "withdrawn";
        }
    }

    record Expired(Instant at) implements Standing {
        @Override
        public String code() {
            return "expired";
        }
    }

    /** The words shown do not name the buyer, and the rule set says they must. */
    record NotForBuyer() implements Standing {
        @Override
        public String code() {
            return "not-for-buyer";
        }
    }

    /** The person did not agree to this channel, or to none that the rule set asks for. */
    record NotForChannel() implements Standing {
        @Override
        public String code() {
            return "not-for-channel";
        }
    }

    /** The record lacks what the rule set asks for: codes in the rule set's order. */
    record Incomplete(List<String> missing) implements Standing {
        public Incomplete {
            missing = List.copyOf(missing);
        }

        @Override
        public String code() {
            return "incomplete";
        }
    }
}
