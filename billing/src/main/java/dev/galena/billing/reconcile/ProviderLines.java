package dev.galena.billing.reconcile;

import dev.galena.billing.Money;
import dev.galena.billing.payment.ProviderLine;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines of others' books as they were read. */
public final class ProviderLines {

    public static final String ORDER = "provider_line";

    private static final String ADD = """
            insert into billing.provider_line (id, provider, external, kind, object, amount, fee, currency, at, text, read_at, import_id)
            select id, $2, external, kind, object, amount, fee, currency, at, text, $11, $12
            from unnest($1::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::timestamptz[], $10::text[])
              as t(id, external, kind, object, amount, fee, currency, at, text)
            on conflict (provider, external) do nothing
            returning id, external""";

    private static final String CHANGED = """
            insert into billing.alarm (id, kind, subject, detail, raised_at)
            select uuidv7(), 'line-changed', t.external, 'was ' || {before} || ', is ' || {now}, $5
            from unnest($2::text[], $3::bigint[], $4::text[]) as t(external, amount, currency)
            join billing.provider_line l on l.provider = $1 and l.external = t.external
            where (l.amount, l.currency) is distinct from (t.amount, t.currency::char(3))
            on conflict (kind, subject) where resolved_at is null do nothing""".replace("{before}", Written.sql("l.amount", "l.currency"))
            .replace("{now}", Written.sql("t.amount", "t.currency"));

    private static final String COLUMNS =
            "select id, external, kind, object, amount, fee, currency, at, text, matched from billing.provider_line ";

    /** A line with what we made of it. */
    public record Read(UUID id, ProviderLine line, boolean matched) {}

    /** Those that are new. One that was read before and is another now raises an alarm; what was read first stays. */
    List<Read> add(Tx tx, String provider, List<ProviderLine> lines, @Nullable UUID importId, Instant now) {
        if (lines.isEmpty()) return List.of();
        var byName = new java.util.LinkedHashMap<String, ProviderLine>();
        lines.forEach(line -> byName.putIfAbsent(line.id(), line));
        var all = List.copyOf(byName.values());
        var added = tx.rows(
                ADD,
                Stream.generate(Id::next).limit(all.size()).toArray(UUID[]::new),
                provider,
                strings(all, ProviderLine::id),
                strings(all, ProviderLine::kind),
                strings(all, ProviderLine::object),
                all.stream().map(l -> l.amount().minorUnits()).toArray(Long[]::new),
                all.stream().map(l -> l.fee().minorUnits()).toArray(Long[]::new),
                strings(all, l -> l.amount().currency().getCurrencyCode()),
                all.stream().map(ProviderLine::at).toArray(Instant[]::new),
                strings(all, l -> l.text().substring(0, Math.min(1000, l.text().length()))),
                now,
                importId);
        if (added.size() < all.size()) {
            tx.run(
                    CHANGED,
                    provider,
                    strings(all, ProviderLine::id),
                    all.stream().map(l -> l.amount().minorUnits()).toArray(Long[]::new),
                    strings(all, l -> l.amount().currency().getCurrencyCode()),
                    now);
        }
        return added.stream()
                .map(row ->
                        new Read(row.getUUID(0), java.util.Objects.requireNonNull(byName.get(row.getString(1))), false))
                .toList();
    }

    private static String[] strings(List<ProviderLine> lines, java.util.function.Function<ProviderLine, String> field) {
        return lines.stream().map(field).toArray(String[]::new);
    }

    /** How many fit no journal of ours, of all providers. */
    public long unmatched(Tx tx) {
        return tx.rows("select count(*) from billing.provider_line where not matched")
                .getFirst()
                .getLong(0);
    }

    /** The line belongs to this movement. */
    void match(Tx tx, UUID lineId, String provider, String kind, String object) {
        tx.change(
                1,
                "update billing.provider_line set matched = true, kind = $2, object = $3 where id = $1",
                lineId,
                kind,
                object);
        tx.change(
                1,
                "update billing.movement set line_id = $1 where provider = $2 and kind = $3 and object = $4 and line_id is null",
                lineId,
                provider,
                kind,
                object);
    }

    Optional<Read> lock(Tx tx, UUID id) {
        return tx.rows(COLUMNS + "where id = $1 for no key update", id).stream()
                .findFirst()
                .map(ProviderLines::read);
    }

    public Optional<Read> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + "where id = $1", id).stream().findFirst().map(ProviderLines::read);
    }

    /** Of one import, or of a provider what nothing was made of; in the order they were read. */
    public Slice<Read> page(Tx tx, String provider, @Nullable UUID importId, Page page) {
        Cursor after = page.after();
        var rows =
                tx.rows(COLUMNS + """
                        where provider = $1 and ($2::uuid is null and not matched or import_id = $2) and id > $3
                        order by id limit $4""", provider, importId, after == null ? new UUID(0, 0) : after.id(), page.limit());
        return page.cut(ORDER, rows.stream().map(ProviderLines::read).toList(), r -> new Cursor("", r.id()));
    }

    private static Read read(Row row) {
        var currency = row.getString(6);
        var line = new ProviderLine(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Money.of(row.getLong(4), currency),
                Money.of(row.getLong(5), currency),
                row.getOffsetDateTime(7).toInstant(),
                row.getString(8));
        return new Read(row.getUUID(0), line, row.getBoolean(9));
    }
}
