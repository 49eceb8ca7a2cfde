package dev.galena.consent.erasure;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code consent.erasure}: written under the lock of their people, see {@link Traces#lock}. */
public final class Erasures {
    /** Names the list in its cursors. */
    public static final String NEWEST = "erasure.newest";

    private static final String COLUMNS = """
            select id, subject_id, ground, reason, requested_at, requested_by, actor, sealed_because, retained_until, approvals,
                   told_at, erased_at, erased from consent.erasure""";

    private static final String PUT = """
            insert into consent.erasure (id, subject_id, state, ground, reason, requested_at, requested_by, actor,
              sealed_because, retained_until, approvals, told_at, erased_at, erased)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict (id) do update set state = excluded.state, sealed_because = excluded.sealed_because,
              retained_until = excluded.retained_until, approvals = excluded.approvals, told_at = excluded.told_at,
              erased_at = excluded.erased_at, erased = excluded.erased""";

    public void put(Tx tx, Erasure erasure) {
        var because = erasure.sealedBecause();
        tx.run(
                PUT,
                erasure.id(),
                erasure.subjectId(),
                erasure.isErased() ? "erased" : "sealed",
                erasure.ground().code(),
                erasure.reason(),
                erasure.requestedAt(),
                erasure.requestedBy(),
                erasure.actor(),
                because == null ? null : because.name().toLowerCase(Locale.ROOT),
                erasure.retainedUntil(),
                erasure.approvals().toArray(String[]::new),
                erasure.toldAt(),
                erasure.erasedAt(),
                erasure.erased().toArray(String[]::new));
    }

    public Optional<Erasure> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + " where id = $1", id).stream().findFirst().map(Erasures::erasure);
    }

    /** By subject. */
    public Map<UUID, Erasure> ofSubjects(Tx tx, Collection<UUID> subjectIds) {
        return tx.rows(COLUMNS + " where subject_id = any($1)", (Object) subjectIds.toArray(UUID[]::new)).stream()
                .map(Erasures::erasure)
                .collect(Collectors.toMap(Erasure::subjectId, Function.identity()));
    }

    /** Newest first. */
    public Page.Slice<Erasure> page(Tx tx, Page page) {
        UUID before = page.after() == null ? new UUID(-1, -1) : page.after().id();
        var found = tx.rows(COLUMNS + " where id < $1 order by id desc limit $2", before, page.limit()).stream()
                .map(Erasures::erasure)
                .toList();
        return page.cut(NEWEST, found, e -> new Page.Cursor("", e.id()));
    }

    /** People to look at again: what stood against their erasure may stand no more. */
    public List<UUID> due(Tx tx, Instant now, int max) {
        return tx.rows("""
                        select e.subject_id from consent.erasure e
                        where e.state = 'sealed'
                          and (e.sealed_because = 'hold' or e.retained_until <= $1 or cardinality(e.approvals) >= 2)
                          and not exists (select from consent.hold h where h.subject_id = e.subject_id and h.released_at is null)
                        order by e.id limit $2""", now, max).stream().map(row -> row.getUUID(0)).toList();
    }

    private static Erasure erasure(Row row) {
        String because = row.getString(7);
        return new Erasure(
                row.getUUID(0),
                row.getUUID(1),
                Ground.of(row.getString(2)).orElseThrow(),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getUUID(5),
                row.getString(6),
                because == null ? null : Erasure.Obstacle.valueOf(because.toUpperCase(Locale.ROOT)),
                instant(row.getOffsetDateTime(8)),
                Arrays.asList(row.getArrayOfStrings(9)),
                instant(row.getOffsetDateTime(10)),
                instant(row.getOffsetDateTime(11)),
                Arrays.asList(row.getArrayOfStrings(12)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
