package dev.galena.billing.payout;

import dev.galena.billing.Money;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.Payout.State;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payouts as stored, and where sellers want them to go. */
public final class Payouts {

    public static final String ORDER = "payout";

    private static final UUID LAST = new UUID(-1, -1);

    private static final String COLUMNS = """
            select id, party_id, amount, currency, method, holder, account, bank, reference, state, asked_by, decided_by,
                   provider_ref, file_id, failure, created_at, ended_at
            from billing.payout\s""";

    public void direct(Tx tx, UUID partyId, Destination to, String by, Instant now) {
        tx.run("""
                insert into billing.payout_destination (party_id, method, holder, account, bank, changed_by, changed_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (party_id) do update set method = excluded.method, holder = excluded.holder, account = excluded.account,
                  bank = excluded.bank, changed_by = excluded.changed_by, changed_at = excluded.changed_at""", partyId, to.method(), to.holder(), to.account(), to.bank(), by, now);
    }

    public Optional<Destination> destination(Tx tx, UUID partyId) {
        return tx
                .rows(
                        "select method, holder, account, bank from billing.payout_destination where party_id = $1",
                        partyId)
                .stream()
                .findFirst()
                .map(row -> destination(row, 0));
    }

    void add(Tx tx, Payout payout) {
        var to = payout.destination();
        tx.run(
                """
                insert into billing.payout (id, party_id, amount, currency, method, holder, account, bank, reference, state, asked_by, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
                payout.id(),
                payout.partyId(),
                payout.amount().minorUnits(),
                payout.amount().currency().getCurrencyCode(),
                to.method(),
                to.holder(),
                to.account(),
                to.bank(),
                payout.reference(),
                payout.state(),
                payout.askedBy(),
                payout.createdAt());
    }

    public Optional<Payout> find(Tx tx, UUID id) {
        return first(tx.rows(COLUMNS + "where id = $1", id));
    }

    Optional<Payout> lock(Tx tx, UUID id) {
        return first(tx.rows(COLUMNS + "where id = $1 for no key update", id));
    }

    public Optional<Payout> lockByReference(Tx tx, String reference) {
        return first(tx.rows(COLUMNS + "where reference = $1 for no key update", reference));
    }

    Optional<Payout> lockByProviderRef(Tx tx, String providerRef) {
        return first(tx.rows(COLUMNS + "where provider_ref = $1 for no key update", providerRef));
    }

    /** Ready to go, the oldest first. */
    List<Payout> approved(Tx tx, Method method, int max) {
        return list(tx.rows(
                COLUMNS + "where state = 'approved' and method = $1 order by created_at, id limit $2", method, max));
    }

    /** The same of one currency, held by this transaction. */
    List<Payout> lockApproved(Tx tx, Method method, Currency currency, int max) {
        return list(tx.rows(COLUMNS + """
                        where state = 'approved' and method = $1 and currency = $2 order by created_at, id limit $3
                        for no key update skip locked""", method, currency.getCurrencyCode(), max));
    }

    /** Newest first; a party's, or everybody's. */
    public Slice<Payout> page(Tx tx, @Nullable UUID partyId, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(
                COLUMNS + "where ($1::uuid is null or party_id = $1) and id < $2 order by id desc limit $3",
                partyId,
                after == null ? LAST : after.id(),
                page.limit());
        return page.cut(ORDER, list(rows), p -> new Cursor("", p.id()));
    }

    void decide(Tx tx, UUID id, State state, String by) {
        tx.change(1, "update billing.payout set state = $2, decided_by = $3 where id = $1", id, state, by);
    }

    void sent(Tx tx, List<Payout> payouts, UUID fileId) {
        tx.change(
                payouts.size(),
                "update billing.payout set state = 'sent', file_id = $2 where id = any($1)",
                payouts.stream().map(Payout::id).toArray(UUID[]::new),
                fileId);
    }

    void end(Tx tx, UUID id, State state, @Nullable String providerRef, @Nullable String failure, Instant now) {
        tx.change(1, """
                update billing.payout set state = $2, provider_ref = coalesce($3, provider_ref), failure = left($4, 200), ended_at = $5
                where id = $1""", id, state, providerRef, failure, now);
    }

    private static Optional<Payout> first(List<Row> rows) {
        return rows.stream().findFirst().map(Payouts::payout);
    }

    private static List<Payout> list(List<Row> rows) {
        return rows.stream().map(Payouts::payout).toList();
    }

    private static Destination destination(Row row, int at) {
        return new Destination(
                Method.valueOf(row.getString(at).toUpperCase(Locale.ROOT)),
                row.getString(at + 1),
                row.getString(at + 2),
                row.getString(at + 3));
    }

    private static Payout payout(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime(16);
        return new Payout(
                row.getUUID(0),
                row.getUUID(1),
                Money.of(row.getLong(2), row.getString(3)),
                destination(row, 4),
                row.getString(8),
                State.valueOf(row.getString(9).toUpperCase(Locale.ROOT)),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getUUID(13),
                row.getString(14),
                row.getOffsetDateTime(15).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
