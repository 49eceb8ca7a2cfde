package dev.galena.consent.log;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a tile is served, C2SP tlog-tiles: {@code tile/1/x001/x234/067.p/8}. The level {@code entries} has the entries
 * themselves in the same portions as level 0 their hashes.
 *
 * @param level {@link #ENTRIES} for entries
 * @param width less than 256 for a partial tile
 */
public record TilePath(int level, long index, int width) {

    public static final int ENTRIES = -1;

    private static final Pattern INDEX = Pattern.compile("((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final Pattern LEVEL = Pattern.compile("[0-9]|[1-5][0-9]|6[0-3]");

    /** What follows {@code tile/}; nothing when it is no path of a tile, or one written another way. */
    public static Optional<TilePath> parse(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) return Optional.empty();
        var level = path.substring(0, slash);
        var place = INDEX.matcher(path.substring(slash + 1));
        if (!place.matches()
                || !(level.equals("entries") || LEVEL.matcher(level).matches())) return Optional.empty();
        long index = Long.parseLong(place.group(1).replaceAll("[x/]", "") + place.group(2));
        int width = place.group(3) == null ? Tile.WIDTH : Integer.parseInt(place.group(3));
        var parsed = new TilePath(level.equals("entries") ? ENTRIES : Integer.parseInt(level), index, width);
        boolean partial = place.group(3) != null;
        return partial == width < Tile.WIDTH && parsed.toString().equals(path) ? Optional.of(parsed) : Optional.empty();
    }

    @Override
    public String toString() {
        var digits = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            digits.insert(0, "x%03d/".formatted(rest % 1000));
        }
        String partial = width < Tile.WIDTH ? ".p/" + width : "";
        return (level == ENTRIES ? "entries" : Integer.toString(level)) + '/' + digits + partial;
    }
}
