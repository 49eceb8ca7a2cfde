package dev.galena.consent.log;

import dev.galena.consent.Digest;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Grows the tree anew from the stored leaves, portion by portion, and holds it against everything that is stored or was signed:
 * columns beside the leaves, tiles, and roots at given sizes.
 */
final class Replay {

    private static final String READ = """
            select l.idx, l.leaf, l.consent_id, l.type, l.at,
                   l.consent_id is not null and not exists (select from consent.consent c where c.id = l.consent_id)
            from consent.log_leaf l where l.idx >= $1 and l.idx < $2 order by l.idx""";

    private final Findings findings;
    private final Tiles tiles;
    private final GrowingTree tree = GrowingTree.empty();
    /** Which roots were signed, at which size, and by whose account. */
    private final Map<Long, Map<String, Digest>> signed = new HashMap<>();

    Replay(Findings findings, Tiles tiles) {
        this.findings = findings;
        this.tiles = tiles;
    }

    void expect(long size, Digest root, String where) {
        signed.computeIfAbsent(size, s -> new HashMap<>()).put(where, root);
    }

    GrowingTree tree() {
        return tree;
    }

    /** The next portion; false where the leaves end or one is missing. */
    boolean next(Tx tx, long end) {
        if (tree.size() == 0) compareRoots();
        long from = tree.size();
        if (from == end) return false;
        var full = new HashMap<Tile, byte[]>();
        for (Row row : tx.rows(READ, from, Math.min(from + Integrating.BATCH_MAX, end))) {
            if (row.getLong(0) != tree.size()) break;
            check(row);
            tree.append(new Entry(row.getBuffer(1).getBytes()).hash(), full::put);
            compareRoots();
        }
        compare(full, tiles.read(tx, full.keySet()));
        boolean whole = tree.size() == Math.min(from + Integrating.BATCH_MAX, end);
        findings.require(whole, tree.size(), "is missing from consent.log_leaf");
        return whole && tree.size() < end;
    }

    private void check(Row row) {
        long index = row.getLong(0);
        try {
            var json = new Entry(row.getBuffer(1).getBytes()).json();
            UUID consentId = row.getUUID(2);
            boolean same = json.path("type").asText().equals(row.getString(3))
                    && json.path("at")
                            .asText()
                            .equals(row.getOffsetDateTime(4).toInstant().toString())
                    && json.path("consent").asText().equals(consentId == null ? "" : consentId.toString());
            findings.require(same, index, "the columns beside the leaf say something else than the leaf");
        } catch (IllegalArgumentException e) {
            findings.add(index, "the leaf is no JSON");
        }
        findings.require(!row.getBoolean(5), index, "its consent is gone");
    }

    private void compareRoots() {
        var here = signed.remove(tree.size());
        if (here == null) return;
        var root = tree.frontier().root();
        here.forEach((where, expected) -> findings.require(
                root.equals(expected), null, "the leaves before " + tree.size() + " have not the root in " + where));
    }

    /** At level 0 a difference names the leaf, above the first of those below. */
    private void compare(Map<Tile, byte[]> computed, Map<Tile, byte[]> stored) {
        computed.forEach((tile, hashes) -> compare(tile, hashes, stored.get(tile), "consent.log_tile"));
    }

    void compare(Tile tile, byte[] computed, byte @Nullable [] stored, String table) {
        long leaves = 1L << (8 * tile.level());
        long first = tile.index() * Tile.WIDTH * leaves;
        String name = "tile " + tile.level() + "/" + tile.index() + " of " + table;
        if (stored == null) {
            findings.add(first, name + " is missing");
            return;
        }
        int differs = Arrays.mismatch(computed, stored);
        if (differs >= 0) {
            findings.add(
                    first + differs / Rfc6962.HASH_BYTES * leaves,
                    "has another hash in " + name + " than its leaf gives");
        }
    }

    /** Sizes that were never reached. */
    List<String> missed() {
        return signed.entrySet().stream()
                .flatMap(e -> e.getValue().keySet().stream().map(where -> where + " (" + e.getKey() + " events)"))
                .toList();
    }
}
