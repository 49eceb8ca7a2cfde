package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Every checkpoint that anybody was ever shown, to be held against the log as it is in the end. The tree is hashed here anew, after
 * RFC 6962 and not by the product's code.
 */
final class Observed {
    private final ConcurrentSkipListMap<Long, String> roots = new ConcurrentSkipListMap<>();

    /** Its size; two roots for one size are a fork. */
    long see(String checkpoint) {
        var lines = checkpoint.lines().toList();
        long size = Long.parseLong(lines.get(1));
        String root = lines.get(2);
        var known = roots.putIfAbsent(size, root);
        assertThat(known == null ? root : known).as("root at " + size).isEqualTo(root);
        return size;
    }

    int count() {
        return roots.size();
    }

    /** What the log's leaves say, by the ids of consents: how many events of each kind. */
    record Counted(long leaves, Map<String, Long> types) {
        long of(String type) {
            return types.getOrDefault(type, 0L);
        }
    }

    /** The leaves give every root that was seen; none is there twice; each consent's follow one another. */
    Counted holdAgainst(Connection db) throws SQLException, IOException {
        var json = new ObjectMapper();
        var missing = new TreeMap<>(roots);
        var seen = new HashSet<String>();
        var types = new HashMap<String, Long>();
        var heads = new HashMap<String, String>();
        Deque<Node> edge = new ArrayDeque<>();
        long size = 0;
        compare(missing, edge, 0);
        db.setAutoCommit(false);
        try (var statement = db.createStatement()) {
            statement.setFetchSize(10_000);
            var rows = statement.executeQuery("select idx, leaf from consent.log_leaf order by idx");
            while (rows.next()) {
                assertThat(rows.getLong(1)).isEqualTo(size);
                byte[] leaf = rows.getBytes(2);
                byte[] hash = sha256((byte) 0, leaf, new byte[0]);
                add(edge, hash);
                compare(missing, edge, ++size);
                var event = json.readTree(leaf);
                types.merge(event.path("type").asText(), 1L, Long::sum);
                assertThat(seen.add(HexFormat.of().formatHex(hash)))
                        .as("event %s is not logged twice", size - 1)
                        .isTrue();
                follows(event, HexFormat.of().formatHex(hash), heads);
            }
        }
        db.setAutoCommit(true);
        assertThat(missing.keySet()).as("checkpoints larger than the log").isEmpty();
        return new Counted(size, types);
    }

    private static void follows(JsonNode event, String hash, Map<String, String> heads) {
        if (!event.has("consent")) return;
        var before = heads.put(event.path("consent").asText(), hash);
        assertThat(event.path("prev").asText("")).as("%s", event).isEqualTo(before == null ? "" : before);
    }

    private static void compare(Map<Long, String> missing, Deque<Node> edge, long size) {
        var expected = missing.remove(size);
        if (expected == null) return;
        byte[] root = size == 0 ? sha256(new byte[0]) : null;
        for (var node : edge) root = root == null ? node.hash : sha256((byte) 1, node.hash, root);
        assertThat(Base64.getEncoder().encodeToString(root))
                .as("root at " + size)
                .isEqualTo(expected);
    }

    /** A whole tree of this many leaves. */
    private static final class Node {
        final long leaves;
        final byte[] hash;

        Node(long leaves, byte[] hash) {
            this.leaves = leaves;
            this.hash = hash;
        }
    }

    private static void add(Deque<Node> edge, byte[] leaf) {
        var node = new Node(1, leaf);
        while (!edge.isEmpty() && edge.peek().leaves == node.leaves) {
            var left = edge.pop();
            node = new Node(2 * node.leaves, sha256((byte) 1, left.hash, node.hash));
        }
        edge.push(node);
    }

    private static byte[] sha256(byte prefix, byte[] one, byte[] two) {
        var all = new byte[1 + one.length + two.length];
        all[0] = prefix;
        System.arraycopy(one, 0, all, 1, one.length);
        System.arraycopy(two, 0, all, 1 + one.length, two.length);
        return sha256(all);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
