package dev.galena.consent.erasure;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code consent.hold}: written under the lock of their person, see {@link Traces#lock}. */
public final class Holds {
    /** Names the list in its cursors. */
    public static final String NEWEST = "hold.newest";

    private static final String COLUMNS = """
            select id, subject_id, lead_id, reason, set_at, set_by, actor, released_at, release_actor, release_reason
            from consent.hold""";

    public void add(Tx tx, Hold hold) {
        tx.run(
                """
                insert into consent.hold (id, subject_id, lead_id, reason, set_at, set_by, actor)
                values ($1, $2, $3, $4, $5, $6, $7)""",
                hold.id(),
                hold.subjectId(),
                hold.leadId(),
                hold.reason(),
                hold.setAt(),
                hold.setBy(),
                hold.actor());
    }

    public void release(Tx tx, UUID id, Hold.Release release) {
        tx.run("""
                update consent.hold set released_at = $2, release_actor = $3, release_reason = $4
                where id = $1 and released_at is null""", id, release.at(), release.actor(), release.reason());
    }

    public Optional<Hold> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + " where id = $1", id).stream().findFirst().map(Holds::hold);
    }

    /** Those of these people whom a hold protects. */
    public Set<UUID> standing(Tx tx, Collection<UUID> subjectIds) {
        return tx
                .rows(
                        "select distinct subject_id from consent.hold where subject_id = any($1) and released_at is null",
                        (Object) subjectIds.toArray(UUID[]::new))
                .stream()
                .map(row -> row.getUUID(0))
                .collect(Collectors.toSet());
    }

    /** Newest first; {@code subjectId} null: of everybody. */
    public Page.Slice<Hold> page(Tx tx, @Nullable UUID subjectId, Page page) {
        UUID before = page.after() == null ? new UUID(-1, -1) : page.after().id();
        var found = tx
                .rows(
                        COLUMNS + " where ($1::uuid is null or subject_id = $1) and id < $2 order by id desc limit $3",
                        subjectId,
                        before,
                        page.limit())
                .stream()
                .map(Holds::hold)
                .toList();
        return page.cut(NEWEST, found, h -> new Page.Cursor("", h.id()));
    }

    private static Hold hold(Row row) {
        var releasedAt = row.getOffsetDateTime(7);
        return new Hold(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getUUID(5),
                row.getString(6),
                releasedAt == null
                        ? null
                        : new Hold.Release(releasedAt.toInstant(), row.getString(8), row.getString(9)));
    }
}
