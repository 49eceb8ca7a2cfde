package dev.galena.market.intake;

import org.jspecify.annotations.Nullable;

/** A lead as it was handed in: text for each target and for each field of the vertical, nothing believed yet. */
final class Draft {
    private static final int TARGETS = Target.values().length;

    private final long row;
    private final @Nullable String[] values;

    /** {@code row}: its number in the file, 0 for a lead that came alone. */
    Draft(long row, int fields) {
        this.row = row;
        this.values = new String[TARGETS + fields];
    }

    /** Place of a target among the slots of a draft. */
    static int slot(Target target) {
        return target.slot();
    }

    /** Place of the n-th field of the vertical. */
    static int slot(int field) {
        return TARGETS + field;
    }

    long row() {
        return row;
    }

    /** Outer blanks do not count; a value of nothing else is no value. */
    void put(int slot, @Nullable String text) {
        if (text == null) return;
        String stripped = text.strip();
        values[slot] = stripped.isEmpty() ? null : stripped;
    }

    @Nullable
    String get(Target target) {
        return values[target.slot()];
    }

    @Nullable
    String field(int n) {
        return values[TARGETS + n];
    }
}
