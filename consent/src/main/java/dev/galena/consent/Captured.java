package dev.galena.consent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a grant that are personal or may be: sealed in the table, in the log only as commitments. Values
 * over the limits raise: whoever takes them from outside checks first.
 *
 * @param name of the person, as given
 * @param pageUrl without its query
 * @param certificates references such as a TrustedForm URL or a LeadiD token
 * @param source the chain of sources, nearest first: the seller's source, then its own sub-sources
 * @param act what the person did: the box ticked, the button clicked, the typed signature
 */
public record Captured(
        @Nullable String name,
        @Nullable String pageUrl,
        @Nullable String ip,
        @Nullable String userAgent,
        List<String> certificates,
        List<String> source,
        @Nullable String act) {

    public static final Captured NOTHING = new Captured(null, null, null, null, List.of(), List.of(), null);

    public static final int VALUE_CHARS_MAX = 1_000;
    public static final int LIST_ITEMS_MAX = 8;
    /** Of everything together. */
    public static final int CHARS_MAX = 4_000;

    public Captured {
        name = limited(name);
        if (pageUrl != null && pageUrl.indexOf('?') >= 0) pageUrl = pageUrl.substring(0, pageUrl.indexOf('?'));
        pageUrl = limited(pageUrl);
        ip = limited(ip);
        userAgent = limited(userAgent);
        certificates = limited(certificates);
        source = limited(source);
        act = limited(act);
        int chars = length(name) + length(pageUrl) + length(ip) + length(userAgent) + length(act);
        for (var certificate : certificates) chars += length(certificate);
        for (var step : source) chars += length(step);
        if (chars > CHARS_MAX) throw new IllegalArgumentException("captured values of " + chars + " characters");
    }

    private static @Nullable String limited(@Nullable String value) {
        if (value == null || value.isEmpty()) return null;
        if (value.length() > VALUE_CHARS_MAX) {
            throw new IllegalArgumentException("a captured value of " + value.length() + " characters");
        }
        return Notice.wellFormed(value);
    }

    private static List<String> limited(List<String> values) {
        if (values.size() > LIST_ITEMS_MAX) {
            throw new IllegalArgumentException(values.size() + " captured values of one kind");
        }
        if (values.isEmpty()) return List.of();
        var limited = new ArrayList<String>(values.size());
        for (var value : values) {
            var kept = limited(value);
            if (kept != null) limited.add(kept);
        }
        return List.copyOf(limited);
    }

    private static int length(@Nullable String value) {
        return value == null ? 0 : value.length();
    }

    @Override
    public String toString() {
        return "Captured[hidden]";
    }
}
