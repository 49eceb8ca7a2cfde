package dev.galena.market.sample;

import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import dev.galena.market.sample.Sample.Frame;
import dev.galena.market.sample.Sample.Item;
import dev.galena.market.sample.Sample.Kind;
import dev.galena.market.sample.Sample.SignOff;
import dev.galena.market.sample.Sample.Verdict;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Samples as stored: never changed, only added to. */
public final class Samples {
    /** Names the list in its cursors. */
    public static final String NEWEST = "sample";

    private static final String SELECT = """
            select s.id, s.kind, s.from_at, s.to_at, s.seller_id, v.code, s.wanted, p.name, s.population,
                   (select count(*)::int from market.sample_item i where i.sample_id = s.id), s.seed, s.drawn_at, s.drawn_by,
                   j.judged, j.problems, f.at, f.user_id, f.problems, f.remark
            from market.sample s
            left join market.vertical v on v.id = s.vertical_id
            left join market.party p on p.id = s.seller_id
            left join market.sample_sign_off f on f.sample_id = s.id
            cross join lateral (
              select count(*)::int as judged, count(*) filter (where verdict = 'problem')::int as problems
              from (select distinct on (n) verdict from market.sample_verdict where sample_id = s.id order by n, id desc) newest) j
            where s.party_id = $1
            """;

    Page.Slice<Sample> page(Tx tx, UUID partyId, Page page) {
        var rows = tx.rows(
                SELECT + "and ($2::uuid is null or s.id < $2) order by s.id desc limit $3",
                partyId,
                page.after() == null ? null : page.after().id(),
                page.limit());
        return page.cut(
                NEWEST, rows.stream().map(Samples::sample).toList(), sample -> new Page.Cursor("", sample.id()));
    }

    Optional<Sample> find(Tx tx, UUID partyId, UUID id) {
        return tx.rows(SELECT + "and s.id = $2", partyId, id).stream()
                .findFirst()
                .map(Samples::sample);
    }

    List<Item> items(Tx tx, UUID id) {
        return tx.rows("""
                        select i.n, i.about, i.lead_id, i.consent_id, i.seller_id, p.name, i.at, v.verdict, v.remark, v.at, v.by_actor
                        from market.sample_item i
                        join market.party p on p.id = i.seller_id
                        left join lateral (
                          select * from market.sample_verdict v where v.sample_id = i.sample_id and v.n = i.n order by v.id desc limit 1) v on true
                        where i.sample_id = $1 order by i.n""", id).stream().map(Samples::item).toList();
    }

    void add(Tx tx, UUID id, UUID partyId, Frame frame, long population, byte[] seed, Instant now, String actor) {
        tx.run(
                """
                insert into market.sample
                  (id, party_id, kind, from_at, to_at, seller_id, vertical_id, wanted, population, seed, drawn_at, drawn_by)
                values ($1, $2, $3, $4, $5, $6, (select id from market.vertical where code = $7::text), $8::int, $9, $10, $11, $12)""",
                id,
                partyId,
                frame.kind().code(),
                frame.from(),
                frame.to(),
                frame.sellerId(),
                frame.vertical(),
                frame.wanted(),
                population,
                seed,
                now,
                actor);
    }

    void addItems(Tx tx, UUID id, List<Drawn> drawn) {
        tx.run(
                """
                insert into market.sample_item (sample_id, n, about, lead_id, consent_id, seller_id, at)
                select $1, n, about, lead_id, consent_id, seller_id, at
                from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[])
                  with ordinality as t(about, lead_id, consent_id, seller_id, at, n)""",
                id,
                drawn.stream().map(Drawn::about).toArray(UUID[]::new),
                drawn.stream().map(Drawn::leadId).toArray(UUID[]::new),
                drawn.stream().map(Drawn::consentId).toArray(UUID[]::new),
                drawn.stream().map(Drawn::sellerId).toArray(UUID[]::new),
                drawn.stream().map(Drawn::at).toArray(Instant[]::new));
    }

    /** False where the sample has no such item. */
    boolean judge(Tx tx, UUID id, int n, Verdict verdict) {
        return tx.run(
                        """
                        insert into market.sample_verdict (id, sample_id, n, verdict, remark, at, by_actor)
                        select $1, sample_id, n, $4, $5, $6, $7 from market.sample_item where sample_id = $2 and n = $3::int""",
                        Id.next(),
                        id,
                        n,
                        verdict.ok() ? "ok" : "problem",
                        verdict.remark(),
                        verdict.at(),
                        verdict.actor())
                == 1;
    }

    void signOff(Tx tx, UUID id, SignOff signOff) {
        tx.run(
                "insert into market.sample_sign_off (sample_id, at, user_id, problems, remark) values ($1, $2, $3, $4, $5)",
                id,
                signOff.at(),
                signOff.userId(),
                signOff.problems(),
                signOff.remark());
    }

    private static Sample sample(Row row) {
        var signedAt = row.getOffsetDateTime(15);
        return new Sample(
                row.getUUID(0),
                new Frame(
                        Kind.of(row.getString(1)).orElseThrow(),
                        row.getOffsetDateTime(2).toInstant(),
                        row.getOffsetDateTime(3).toInstant(),
                        row.getUUID(4),
                        row.getString(5),
                        row.getShort(6)),
                row.getString(7),
                row.getLong(8),
                row.getInteger(9),
                HexFormat.of().formatHex(row.getBuffer(10).getBytes()),
                row.getOffsetDateTime(11).toInstant(),
                row.getString(12),
                row.getInteger(13),
                row.getInteger(14),
                signedAt == null
                        ? null
                        : new SignOff(signedAt.toInstant(), row.getUUID(16), row.getInteger(17), row.getString(18)));
    }

    private static Item item(Row row) {
        return new Item(
                row.getShort(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getString(5),
                row.getOffsetDateTime(6).toInstant(),
                verdict(row));
    }

    private static @Nullable Verdict verdict(Row row) {
        var verdict = row.getString(7);
        return verdict == null
                ? null
                : new Verdict(
                        verdict.equals("ok"),
                        row.getString(8),
                        row.getOffsetDateTime(9).toInstant(),
                        row.getString(10));
    }
}
