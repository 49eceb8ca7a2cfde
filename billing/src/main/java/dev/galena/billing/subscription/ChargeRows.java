package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import dev.galena.billing.recurring.Period;
import dev.galena.billing.terms.TaxStanding;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What was charged, and how buyers are taxed. */
public final class ChargeRows {
    /** Names the list in its cursors. */
    public static final String ORDER = "subscription-charge";

    private static final String ADD = """
            insert into billing.subscription_charge (id, subscription_id, party_id, plan_id, period, upgrade, net, vat,
              currency, country, category, rate_bps, rule, starts_at, ends_at, at)
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::bigint[],
              $8::bigint[], $9::text[], $10::text[], $11::text[], $12::int[], $13::text[], $14::timestamptz[],
              $15::timestamptz[], $16::timestamptz[])""";

    private static final String PAGE = """
            select id, subscription_id, party_id, plan_id, period, upgrade, net, vat, currency, country, category, rate_bps,
                   rule, starts_at, ends_at, at
            from billing.subscription_charge where subscription_id = $1 and ($2::uuid is null or id < $2)
            order by id desc limit $3""";

    void add(Tx tx, List<Charge> all) {
        if (all.isEmpty()) return;
        tx.change(
                all.size(),
                ADD,
                column(all, Charge::id, UUID[]::new),
                column(all, Charge::subscriptionId, UUID[]::new),
                column(all, Charge::partyId, UUID[]::new),
                column(all, Charge::planId, UUID[]::new),
                column(all, Charge::period, Integer[]::new),
                column(all, Charge::upgrade, Integer[]::new),
                column(all, c -> c.net().minorUnits(), Long[]::new),
                column(all, c -> c.vat().minorUnits(), Long[]::new),
                column(all, c -> c.net().currency().getCurrencyCode(), String[]::new),
                column(all, c -> c.tax().standing().country(), String[]::new),
                column(all, c -> c.tax().standing().category(), String[]::new),
                column(all, c -> c.tax().standing().rateBps(), Integer[]::new),
                column(all, c -> c.tax().rule(), String[]::new),
                column(all, c -> c.span().start(), Instant[]::new),
                column(all, c -> c.span().end(), Instant[]::new),
                column(all, Charge::at, Instant[]::new));
    }

    /** What a subscription has cost, the newest first. */
    public Slice<Charge> page(Tx tx, UUID subscriptionId, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(PAGE, subscriptionId, after == null ? null : after.id(), page.limit());
        return page.cut(ORDER, rows.stream().map(ChargeRows::charge).toList(), c -> new Cursor("", c.id()));
    }

    /** Parties that are not here are outside the scope of VAT. */
    Map<UUID, Tax> taxes(Tx tx, Collection<UUID> parties) {
        Map<UUID, Tax> taxes = new HashMap<>();
        tx.rows(
                        "select party_id, country, category, rate_bps, rule from billing.tax_standing where party_id = any($1)",
                        (Object) parties.toArray(UUID[]::new))
                .forEach(row -> taxes.put(row.getUUID(0), tax(row, 1)));
        return taxes;
    }

    private static Tax tax(Row row, int from) {
        var standing = new TaxStanding(row.getString(from), row.getString(from + 1), row.getInteger(from + 2));
        return new Tax(standing, row.getString(from + 3));
    }

    private static Charge charge(Row row) {
        String currency = row.getString(8);
        return new Charge(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getInteger(4),
                row.getInteger(5),
                Money.of(row.getLong(6), currency),
                Money.of(row.getLong(7), currency),
                tax(row, 9),
                new Period(
                        row.getOffsetDateTime(13).toInstant(),
                        row.getOffsetDateTime(14).toInstant()),
                row.getOffsetDateTime(15).toInstant());
    }

    private static <T extends @Nullable Object> T[] column(
            List<Charge> all, Function<Charge, T> value, IntFunction<T[]> array) {
        return all.stream().map(value).toArray(array);
    }
}
