package dev.galena.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consent carries a sale to one buyer, or a call, now, under one rule set. Where several reasons apply the first in the order
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

    /** It would go to another number than the one that was agreed to. */
    record OtherNumber() implements Standing {
        @Override
        public String code() {
            return "other-number";
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

    /** The do-not-call list that was looked into was obtained too long before, or after, the call. */
    record ListTooOld(LocalDate obtainedOn, int daysMax) implements Standing {
        @Override
        public String code() {
            return "list-too-old";
        }
    }

    /** Without a consent that covers it, a number on a do-not-call list is not called. */
    record Listed() implements Standing {
        @Override
        public String code() {
            return "listed";
        }
    }

    /** It is a time at which nobody is to be disturbed, somewhere the person may be. {@code until}: null: for days. */
    record Quiet(@Nullable Instant until) implements Standing {
        @Override
        public String code() {
            return "quiet-hours";
        }
    }

    /** Nobody knows by which clock the person lives. */
    record PlaceUnknown() implements Standing {
        @Override
        public String code() {
            return "place-unknown";
        }
    }
}
