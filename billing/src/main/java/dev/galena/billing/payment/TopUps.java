package dev.galena.billing.payment;

import dev.galena.billing.Money;
import dev.galena.billing.payment.TopUp.State;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Top-ups as stored. */
public final class TopUps {

    public static final String ORDER = "topup";

    private static final UUID LAST = new UUID(-1, -1);

    private static final String COLUMNS = """
            select id, party_id, provider, amount, currency, state, automatic, save_card, reference, session, url, payment,
                   failure, created_at, paid_at
            from billing.topup\s""";

    public void add(Tx tx, TopUp topUp) {
        tx.run(
                """
                insert into billing.topup (id, party_id, provider, amount, currency, state, automatic, save_card, reference, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
                topUp.id(),
                topUp.partyId(),
                topUp.provider(),
                topUp.amount().minorUnits(),
                topUp.amount().currency().getCurrencyCode(),
                topUp.state(),
                topUp.automatic(),
                topUp.saveCard(),
                topUp.reference(),
                topUp.createdAt());
    }

    public Optional<TopUp> find(Tx tx, UUID id) {
        return one(tx.rows(COLUMNS + "where id = $1", id));
    }

    /** Whoever moves its money holds it. */
    Optional<TopUp> lock(Tx tx, UUID id) {
        return one(tx.rows(COLUMNS + "where id = $1 for no key update", id));
    }

    Optional<TopUp> lockByPayment(Tx tx, String payment) {
        return one(tx.rows(COLUMNS + "where payment = $1 for no key update", payment));
    }

    public Optional<TopUp> lockByReference(Tx tx, String reference) {
        return one(tx.rows(COLUMNS + "where reference = $1 for no key update", reference));
    }

    /** Newest first; a party's, or everybody's. */
    public Slice<TopUp> page(Tx tx, @Nullable UUID partyId, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(
                COLUMNS + "where ($1::uuid is null or party_id = $1) and id < $2 order by id desc limit $3",
                partyId,
                after == null ? LAST : after.id(),
                page.limit());
        return page.cut(ORDER, rows.stream().map(TopUps::topUp).toList(), t -> new Cursor("", t.id()));
    }

    /** Automatic ones that were asked for before, whose charge nobody has heard of. */
    List<TopUp> unsent(Tx tx, Instant before, int max) {
        return tx
                .rows(
                        COLUMNS
                                + "where state = 'open' and automatic and session is null and created_at < $1 order by created_at limit $2",
                        before,
                        max)
                .stream()
                .map(TopUps::topUp)
                .toList();
    }

    void opened(Tx tx, UUID id, String session, @Nullable String url) {
        tx.run("update billing.topup set session = $2, url = $3 where id = $1", id, session, url);
    }

    /** Unless it is paid. */
    void failed(Tx tx, UUID id, String failure) {
        tx.run(
                "update billing.topup set state = 'failed', failure = $2 where id = $1 and state = 'open'",
                id,
                failure.substring(0, Math.min(200, failure.length())));
    }

    void paid(Tx tx, UUID id, long amount, String payment, Instant now) {
        tx.change(
                1,
                "update billing.topup set state = 'paid', failure = null, amount = $2, payment = $3, paid_at = $4 where id = $1",
                id,
                amount,
                payment,
                now);
    }

    /** What has not been given back, is not being given back and is not disputed. */
    long remaining(Tx tx, TopUp topUp) {
        return topUp.amount().minorUnits() - tx.rows("""
                                select coalesce((select sum(amount) from billing.topup_refund where topup_id = $1 and state <> 'failed'), 0)::bigint
                                     + coalesce((select sum(amount) from billing.dispute where topup_id = $1 and state <> 'won'), 0)::bigint""", topUp.id()).getFirst().getLong(0);
    }

    private static Optional<TopUp> one(List<Row> rows) {
        return rows.stream().findFirst().map(TopUps::topUp);
    }

    private static TopUp topUp(Row row) {
        return new TopUp(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                Money.of(row.getLong(3), row.getString(4)),
                State.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getOffsetDateTime(13).toInstant(),
                instant(row.getOffsetDateTime(14)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
