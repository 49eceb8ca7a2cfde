package dev.galena.market.trail;

import static java.util.stream.Collectors.toMap;

import dev.galena.consent.Consents;
import dev.galena.consent.History;
import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Withdrawals and how far the word has spread, the newest first. */
public final class ListRevocations {
    /** Names the list in its cursors. */
    public static final String NEWEST = "revocation";

    private final Database db;
    private final Consents consents;

    public ListRevocations(Database db, Consents consents) {
        this.db = db;
        this.consents = consents;
    }

    /**
     * A withdrawal.
     *
     * @param spread how far its holders have heard
     */
    public record Listed(History.Revocation revocation, Spread spread) {}

    /** {@code nextDueAt}: of those who have not confirmed; null when all have. */
    public record Spread(
            int holders,
            int acknowledged,
            int overdue,
            @Nullable Instant nextDueAt) {
        private static final Spread NOBODY = new Spread(0, 0, 0, null);
    }

    /** The operator and auditors see all (a test auditor those of test parties), others those that they or their leads have to do with. */
    public Page.Slice<Listed> page(Sight sight, @Nullable UUID subjectId, Page page) {
        return db.read(tx -> {
            var after = page.after() == null ? null : page.after().id();
            var found = sight.wide() && !sight.testOnly()
                    ? consents.revocations(tx, subjectId, after, page.limit())
                    : consents.revocations(tx, within(tx, sight, subjectId, after, page.limit()));
            var slice = page.cut(NEWEST, found, r -> new Page.Cursor("", r.id()));
            var spread =
                    spread(tx, slice.rows().stream().map(History.Revocation::id).toList());
            return new Page.Slice<>(
                    slice.rows().stream()
                            .map(r -> new Listed(r, spread.getOrDefault(r.id(), Spread.NOBODY)))
                            .toList(),
                    slice.next());
        });
    }

    /** By what their holders have to do: the unique key of obligations begins with the cause. */
    private static List<UUID> within(Tx tx, Sight sight, @Nullable UUID subjectId, @Nullable UUID after, int limit) {
        return tx.rows("""
                        select distinct o.cause_id from market.obligation o
                        join market.party p on p.id = o.holder_id
                        join market.lead l on l.id = o.lead_id
                        where o.kind = 'revocation' and ($1 and p.test or o.holder_id = $2 or l.seller_id = $2)
                          and ($3::uuid is null or l.subject_id = $3) and ($4::uuid is null or o.cause_id < $4)
                        order by o.cause_id desc limit $5""", sight.testOnly(), sight.partyId(), subjectId, after, limit).stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    private static Map<UUID, Spread> spread(Tx tx, List<UUID> revocationIds) {
        return tx.rows("""
                        select cause_id, count(*)::int, count(acked_at)::int,
                               count(*) filter (where acked_at is null and overdue_at is not null)::int,
                               min(due_at) filter (where acked_at is null)
                        from market.obligation where cause_id = any($1) and kind = 'revocation' group by cause_id""", (Object) revocationIds.toArray(UUID[]::new)).stream()
                .collect(toMap(row -> row.getUUID(0), row -> spread(row)));
    }

    private static Spread spread(Row row) {
        return new Spread(row.getInteger(1), row.getInteger(2), row.getInteger(3), instant(row.getOffsetDateTime(4)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
