package dev.galena.consent.log;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The hashes of the log: full tiles, and the edge that grows. */
final class Tiles {

    /** In one statement, so that a tile that has just become full is seen in one of the two places. */
    private static final String READ = """
            select t.level, t.idx, t.hashes from unnest($1::smallint[], $2::bigint[]) as w(level, idx)
            join consent.log_tile t on t.level = w.level and t.idx = w.idx
            union all
            select e.level, w.idx, e.hashes from unnest($1::smallint[], $2::bigint[]) as w(level, idx)
            join consent.log_edge e on e.level = w.level
            cross join consent.log_tree r
            where w.idx = case when w.level = 7 then 0 else r.size >> (8 * w.level + 8) end""";

    private static final String ADD = """
            insert into consent.log_tile (level, idx, hashes)
            select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])""";

    private static final String EDGE = """
            insert into consent.log_edge (level, hashes) select * from unnest($1::smallint[], $2::bytea[])
            on conflict (level) do update set hashes = excluded.hashes""";

    /** Those of these tiles that have any hashes, with as many as there are. */
    Map<Tile, byte[]> read(Tx tx, Collection<Tile> wanted) {
        var tiles = new HashMap<Tile, byte[]>();
        for (Row row : tx.rows(READ, levels(wanted), each(wanted, Tile::index, new Long[0]))) {
            tiles.put(
                    new Tile(row.getShort(0), row.getLong(1)), row.getBuffer(2).getBytes());
        }
        return tiles;
    }

    /** What fills no tile yet, of each level that has any. */
    SortedMap<Integer, byte[]> edge(Tx tx) {
        var edge = new TreeMap<Integer, byte[]>();
        for (Row row : tx.rows("select level, hashes from consent.log_edge where octet_length(hashes) > 0")) {
            edge.put((int) row.getShort(0), row.getBuffer(1).getBytes());
        }
        return edge;
    }

    void add(Tx tx, Map<Tile, byte[]> full) {
        if (full.isEmpty()) return;
        var tiles = List.copyOf(full.keySet());
        tx.run(
                ADD,
                levels(tiles),
                each(tiles, Tile::index, new Long[0]),
                tiles.stream().map(full::get).toArray(byte[][]::new));
    }

    /** A level that has just filled its tile keeps an empty row. */
    void replaceEdge(Tx tx, SortedMap<Integer, byte[]> edge, int levelMax) {
        var levels = new ArrayList<Short>();
        var hashes = new ArrayList<byte[]>();
        for (int level = 0; level <= levelMax; level++) {
            levels.add((short) level);
            hashes.add(edge.getOrDefault(level, new byte[0]));
        }
        tx.run(EDGE, levels.toArray(Short[]::new), hashes.toArray(byte[][]::new));
    }

    private static Short[] levels(Collection<Tile> tiles) {
        return each(tiles, tile -> (short) tile.level(), new Short[0]);
    }

    private static <T> T[] each(Collection<Tile> tiles, Function<Tile, T> part, T[] empty) {
        return tiles.stream().map(part).toList().toArray(empty);
    }
}
