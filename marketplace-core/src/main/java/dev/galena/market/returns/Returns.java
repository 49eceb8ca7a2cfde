package dev.galena.market.returns;

import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import dev.galena.market.returns.LeadReturn.State;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market.sale_return}. */
public final class Returns {

    /** The only order: newest first. */
    public static final String ORDER = "return.id";

    private static final String COLUMNS = """
            select r.id, r.sale_id, r.purchase_id, r.buyer_id, r.seller_id, r.lead_id, p.currency, r.reason, r.remedy, r.wanted,
                   r.requested_at, r.answer_until, r.state, r.decided_at, r.refunded,
                   r.evidence_kind, r.evidence_id
            from market.sale_return r join market.purchase p on p.id = r.purchase_id
            """;

    void add(Tx tx, LeadReturn wanted, String actor) {
        tx.change(
                1,
                """
                insert into market.sale_return (id, sale_id, purchase_id, buyer_id, seller_id, lead_id, reason, remedy, wanted,
                  requested_at, requested_by, answer_until, state)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
                wanted.id(),
                wanted.sale(),
                wanted.purchase(),
                wanted.buyer(),
                wanted.seller(),
                wanted.lead(),
                wanted.reason().code(),
                wanted.asCredit() ? "credit" : "money",
                wanted.wanted(),
                wanted.requestedAt(),
                actor,
                wanted.answerUntil(),
                wanted.state().code());
    }

    /** Moves an open one on; its sale is locked. */
    void move(Tx tx, UUID id, State to, long refunded, String actor, Instant now) {
        boolean ends = to == State.ACCEPTED || to == State.DENIED;
        tx.change(1, """
                update market.sale_return set state = $2, refunded = $3, decided_at = $4, decided_by = $5
                where id = $1 and state in ('requested', 'contested')""", id, to.code(), refunded, ends ? now : null, ends ? actor : null);
    }

    void prove(Tx tx, UUID id, Evidence evidence) {
        tx.change(
                1,
                "update market.sale_return set evidence_kind = $2, evidence_id = $3 where id = $1",
                id,
                evidence.kind().code(),
                evidence.id());
    }

    Optional<LeadReturn> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + "where r.id = $1", id).stream()
                .map(Returns::read)
                .findFirst();
    }

    /** Those of the sales about which a request is open. */
    Set<UUID> open(Tx tx, Collection<UUID> sales) {
        return tx.rows("""
                        select sale_id from market.sale_return
                        where sale_id = any($1) and state in ('requested', 'contested')""", (Object) sales.toArray(UUID[]::new)).stream()
                .map(row -> row.getUUID(0))
                .collect(Collectors.toSet());
    }

    /** Something of this sale was given back, or is wanted back. */
    boolean any(Tx tx, UUID sale) {
        return !tx.rows("select from market.sale_return where sale_id = $1 and state <> 'denied' limit 1", sale)
                .isEmpty();
    }

    /** A party's own, as buyer or seller, newest first; null: everybody's. */
    Slice<LeadReturn> page(Tx tx, @Nullable UUID party, @Nullable String state, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(COLUMNS + """
                        where ($1::uuid is null or r.buyer_id = $1 or r.seller_id = $1)
                          and ($2::text is null or r.state = $2) and ($3::uuid is null or r.id < $3)
                        order by r.id desc limit $4""", party, state, after == null ? null : after.id(), page.limit());
        return page.cut(ORDER, rows.stream().map(Returns::read).toList(), r -> new Cursor("", r.id()));
    }

    private static LeadReturn read(Row row) {
        OffsetDateTime decided = row.getOffsetDateTime(13);
        return new LeadReturn(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getUUID(5),
                Currency.getInstance(row.getString(6)),
                ReturnReason.of(row.getString(7)).orElseThrow(),
                row.getString(8).equals("credit"),
                row.getLong(9),
                row.getOffsetDateTime(10).toInstant(),
                row.getOffsetDateTime(11).toInstant(),
                State.of(row.getString(12)),
                decided == null ? null : decided.toInstant(),
                row.getLong(14),
                row.getString(15) == null ? null : new Evidence(Evidence.Kind.of(row.getString(15)), row.getUUID(16)));
    }
}
