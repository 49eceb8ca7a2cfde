package dev.galena.market.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that replace each other from certain times on. Not safe for changes by several threads. */
final class Dated<K, V> {

    private record Version<V>(
            int number, Instant from, @Nullable V value) {}

    private static final Comparator<Version<?>> NEWEST_FIRST =
            Comparator.<Version<?>>comparingInt(Version::number).reversed();

    private final Map<K, List<Version<V>>> versions = new HashMap<>();

    void add(K key, int number, Instant from, @Nullable V value) {
        List<Version<V>> all = versions.computeIfAbsent(key, k -> new ArrayList<>(1));
        all.add(new Version<>(number, from, value));
        all.sort(NEWEST_FIRST);
    }

    /** The newest version that is in force; null: there is none, or it says nothing. */
    @Nullable
    V at(K key, Instant now) {
        for (Version<V> version : versions.getOrDefault(key, List.of())) {
            if (!version.from.isAfter(now)) return version.value;
        }
        return null;
    }
}
