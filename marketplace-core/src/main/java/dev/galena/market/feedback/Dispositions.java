package dev.galena.market.feedback;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market.disposition} and the last of each in {@code market.disposition_now}. Who writes holds a lock of the sale's name. */
final class Dispositions {

    private static final String FIND = """
            select s.id, s.purchase_id, s.buyer_id, s.seller_id, l.source_id, s.lead_id, s.sold_at,
                   d.version, d.value, d.reason, d.at, d.first_at
            from market.sale s join market.lead l on l.id = s.lead_id
            left join market.disposition_now d on d.sale_id = s.id
            where s.id = $1 and s.buyer_id = $2""";

    private static final String NOW = """
            insert into market.disposition_now as d (sale_id, purchase_id, buyer_id, seller_id, source_id, lead_id, version, value,
              reason, sold_at, at, noted_at, first_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (sale_id) do update set version = excluded.version, value = excluded.value, reason = excluded.reason,
              at = excluded.at, noted_at = excluded.noted_at, first_at = excluded.first_at""";

    /** A sale and the last word on it; version 0: none so far. */
    record Said(UUID sale, UUID purchase, UUID buyer, UUID seller, UUID source, UUID lead, Instant soldAt, Step step) {}

    /** The sale, if it is this buyer's. */
    Optional<Said> find(Tx tx, UUID sale, UUID buyer) {
        return tx.rows(FIND, sale, buyer).stream().map(Dispositions::said).findFirst();
    }

    void add(Tx tx, Said said, Step step, Instant now, String actor) {
        String loss = step.loss() == null ? null : step.loss().code();
        tx.change(1, """
                insert into market.disposition (sale_id, version, value, reason, at, noted_at, actor)
                values ($1, $2, $3, $4, $5, $6, $7)""", said.sale(), step.version(), step.value().code(), loss, step.at(), now, actor);
        tx.change(
                1,
                NOW,
                said.sale(),
                said.purchase(),
                said.buyer(),
                said.seller(),
                said.source(),
                said.lead(),
                step.version(),
                step.value().code(),
                loss,
                said.soldAt(),
                step.at(),
                now,
                step.firstAt());
    }

    private static Said said(Row row) {
        return new Said(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getUUID(5),
                row.getOffsetDateTime(6).toInstant(),
                step(row, 7));
    }

    /** Of version, value, reason, at and first attempt, from this column on. */
    static Step step(Row row, int from) {
        Integer version = row.getInteger(from);
        if (version == null) return new Step(0, Disposition.NEW, null, Instant.EPOCH, null);
        String loss = row.getString(from + 2);
        return new Step(
                version,
                Disposition.of(row.getString(from + 1)).orElseThrow(),
                loss == null ? null : Disposition.Loss.of(loss).orElseThrow(),
                row.getOffsetDateTime(from + 3).toInstant(),
                instant(row.getOffsetDateTime(from + 4)));
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
