package dev.galena.billing.document;

import dev.galena.billing.Money;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents as issued, and the counters of their series: rows of {@code billing.document} and {@code billing.series}. */
public final class Documents {

    /** The only order: newest first. */
    public static final String ORDER = "document";

    private static final String COUNT = """
            insert into billing.series (name, last, last_at)
            select * from unnest($1::text[], $2::bigint[], $3::timestamptz[]) as t(name, last, last_at) order by name
            on conflict (name) do update set last = series.last + excluded.last,
              last_at = greatest(series.last_at, excluded.last_at)
            returning name, last, last_at""";

    private static final String ADD = """
            insert into billing.document (id, kind, series, number, name, party_id, currency, net, vat, payable, issued_at,
              issued_on, frozen, sha256)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::uuid[], $7::text[],
              $8::bigint[], $9::bigint[], $10::bigint[], $11::timestamptz[], $12::date[], $13::bytea[], $14::bytea[])""";

    /**
     * A series after it was counted on.
     *
     * @param last the number of the last of those counted now
     */
    record Counted(long last, Instant at) {}

    /** A document with its place in its series. */
    record Numbered(Document document, String series, long number, UUID party, Instant at) {}

    /**
     * A document in a list; the total is what was or is to be paid.
     *
     * @param open of it, what is still to be paid, until {@code due}
     */
    public record Entry(
            UUID id,
            Kind kind,
            UUID party,
            String number,
            Money net,
            Money vat,
            Money total,
            Money open,
            @Nullable LocalDate due,
            LocalDate issued,
            Instant at) {}

    /** Takes numbers, so many of each series; from here on whoever wants one of the same series waits for the commit. */
    Map<String, Counted> count(Tx tx, Map<String, Long> documents, Map<String, Instant> now) {
        var names = documents.keySet().toArray(String[]::new);
        var counted = new HashMap<String, Counted>();
        for (Row row : tx.rows(
                COUNT,
                names,
                documents.values().toArray(Long[]::new),
                List.of(names).stream().map(now::get).toArray(Instant[]::new))) {
            counted.put(
                    row.getString(0),
                    new Counted(row.getLong(1), row.getOffsetDateTime(2).toInstant()));
        }
        return counted;
    }

    void add(Tx tx, Collection<Numbered> documents) {
        var frozen = documents.stream().map(d -> Frozen.bytes(d.document())).toList();
        tx.change(
                documents.size(),
                ADD,
                documents.stream().map(d -> d.document().id()).toArray(UUID[]::new),
                documents.stream().map(d -> d.document().kind().code()).toArray(String[]::new),
                documents.stream().map(Numbered::series).toArray(String[]::new),
                documents.stream().map(Numbered::number).toArray(Long[]::new),
                documents.stream().map(d -> d.document().number()).toArray(String[]::new),
                documents.stream().map(Numbered::party).toArray(UUID[]::new),
                documents.stream()
                        .map(d -> d.document().currency().getCurrencyCode())
                        .toArray(String[]::new),
                documents.stream().map(d -> d.document().totals().net()).toArray(Long[]::new),
                documents.stream().map(d -> d.document().totals().vat()).toArray(Long[]::new),
                documents.stream().map(d -> d.document().totals().charged()).toArray(Long[]::new),
                documents.stream().map(Numbered::at).toArray(Instant[]::new),
                documents.stream().map(d -> d.document().issued()).toArray(LocalDate[]::new),
                frozen,
                frozen.stream().map(Frozen::sha256).toList());
    }

    /** The bytes, if it is of one of these kinds and, unless {@code party} is null, that party's. */
    Optional<byte[]> frozen(Tx tx, UUID id, Collection<Kind> kinds, @Nullable UUID party) {
        return tx.rows("""
                        select frozen from billing.document
                        where id = $1 and kind = any($2) and ($3::uuid is null or party_id = $3)""", id, codes(kinds), party).stream()
                .map(row -> row.get(Buffer.class, 0).getBytes())
                .findFirst();
    }

    /** Newest first; of everybody where {@code party} is null. */
    Slice<Entry> page(Tx tx, Collection<Kind> kinds, @Nullable UUID party, Page page) {
        Cursor after = page.after();
        String where = party == null ? "$2::uuid is null" : "d.party_id = $2";
        var rows = tx.rows("""
                select id, d.party_id, name, d.currency, net, vat, payable, issued_on, issued_at, kind,
                  coalesce(o.amount - o.paid, 0), o.due_on
                from billing.document d left join billing.open_invoice o on o.document_id = d.id
                where kind = any($1) and %s and ($3::uuid is null or id < $3) order by id desc limit $4""".formatted(where), codes(kinds), party, after == null ? null : after.id(), page.limit());
        return page.cut(ORDER, rows.stream().map(Documents::entry).toList(), e -> new Cursor("", e.id()));
    }

    private static String[] codes(Collection<Kind> kinds) {
        return kinds.stream().map(Kind::code).toArray(String[]::new);
    }

    private static Entry entry(Row row) {
        String currency = row.getString(3);
        return new Entry(
                row.getUUID(0),
                Kind.of(row.getString(9)),
                row.getUUID(1),
                row.getString(2),
                Money.of(row.getLong(4), currency),
                Money.of(row.getLong(5), currency),
                Money.of(row.getLong(6), currency),
                Money.of(row.getLong(10), currency),
                row.getLocalDate(11),
                row.getLocalDate(7),
                row.getOffsetDateTime(8).toInstant());
    }
}
