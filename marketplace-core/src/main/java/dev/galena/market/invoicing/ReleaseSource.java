package dev.galena.market.invoicing;

import dev.galena.billing.Money;
import dev.galena.billing.document.DraftLine;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sellers' shares of which the time for returns is over: they stand on statements, the marketplace's fee beside them. */
final class ReleaseSource implements Source {

    /** Each release has a thousand sales at most. */
    private static final int RELEASES_MAX = 5;

    private static final String RELEASES =
            "select id from market.release where id > $1 and id < $2 order by id limit $3";

    private static final String LINES = """
            select l.sale_id, r.seller_id, r.at, r.currency, l.amount,
                   s.fee + coalesce((select sum(c.fee)::bigint from market.sale_change c where c.sale_id = s.id and c.at <= r.at), 0),
                   v.code
            from market.release_line l join market.release r on r.id = l.release_id join market.sale s on s.id = l.sale_id
            join market.vertical v on v.id = s.vertical_id
            where r.id = any($1) and l.amount > 0""";

    @Override
    public String name() {
        return "release";
    }

    @Override
    public Noted read(Tx tx, UUID after, UUID bound, int limit) {
        Set<UUID> releases = new LinkedHashSet<>();
        tx.rows(RELEASES, after, bound, RELEASES_MAX).forEach(row -> releases.add(row.getUUID(0)));
        if (releases.isEmpty()) return new Noted(0, after, false, List.of());
        var lines = tx.rows(LINES, (Object) releases.toArray(UUID[]::new)).stream()
                .map(ReleaseSource::line)
                .toList();
        UUID last = after;
        for (UUID release : releases) last = release;
        return new Noted(releases.size(), last, releases.size() == RELEASES_MAX, lines);
    }

    private static DraftLine line(Row row) {
        UUID sale = row.getUUID(0);
        return DraftLine.earned(
                sale,
                row.getUUID(1),
                row.getOffsetDateTime(2).toInstant(),
                Id.text("sal", sale),
                "Lead, " + row.getString(6),
                Money.of(row.getLong(4), row.getString(3)),
                Math.max(0, row.getLong(5)));
    }
}
