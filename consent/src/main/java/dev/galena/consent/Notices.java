package dev.galena.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The words shown to people, each kept once. */
public final class Notices {

    private static final long CACHED_CHARS_MAX = 8_000_000;

    private static final String ADD = """
            insert into consent.notice (id, language, body, created_at)
            select id, language, body, $4 from unnest($1::bytea[], $2::text[], $3::text[]) as t(id, language, body)
            on conflict (id) do nothing returning id""";

    private static final String FIND = "select id, language, body from consent.notice where id = any($1)";

    // What is addressed by its content cannot become stale, not even when the transaction that read it rolls back.
    private final Cache<Digest, Notice> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED_CHARS_MAX)
            .weigher((Digest id, Notice notice) -> 200 + 2 * notice.text().length())
            .build();

    /** The notices of these ids, mostly from memory. An unknown id raises: a consent never names one. */
    public Map<Digest, Notice> texts(Tx tx, Collection<Digest> ids) {
        Map<Digest, Notice> found = HashMap.newHashMap(ids.size());
        Set<Digest> missing = null;
        for (var id : ids) {
            var cached = cache.getIfPresent(id);
            if (cached != null) {
                found.put(id, cached);
            } else {
                if (missing == null) missing = new HashSet<>();
                missing.add(id);
            }
        }
        if (missing != null) read(tx, missing).forEach(found::put);
        return found;
    }

    /** The words with this address, if anybody was ever shown them. */
    public Optional<Notice> find(Tx tx, Digest id) {
        var cached = cache.getIfPresent(id);
        if (cached != null) return Optional.of(cached);
        return tx.rows("select language, body from consent.notice where id = $1", (Object) id.bytes()).stream()
                .findFirst()
                .map(row -> new Notice(id, row.getString(0), row.getString(1)));
    }

    private Map<Digest, Notice> read(Tx tx, Set<Digest> ids) {
        var read = new HashMap<Digest, Notice>();
        for (Row row : tx.rows(FIND, (Object) bytes(ids))) {
            var notice = new Notice(Digest.of(row.getBuffer(0).getBytes()), row.getString(1), row.getString(2));
            read.put(notice.id(), notice);
        }
        if (read.size() != ids.size()) throw new IllegalStateException("a consent names words that are not there");
        cache.putAll(read);
        return read;
    }

    /** Keeps these words; returns those that are new. */
    List<Notice> add(Tx tx, Collection<Notice> notices, Instant now) {
        var sorted = new TreeMap<Digest, Notice>(); // one order for everybody who inserts
        notices.forEach(n -> sorted.putIfAbsent(n.id(), n));
        var added = new ArrayList<Notice>();
        var rows = tx.rows(
                ADD,
                bytes(sorted.keySet()),
                sorted.values().stream().map(Notice::language).toArray(String[]::new),
                sorted.values().stream().map(Notice::text).toArray(String[]::new),
                now);
        for (Row row : rows) {
            added.add(sorted.get(Digest.of(row.getBuffer(0).getBytes())));
        }
        return added;
    }

    private static byte[][] bytes(Collection<Digest> ids) {
        return ids.stream().map(Digest::bytes).toArray(byte[][]::new);
    }
}
