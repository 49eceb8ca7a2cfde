package dev.galena.consent;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Numbers and addresses that must not be used, by keyed hash; and how old the lists are that name them. */
public final class Suppressions {

    /** Tells those that were not there before. In the order of hashes, so that nobody waits crosswise. */
    private static final String ADD = """
            insert into consent.suppression as s
              (id, hash, kind, seller_id, channels, reason, list, as_of, source, added_by, added_at)
            select t.*, $11 from unnest($1::uuid[], $2::bytea[], $3::smallint[], $4::uuid[], $5::smallint[], $6::text[],
                                        $7::text[], $8::date[], $9::text[], $10::uuid[]) t
            on conflict (hash, seller_id, channels, reason, list) do update set as_of = greatest(s.as_of, excluded.as_of)
            returning id""";

    private static final String FIND =
            "select hash, kind, seller_id, channels, added_at from consent.suppression where hash = any($1)";

    static final long COUNTED_MAX = 2_000_000;

    private static final String COUNT = """
            select reason, one_seller, count(*), max(added_at)
            from (select reason, seller_id is not null as one_seller, added_at from consent.suppression limit $1) counted
            group by reason, one_seller order by reason, one_seller""";

    /** A list that was taken in as a whole. */
    public record Listed(String list, LocalDate asOf, long rows, Instant updatedAt) {}

    /** All lists, by name. */
    public List<Listed> lists(Tx tx) {
        return tx.rows("select list, as_of, rows, updated_at from consent.suppression_list order by list").stream()
                .map(Suppressions::listed)
                .toList();
    }

    /**
     * How many stand for one reason.
     *
     * @param oneSeller against what a single seller asked for; else against whoever asked
     * @param newest when the last one was added
     */
    public record Count(String reason, boolean oneSeller, long rows, Instant newest) {}

    /** {@code complete}: false where there are more than {@link #COUNTED_MAX}, and only so many were counted. */
    public record Counts(List<Count> counts, boolean complete) {}

    public Counts counts(Tx tx) {
        var counts = tx.rows(COUNT, COUNTED_MAX + 1).stream()
                .map(row -> new Count(
                        row.getString(0),
                        row.getBoolean(1),
                        row.getLong(2),
                        row.getOffsetDateTime(3).toInstant()))
                .toList();
        return new Counts(counts, counts.stream().mapToLong(Count::rows).sum() <= COUNTED_MAX);
    }

    /** As of when we know this list; nothing where it was never taken in. */
    public Optional<LocalDate> listAge(Tx tx, String list) {
        return tx
                .rows("select list, as_of, rows, updated_at from consent.suppression_list where list = $1", list)
                .stream()
                .findFirst()
                .map(row -> listed(row).asOf());
    }

    /** Notes that a list is known as of a date. It never grows older again. */
    void know(Tx tx, String list, LocalDate asOf, long rows, UUID by, Instant now) {
        tx.run("""
                insert into consent.suppression_list as l (list, as_of, rows, updated_at, updated_by)
                values ($1, $2, $3, $4, $5)
                on conflict (list) do update set as_of = excluded.as_of, rows = excluded.rows,
                  updated_at = excluded.updated_at, updated_by = excluded.updated_by where l.as_of <= excluded.as_of""", list, asOf, rows, now, by);
    }

    /** How many of them are new. */
    int add(Tx tx, Map<PersonHash, List<Suppression>> wanted, Instant now) {
        var rows = new TreeMap<String, Map.Entry<PersonHash, Suppression>>();
        wanted.forEach((hash, all) -> all.forEach(s -> rows.put(key(hash, s), Map.entry(hash, s))));
        if (rows.isEmpty()) return 0;
        var all = List.copyOf(rows.values());
        int n = all.size();
        var ids = new UUID[n];
        var hashes = new byte[n][];
        var kinds = new Short[n];
        var sellers = new @Nullable UUID[n];
        var channels = new Short[n];
        var reasons = new String[n];
        var lists = new @Nullable String[n];
        var asOf = new @Nullable LocalDate[n];
        var sources = new String[n];
        var by = new UUID[n];
        for (int i = 0; i < n; i++) {
            var s = all.get(i).getValue();
            ids[i] = Id.next();
            hashes[i] = all.get(i).getKey().bytes();
            kinds[i] = all.get(i).getKey().kind();
            sellers[i] = s.sellerId();
            channels[i] = (short) s.channelBits();
            reasons[i] = s.reason().code();
            lists[i] = s.list();
            asOf[i] = s.asOf();
            sources[i] = s.source();
            by[i] = s.addedBy();
        }
        var fresh = new java.util.HashSet<>(List.of(ids));
        var written = tx.rows(ADD, ids, hashes, kinds, sellers, channels, reasons, lists, asOf, sources, by, now);
        return (int)
                written.stream().filter(row -> fresh.contains(row.getUUID(0))).count();
    }

    private static String key(PersonHash hash, Suppression s) {
        return String.format(
                "%016x%016x %s %d %s %s", hash.high(), hash.low(), s.sellerId(), s.channelBits(), s.reason(), s.list());
    }

    /** What stands against these. */
    Map<PersonHash, List<Stop>> against(Tx tx, Collection<PersonHash> hashes) {
        Map<PersonHash, List<Stop>> found = new HashMap<>();
        for (Row row :
                tx.rows(FIND, (Object) hashes.stream().map(PersonHash::bytes).toArray(byte[][]::new)))
            found.computeIfAbsent(PersonHash.stored(row.getShort(1), row.getBuffer(0)), h -> new ArrayList<>())
                    .add(new Stop(
                            row.getUUID(2),
                            row.getShort(3),
                            row.getOffsetDateTime(4).toInstant()));
        return found;
    }

    private static Listed listed(Row row) {
        return new Listed(
                row.getString(0),
                row.getLocalDate(1),
                row.getLong(2),
                row.getOffsetDateTime(3).toInstant());
    }
}
