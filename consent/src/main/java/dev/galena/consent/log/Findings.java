package dev.galena.consent.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an audit found so far; when there is much, the first. Not for several threads. */
final class Findings {

    private static final int MAX = 100;

    private final List<Finding> found = new ArrayList<>();

    void add(@Nullable Long index, String what) {
        if (found.size() < MAX) found.add(new Finding(index, what));
    }

    void require(boolean holds, @Nullable Long index, String otherwise) {
        if (!holds) add(index, otherwise);
    }

    boolean full() {
        return found.size() == MAX;
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
