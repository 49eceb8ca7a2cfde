package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What parties' programs asked of late. Seven days and twenty thousand requests a party are kept. */
public final class RequestLog {
    /** Names the list in its cursors. */
    public static final String ORDER = "request.newest";

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int OF_PARTY_MAX = 20_000;

    private final Database database;
    private final InstantSource clock;

    public RequestLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A logged request and its place. */
    public record Entry(UUID id, Request request) {}

    /** Which to see; null asks for nothing. */
    public record Wanted(
            @Nullable UUID key,
            @Nullable Boolean failed,
            @Nullable String method,
            @Nullable String path) {}

    /** Writes some down; {@code dropped}: how many of each party are only counted. */
    public void add(List<Request> requests, Map<UUID, Long> dropped) {
        if (requests.isEmpty() && dropped.isEmpty()) return;
        database.inTx(tx -> {
            if (!requests.isEmpty()) insert(tx, requests);
            if (!dropped.isEmpty()) {
                List<UUID> parties = dropped.keySet().stream().sorted().toList();
                tx.run(
                        """
                        insert into market.request_log_dropped as d (party_id, day, dropped)
                        select t.party_id, $3::timestamptz at time zone 'UTC', t.n from unnest($1::uuid[], $2::bigint[]) t(party_id, n)
                        on conflict (party_id, day) do update set dropped = d.dropped + excluded.dropped""",
                        parties.toArray(UUID[]::new),
                        parties.stream().map(dropped::get).toArray(Long[]::new),
                        clock.instant());
            }
            return true;
        });
    }

    private static void insert(Tx tx, List<Request> requests) {
        tx.run(
                """
                insert into market.request_log (party_id, id, key_id, at, method, path, status, code, micros, request_id)
                select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::smallint[],
                  $8::text[], $9::bigint[], $10::text[])""",
                each(requests, Request::party).toArray(UUID[]::new),
                each(requests, r -> Id.next()).toArray(UUID[]::new),
                each(requests, Request::key).toArray(UUID[]::new),
                each(requests, Request::at).toArray(Instant[]::new),
                each(requests, Request::method).toArray(String[]::new),
                each(requests, Request::path).toArray(String[]::new),
                each(requests, r -> (short) r.status()).toArray(Short[]::new),
                requests.stream().map(Request::code).toArray(String[]::new),
                each(requests, Request::micros).toArray(Long[]::new),
                each(requests, Request::requestId).toArray(String[]::new));
    }

    private static <T> List<T> each(List<Request> requests, Function<Request, T> of) {
        return requests.stream().map(of).toList();
    }

    /** Lets go of what is too old, and of these parties' what is too much. */
    public void trim(Collection<UUID> parties) {
        Instant since = clock.instant().minus(KEPT);
        database.inTx(tx -> {
            tx.run("delete from market.request_log where at < $1", since);
            tx.run(
                    "delete from market.request_log_dropped where day < ($1::timestamptz at time zone 'UTC')::date",
                    since);
            for (UUID party : parties) {
                tx.run("""
                        delete from market.request_log where party_id = $1 and id <= (
                          select id from market.request_log where party_id = $1 order by id desc offset $2 limit 1)""", party, OF_PARTY_MAX);
            }
            return true;
        });
    }

    /** A party's own, newest first. */
    public Slice<Entry> page(UUID party, Wanted wanted, Page page) {
        Cursor after = page.after();
        return database.read(tx -> {
            var rows = tx.rows(
                    """
                    select id, party_id, key_id, at, method, path, status, code, micros, request_id from market.request_log
                    where party_id = $1 and ($2::uuid is null or id < $2) and ($3::uuid is null or key_id = $3)
                      and ($4::boolean is null or (status >= 400) = $4) and ($5::text is null or method = $5)
                      and ($6::text is null or path = $6)
                    order by id desc limit $7""",
                    party,
                    after == null ? null : after.id(),
                    wanted.key(),
                    wanted.failed(),
                    wanted.method(),
                    wanted.path(),
                    page.limit());
            return page.cut(ORDER, rows.stream().map(RequestLog::entry).toList(), e -> new Cursor("", e.id()));
        });
    }

    /** How many of a party's requests were counted only, in the days kept. */
    public long dropped(UUID party) {
        return database.read(tx -> tx.rows(
                        "select coalesce(sum(dropped), 0)::bigint from market.request_log_dropped where party_id = $1",
                        party)
                .getFirst()
                .getLong(0));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getUUID(0),
                new Request(
                        row.getUUID(1),
                        row.getUUID(2),
                        row.getOffsetDateTime(3).toInstant(),
                        row.getString(4),
                        row.getString(5),
                        row.getInteger(6),
                        row.getString(7),
                        row.getLong(8),
                        row.getString(9)));
    }
}
