package dev.galena.consent.log;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was logged.
 *
 * @param index of the event it concerns; null: of none
 */
public record Finding(@Nullable Long index, String what) {

    @Override
    public String toString() {
        return index == null ? what : "event " + index + ": " + what;
    }
}
