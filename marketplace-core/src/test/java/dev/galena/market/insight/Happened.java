package dev.galena.market.insight;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts what happened into the tables, at any time, without the market. */
final class Happened {
    private final Database database;
    private final int vertical;

    Happened(Database database, int vertical) {
        this.database = database;
        this.vertical = vertical;
    }

    UUID party(String role, String currency, String zone) {
        UUID id = Id.next();
        run("""
                insert into market.party (id, name, roles, currency, time_zone, test, created_at)
                values ($1, 'A party', array[$2::text], $3::text, $4, $3::text = 'XTS', now())""", id, role, currency, zone);
        return id;
    }

    UUID source(UUID seller, String code) {
        UUID id = Id.next();
        run(
                "insert into market.source (id, seller_id, code, alias, created_at) values ($1, $2, $3, $1::uuid::text, now())",
                id,
                seller,
                code);
        return id;
    }

    UUID batch(UUID seller, UUID source, String at, long rows, String counts, boolean dryRun) {
        UUID id = Id.next();
        run("""
                insert into market.batch (id, seller_id, source_id, vertical_id, vertical_version, state, dry_run, content_type,
                  wrapped_key, rows_done, counts, created_at)
                values ($1, $2, $3, $4, 1, 'done', $5, 'text/csv', '', $6, $7, $8)""", id, seller, source, vertical, dryRun, rows, new Json(counts), Instant.parse(at));
        return id;
    }

    /** Listed with three slots, as mql. */
    UUID lead(UUID seller, UUID source, @Nullable UUID batch, String generated, String received, long price) {
        UUID id = Id.next();
        run("""
                insert into market.lead (id, subject_id, consent_id, seller_id, source_id, batch_id, vertical_id, vertical_version,
                  generated_at, received_at, subs, hidden, contributions)
                values ($1, $1, $1, $2, $3, $4, $5, 1, $6, $7, '{}', '{}', '[]')""", id, seller, source, batch, vertical, Instant.parse(generated), Instant.parse(received));
        run("""
                insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score, level,
                  channels, certified, generated_at, expires_at, attrs, currency, price, max_sales, status)
                select $1, $2, 1, $3, 'src-1', 'CA', '90001', 70, 2, 1, false, $4, '2099-01-01Z', '{}', currency, $5, 3, 'open'
                from market.party where id = $3""", id, vertical, seller, Instant.parse(generated), price);
        return id;
    }

    void change(String sql, Object... args) {
        run(sql, args);
    }

    UUID sale(UUID lead, int slot, UUID buyer, String at, long price, long fee, long listPrice, boolean exclusive) {
        UUID id = Id.next();
        run("""
                insert into market.purchase (id, buyer_id, journal_id, currency, total, leads, at)
                select $1, $2, $1, currency, $3, 1, $4 from market.party where id = $2""", id, buyer, price, Instant.parse(at));
        run("""
                insert into market.sale (lead_id, subject_id, consent_id, seller_id, slot, max_sales, exclusive, id, purchase_id, buyer_id,
                  vertical_id, price, fee, list_price, score, level, rule_set, sold_at, return_until)
                select l.id, l.id, l.id, l.seller_id, $2, case when $8 then 1 else 3 end, $8, $3, $3, $4, l.vertical_id, $5, $6, $7,
                  70, g.level, 'x@1', $9, $9
                from market.lead l join market.listing g on g.lead_id = l.id where l.id = $1""", lead, (short) slot, id, buyer, price, fee, listPrice, exclusive, Instant.parse(at));
        return id;
    }

    /** Asked for, and given back if it was accepted. */
    void returned(UUID sale, String reason, String at, boolean accepted, long covered, long fee) {
        UUID id = Id.next();
        run("""
                insert into market.sale_return (id, sale_id, purchase_id, buyer_id, seller_id, lead_id, reason, remedy, requested_at,
                  requested_by, answer_until, state, decided_at, decided_by)
                select $1, id, purchase_id, buyer_id, seller_id, lead_id, $3, 'money', $4, 'key', $4, $5, $4, 'key'
                from market.sale where id = $2""", id, sale, reason, Instant.parse(at), accepted ? "accepted" : "denied");
        if (!accepted) return;
        run("""
                insert into market.sale_change (id, sale_id, buyer_id, seller_id, kind, return_id, currency, covered, fee, vat, subsidy,
                  promo, journal_id, at)
                select $1, s.id, s.buyer_id, s.seller_id, 'return', $1, p.currency, $3, $4, 0, 0, 0, $1, $5
                from market.sale s join market.purchase p on p.id = s.purchase_id where s.id = $2""", id, sale, -covered, -fee, Instant.parse(at));
    }

    void looked(UUID buyer, UUID lead, String action, String at) {
        run("""
                insert into market.access_record (id, at, party_id, actor, action, lead_id) values ($1, $2, $3, 'key', $4, $5)""", Id.next(), Instant.parse(at), buyer, action, lead);
    }

    private void run(String sql, @Nullable Object... args) {
        database.inTx(tx -> tx.run(sql, args));
    }
}
