package dev.galena.market.listing;

import dev.galena.db.Json;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What is offered. Who changes rows locks them first, by {@link #lock}, in the order of their ids. */
public final class Listings {
    private static final UUID LAST = new UUID(-1, -1);

    static final String COLUMNS = """
            l.lead_id, l.vertical_id, l.vertical_version, l.seller_id, l.source_alias, l.state, l.zip, l.score, l.level,
            l.channels, l.certified, l.generated_at, l.expires_at, l.attrs, l.currency, l.price, l.exclusive_price,
            l.max_sales, l.sold, l.status""";

    /** Offers leads. They must be new. Where their vertical has a price rule, they are priced by it within seconds. */
    public void add(Tx tx, List<NewListing> listings) {
        if (listings.isEmpty()) return;
        tx.run(
                """
                insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip,
                  score, level, channels, certified, generated_at, expires_at, attrs, currency, price, exclusive_price,
                  max_sales, status, reprice_at)
                select t.*, 'open', (select min(r.created_at) from market.price_rule r where r.vertical_id = t.vertical_id)
                from unnest($1::uuid[], $2::int4[], $3::int4[], $4::uuid[], $5::text[], $6::text[],
                  $7::text[], $8::int2[], $9::int2[], $10::int2[], $11::boolean[], $12::timestamptz[],
                  $13::timestamptz[], $14::jsonb[], $15::text[], $16::int8[], $17::int8[], $18::int2[])
                  as t(lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score, level, channels,
                    certified, generated_at, expires_at, attrs, currency, price, exclusive_price, max_sales)""",
                column(listings, UUID[]::new, NewListing::leadId),
                column(listings, Integer[]::new, NewListing::verticalId),
                column(listings, Integer[]::new, NewListing::verticalVersion),
                column(listings, UUID[]::new, NewListing::sellerId),
                column(listings, String[]::new, NewListing::sourceAlias),
                column(listings, String[]::new, NewListing::state),
                column(listings, String[]::new, NewListing::zip),
                column(listings, Short[]::new, l -> (short) l.score()),
                column(listings, Short[]::new, l -> (short) l.level().rank()),
                column(listings, Short[]::new, l -> (short) l.channels()),
                column(listings, Boolean[]::new, NewListing::certified),
                column(listings, Instant[]::new, NewListing::generatedAt),
                column(listings, Instant[]::new, NewListing::expiresAt),
                column(listings, Json[]::new, l -> new Json(l.attrs().encode())),
                column(listings, String[]::new, NewListing::currency),
                column(listings, Long[]::new, NewListing::price),
                column(listings, Long[]::new, NewListing::exclusivePrice),
                column(listings, Short[]::new, l -> (short) l.maxSales()));
    }

    public Optional<Listing> one(Tx tx, UUID leadId) {
        return tx.rows("select " + COLUMNS + " from market.listing l where l.lead_id = $1", leadId).stream()
                .map(Listings::read)
                .findFirst();
    }

    /** A seller's, newest first. */
    List<OwnListing> ofSeller(Tx tx, UUID sellerId, Wanted wanted, Page page) {
        return tx
                .rows(
                        "select " + COLUMNS + """
                                , d.source_id, d.batch_id, d.row_number, d.received_at
                                from market.lead d join market.listing l on l.lead_id = d.id
                                where d.seller_id = $1 and d.id < $2 and ($4::int is null or d.vertical_id = $4)
                                  and ($5::text is null or l.status = $5) and ($6::uuid is null or d.batch_id = $6)
                                  and ($7::text is null or d.source_id =
                                    (select s.id from market.source s where s.seller_id = $1 and s.code = $7))
                                  and ($8::boolean is null or (l.sold > 0) = $8)
                                  and ($9::timestamptz is null or d.generated_at >= $9)
                                  and ($10::timestamptz is null or d.generated_at < $10)
                                order by d.id desc limit $3""",
                        sellerId,
                        page.after() == null ? LAST : page.after().id(),
                        (long) page.limit(),
                        wanted.vertical(),
                        wanted.status(),
                        wanted.batch(),
                        wanted.source(),
                        wanted.sold(),
                        wanted.generatedFrom(),
                        wanted.generatedTo())
                .stream()
                .map(row -> new OwnListing(
                        read(row),
                        row.getUUID(20),
                        row.getUUID(21),
                        row.getLong(22),
                        row.getOffsetDateTime(23).toInstant()))
                .toList();
    }

    /** Keeps others from selling or withdrawing them until this transaction ends. Ids that are not listed are left out. */
    public Map<UUID, Listing> lock(Tx tx, Collection<UUID> leadIds) {
        var locked = new LinkedHashMap<UUID, Listing>();
        for (Row row : tx.rows(
                "select " + COLUMNS
                        + " from market.listing l where l.lead_id = any($1::uuid[]) order by l.lead_id for no key update",
                (Object) leadIds.toArray(UUID[]::new))) {
            Listing listing = read(row);
            locked.put(listing.terms().leadId(), listing);
        }
        return locked;
    }

    /**
     * How a locked listing stands after sales.
     *
     * @param maxSales as before, or 1 after an exclusive sale
     */
    public record Taken(UUID leadId, int sold, int maxSales) {}

    /** Writes down sales of locked listings; those without a slot left are exhausted. */
    public void take(Tx tx, List<Taken> taken) {
        if (taken.isEmpty()) return;
        tx.run(
                """
                update market.listing l set sold = t.sold, max_sales = t.max_sales,
                  status = case when t.sold = t.max_sales then 'exhausted' else l.status end
                from unnest($1::uuid[], $2::int2[], $3::int2[]) t (lead_id, sold, max_sales)
                where l.lead_id = t.lead_id""",
                column(taken, UUID[]::new, Taken::leadId),
                column(taken, Short[]::new, t -> (short) t.sold()),
                column(taken, Short[]::new, t -> (short) t.maxSales()));
    }

    /** Takes locked listings off the market; what is sold stays sold. */
    public void close(Tx tx, Collection<UUID> leadIds, Listing.Status status) {
        tx.run(
                "update market.listing set status = $2 where lead_id = any($1::uuid[])",
                leadIds.toArray(UUID[]::new),
                status.code());
    }

    /** Of an erased one nothing is shown that says something of its person, also while it waits to be emptied. */
    static Listing read(Row row) {
        var status = Listing.Status.of(row.getString(19));
        boolean erased = status == Listing.Status.ERASED;
        var terms = new NewListing(
                row.getUUID(0),
                row.getInteger(1),
                row.getInteger(2),
                row.getUUID(3),
                row.getString(4),
                row.getString(5),
                erased ? "" : row.getString(6),
                row.getShort(7),
                Level.of(row.getShort(8)),
                row.getShort(9),
                row.getBoolean(10),
                row.getOffsetDateTime(11).toInstant(),
                row.getOffsetDateTime(12).toInstant(),
                erased ? new JsonObject() : row.get(JsonObject.class, 13),
                row.getString(14),
                row.getLong(15),
                row.getLong(16),
                row.getShort(17));
        return new Listing(terms, row.getShort(18), status);
    }

    private static <T, V> @Nullable V[] column(
            List<T> rows, IntFunction<@Nullable V[]> array, Function<T, ? extends @Nullable V> value) {
        @Nullable V[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) values[i] = value.apply(rows.get(i));
        return values;
    }
}
