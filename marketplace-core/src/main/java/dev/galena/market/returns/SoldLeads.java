package dev.galena.market.returns;

import dev.galena.billing.terms.TaxStanding;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sales and what changed their money. Rows of sales are never updated: who wants to change their money holds a lock of
 * their name.
 */
final class SoldLeads {

    private static final String READ = """
            select s.id, s.lead_id, s.purchase_id, s.buyer_id, s.seller_id, s.vertical_id, p.currency, p.journal_id,
                   s.price, s.fee, s.vat, s.promo, s.fee_bps, s.vat_country, s.vat_category, s.vat_bps, s.level, s.exclusive,
                   s.price_rule, s.sold_at, s.return_until, s.quota_id, s.quota_unit,
                   exists (select from market.release_line r where r.sale_id = s.id)
            from market.sale s join market.purchase p on p.id = s.purchase_id
            where s.id = any($1) order by s.id""";

    private static final String CHANGES = """
            select sale_id, covered, fee, vat, subsidy, promo, level, journal_id, kind from market.sale_change
            where sale_id = any($1) order by sale_id, at, id""";

    private static final String ADD = """
            insert into market.sale_change (id, sale_id, buyer_id, seller_id, kind, currency, covered, fee, vat, subsidy,
              promo, level, journal_id, at, return_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)""";

    private record Change(Parts parts, @Nullable Integer level, UUID journal, String kind) {}

    /** As they stand under lock; ids that name none are left out. */
    Map<UUID, SoldLead> lock(Tx tx, Collection<UUID> ids) {
        tx.lock(ids.stream().map(id -> "sale " + id).toArray(String[]::new));
        return read(tx, ids);
    }

    Optional<SoldLead> lock(Tx tx, UUID id) {
        return Optional.ofNullable(lock(tx, List.of(id)).get(id));
    }

    /** Not locked: as it stood. */
    Optional<SoldLead> find(Tx tx, UUID id) {
        return Optional.ofNullable(read(tx, List.of(id)).get(id));
    }

    private static Map<UUID, SoldLead> read(Tx tx, Collection<UUID> ids) {
        Object named = ids.toArray(UUID[]::new);
        Map<UUID, List<Change>> changes = new HashMap<>();
        for (Row row : tx.rows(CHANGES, named)) {
            changes.computeIfAbsent(row.getUUID(0), id -> new ArrayList<>())
                    .add(new Change(
                            new Parts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                            row.getInteger(6),
                            row.getUUID(7),
                            row.getString(8)));
        }
        Map<UUID, SoldLead> sold = new LinkedHashMap<>();
        for (Row row : tx.rows(READ, named)) {
            sold.put(row.getUUID(0), sold(row, changes.getOrDefault(row.getUUID(0), List.of())));
        }
        return sold;
    }

    private static SoldLead sold(Row row, List<Change> changes) {
        Parts left = Parts.of(row.getLong(8), row.getLong(8) - row.getLong(9), row.getLong(10), row.getLong(11));
        int level = row.getInteger(16);
        List<UUID> journals = new ArrayList<>(List.of(row.getUUID(7)));
        for (Change change : changes) {
            left = left.plus(change.parts);
            if (change.level != null) level = change.level;
            if (change.kind.equals("level")) journals.add(change.journal);
        }
        Integer unit = row.getInteger(22);
        return new SoldLead(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getInteger(5),
                Currency.getInstance(row.getString(6)),
                left,
                row.getInteger(12),
                new TaxStanding(row.getString(13), row.getString(14), row.getInteger(15)),
                level,
                row.getBoolean(17),
                row.getInteger(18),
                row.getOffsetDateTime(19).toInstant(),
                row.getOffsetDateTime(20).toInstant(),
                row.getUUID(21),
                unit == null ? 0 : unit,
                journals,
                row.getBoolean(23));
    }

    /**
     * Writes down a change.
     *
     * @param id new
     * @param returned the return that it belongs to; null: it is a change of level
     * @param level from now on; null: as before
     */
    void change(
            Tx tx,
            UUID id,
            @Nullable UUID returned,
            SoldLead sold,
            Parts by,
            @Nullable Integer level,
            UUID journal,
            Instant now) {
        tx.change(
                1,
                ADD,
                id,
                sold.id(),
                sold.buyer(),
                sold.seller(),
                level == null ? "return" : "level",
                sold.currency().getCurrencyCode(),
                by.covered(),
                by.fee(),
                by.vat(),
                by.subsidy(),
                by.promo(),
                level == null ? null : level.shortValue(),
                journal,
                now,
                returned);
    }
}
