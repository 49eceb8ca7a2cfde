package dev.galena.billing.payment;

import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refunds of top-ups. A provider's name belongs to one of them. */
public final class Refunds {

    private static final String COLUMNS = """
            select r.id, r.topup_id, r.amount, t.currency, r.state, r.provider_ref, t.payment, r.failure, j.id, r.created_at
            from billing.topup_refund r join billing.topup t on t.id = r.topup_id
            left join billing.journal j on j.kind = 'refund' and j.ref = r.id\s""";

    /**
     * Money of a top-up on its way back.
     *
     * @param providerRef null: the provider has not answered yet
     */
    public record Refund(
            UUID id,
            UUID topUpId,
            Money amount,
            String state,
            @Nullable String providerRef,
            @Nullable String payment,
            @Nullable String failure,
            @Nullable UUID journalId,
            Instant createdAt) {
        boolean returned() {
            return state.equals("failed");
        }
    }

    void ask(Tx tx, UUID id, UUID topUpId, Money amount, Instant now) {
        tx.run(
                "insert into billing.topup_refund (id, topup_id, amount, state, created_at) values ($1, $2, $3, 'asked', $4)",
                id,
                topUpId,
                amount.minorUnits(),
                now);
    }

    /** By somebody at the provider's. */
    Refund made(Tx tx, UUID topUpId, String providerRef, Money amount, Instant now) {
        var id = Id.next();
        tx.run("""
                insert into billing.topup_refund (id, topup_id, amount, state, provider_ref, created_at)
                values ($1, $2, $3, 'made', $4, $5)""", id, topUpId, amount.minorUnits(), providerRef, now);
        return new Refund(id, topUpId, amount, "made", providerRef, null, null, null, now);
    }

    /** The one with the provider's name, or ours of this top-up that has none yet. */
    Optional<Refund> find(Tx tx, UUID topUpId, String providerRef, @Nullable UUID ours) {
        return first(tx.rows(
                COLUMNS + "where r.topup_id = $1 and (r.provider_ref = $2 or (r.id = $3 and r.provider_ref is null))",
                topUpId,
                providerRef,
                ours));
    }

    public Optional<Refund> find(Tx tx, UUID id) {
        return first(tx.rows(COLUMNS + "where r.id = $1", id));
    }

    /** Asked for before, and nobody knows whether the provider has heard of it. */
    List<Refund> unsent(Tx tx, Instant before, int max) {
        return tx
                .rows(
                        COLUMNS + "where r.state = 'asked' and r.created_at < $1 order by r.created_at limit $2",
                        before,
                        max)
                .stream()
                .map(Refunds::refund)
                .toList();
    }

    /** The provider has it: from now on its books must show it. Told by its answer and by its event; the later one changes nothing. */
    void confirm(Tx tx, Movements movements, String provider, Refund refund, String providerRef, Instant now) {
        if (refund.providerRef() != null || refund.journalId() == null) return;
        int first = tx.run(
                "update billing.topup_refund set provider_ref = $2, state = 'made' where id = $1 and provider_ref is null",
                refund.id(),
                providerRef);
        if (first == 0) return;
        movements.add(
                tx,
                List.of(new Movement(
                        provider, "refund", providerRef, refund.amount().negated(), refund.journalId(), now)));
    }

    void failed(Tx tx, UUID id, String failure) {
        tx.run("update billing.topup_refund set state = 'failed', failure = $2 where id = $1", id, failure);
    }

    private static Optional<Refund> first(List<Row> rows) {
        return rows.stream().findFirst().map(Refunds::refund);
    }

    private static Refund refund(Row row) {
        return new Refund(
                row.getUUID(0),
                row.getUUID(1),
                Money.of(row.getLong(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getUUID(8),
                row.getOffsetDateTime(9).toInstant());
    }
}
