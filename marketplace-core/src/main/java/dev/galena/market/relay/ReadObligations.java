package dev.galena.market.relay;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who was told, who confirmed, and who is late. */
public final class ReadObligations {
    /** Names the list in its cursors. */
    public static final String ORDER = "obligation";

    private static final int OF_CAUSE_MAX = 500;

    private static final String SELECT = """
            select o.id, o.kind, o.cause_id, o.holder_id, p.name, o.role, o.consent_id, o.lead_id, o.rule, o.created_at,
                   o.due_at, o.reached_at, o.reached_by, o.acked_at, least(o.step, 2), o.overdue_at, o.refused, o.reasons,
                   coalesce(d.attempts, 0), d.last_status, d.last_problem, a.key_id, k.public_key, a.statement, a.signature
            from market.obligation o
            join market.party p on p.id = o.holder_id
            left join lateral (
              select d.attempts, d.last_status, d.last_problem from market.delivery d
              where d.event_id = o.event_id order by d.state = 'delivered' desc, d.id limit 1) d on true
            left join lateral (
              select a.key_id, a.statement, a.signature from market.acknowledgement a
              where a.obligation_id = o.id and a.refused is null and o.acked_at is not null order by a.id limit 1) a on true
            left join market.party_key k on k.id = a.key_id
            """;

    private final Database db;

    public ReadObligations(Database db) {
        this.db = db;
    }

    /**
     * Who may see what: the operator and auditors everything, a holder what it has to confirm itself, and a seller who holds
     * the leads it sold.
     *
     * @param testOnly sees of the others what test sellers sold only
     */
    public record Viewer(UUID party, boolean wide, boolean testOnly) {}

    /** Which of them. */
    public enum Filter {
        /** Not confirmed. */
        OPEN("o.acked_at is null"),
        /** Not confirmed, and something is wrong: not reached, wrongly signed, or late. */
        ESCALATED("o.reasons > 0 and o.acked_at is null"),
        OVERDUE("o.reasons > 0 and o.acked_at is null and o.overdue_at is not null"),
        ACKNOWLEDGED("o.acked_at is not null"),
        ALL("true");

        private final String condition;

        Filter(String condition) {
            this.condition = condition;
        }
    }

    /** In the order in which they arose. */
    public Page.Slice<Obligation> page(Viewer viewer, Filter filter, Page page) {
        List<Obligation> found = db.read(tx -> tx
                .rows(
                        SELECT + "where " + filter.condition + """
                                 and (o.holder_id = $1 or $2 and (not $3 or p.test))
                                 and ($4::uuid is null or o.id > $4)
                                order by o.id limit $5""",
                        viewer.party,
                        viewer.wide,
                        viewer.testOnly,
                        page.after() == null ? null : page.after().id(),
                        page.limit())
                .stream()
                .map(ReadObligations::obligation)
                .toList());
        return page.cut(ORDER, found, o -> new Page.Cursor("", o.id()));
    }

    public Optional<Obligation> one(Viewer viewer, UUID id) {
        return db.read(tx -> tx
                .rows(
                        SELECT + "where o.id = $4 and (o.holder_id = $1 or $2 and (not $3 or p.test))",
                        viewer.party,
                        viewer.wide,
                        viewer.testOnly,
                        id)
                .stream()
                .findFirst()
                .map(ReadObligations::obligation));
    }

    /** Everybody who has to know of one revocation or erasure, as far as the viewer may see; five hundred at most. */
    public List<Obligation> ofCause(Viewer viewer, Kind kind, UUID causeId) {
        return db.read(tx -> ofCause(tx, viewer, kind, causeId));
    }

    private static List<Obligation> ofCause(Tx tx, Viewer viewer, Kind kind, UUID causeId) {
        return tx
                .rows(SELECT + """
                                where o.cause_id = $4 and o.kind = $5
                                  and (o.holder_id = $1 or $2 and (not $3 or p.test)
                                       or exists (select from market.lead l where l.id = o.lead_id and l.seller_id = $1))
                                order by o.id limit $6""", viewer.party, viewer.wide, viewer.testOnly, causeId, kind.code(), OF_CAUSE_MAX)
                .stream()
                .map(ReadObligations::obligation)
                .toList();
    }

    private static Obligation obligation(Row row) {
        return new Obligation(
                row.getUUID(0),
                Kind.of(row.getString(1)),
                row.getUUID(2),
                row.getUUID(3),
                row.getString(4),
                row.getString(5),
                row.getUUID(6),
                row.getUUID(7),
                row.getString(8),
                row.getOffsetDateTime(9).toInstant(),
                row.getOffsetDateTime(10).toInstant(),
                instant(row.getOffsetDateTime(11)),
                row.getString(12),
                instant(row.getOffsetDateTime(13)),
                row.getInteger(14),
                instant(row.getOffsetDateTime(15)),
                row.getInteger(16),
                row.getInteger(17),
                row.getInteger(18),
                row.getInteger(19),
                row.getString(20),
                acknowledged(row));
    }

    private static Obligation.@Nullable Acknowledged acknowledged(Row row) {
        if (row.getUUID(21) == null) return null;
        return new Obligation.Acknowledged(row.getUUID(21), bytes(row, 22), bytes(row, 23), bytes(row, 24));
    }

    private static byte[] bytes(Row row, int at) {
        return row.get(Buffer.class, at).getBytes();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
