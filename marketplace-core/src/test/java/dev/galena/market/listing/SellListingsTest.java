package dev.galena.market.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.TestDatabase;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SellListingsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase DB = TestDatabase.create(VERTX, "market");
    private static final Verticals VERTICALS = new Verticals();

    private final Listings listings = new Listings();
    private final SellListings sell = new SellListings(DB.database(), listings);
    private final Instant now = Instant.now();
    private final UUID seller = UUID.randomUUID();

    @BeforeAll
    static void seed() {
        new SeedVerticals(DB.database(), VERTICALS, InstantSource.system()).run();
    }

    @AfterAll
    static void close() {
        DB.close();
        VERTX.close();
    }

    private UUID listed(Duration life) {
        UUID id = Id.next();
        int vertical = VERTICALS.current("education").orElseThrow().id();
        DB.database().inTx(tx -> {
            tx.run("""
                    insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version,
                      generated_at, received_at, subs, hidden, contributions)
                    values ($1, $2, $2, $3, $2, $4, 1, $5, $5, '{}', '{}', '[]')""", id, UUID.randomUUID(), seller, vertical, now);
            listings.add(
                    tx,
                    List.of(new NewListing(
                            id,
                            vertical,
                            1,
                            seller,
                            "src-1",
                            "CA",
                            "90012",
                            61,
                            Level.MQL,
                            1,
                            true,
                            now,
                            now.plus(life),
                            new JsonObject(),
                            "USD",
                            2000,
                            null,
                            4)));
            return null;
        });
        return id;
    }

    private Listing.Status status(UUID id) {
        return DB.database().read(tx -> listings.one(tx, id)).orElseThrow().status();
    }

    @Test
    void aSellerSeesItsOwnNewestFirstPageByPage() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) ids.addFirst(listed(Duration.ofDays(1)));
        var first = sell.page(seller, Wanted.ALL, Page.first(3));
        var second = sell.page(
                seller,
                Wanted.ALL,
                Page.after(SellListings.ORDER, 3, first.next()).orElseThrow());
        var seen = new ArrayList<>(first.rows());
        seen.addAll(second.rows());
        assertThat(seen).extracting(own -> own.listing().terms().leadId()).isEqualTo(ids);
        assertThat(second.next()).isNull();
        assertThat(sell.page(UUID.randomUUID(), Wanted.ALL, Page.first(3)).rows())
                .isEmpty();
    }

    @Test
    void aSellerSeesWhatItAsksFor() {
        UUID one = listed(Duration.ofDays(1));
        UUID sold = listed(Duration.ofDays(1));
        UUID batch = Id.next();
        UUID source = Id.next();
        DB.database().inTx(tx -> {
            tx.run(
                    "insert into market.party (id, name, roles, currency, created_at) values ($1, 'S', '{seller}', 'USD', now()) on conflict do nothing",
                    seller);
            tx.run(
                    "insert into market.source (id, seller_id, code, alias, created_at) values ($1, $2, 'web', 'src-9', now())",
                    source,
                    seller);
            tx.run("update market.lead set batch_id = $2, source_id = $3 where id = $1", one, batch, source);
            listings.lock(tx, List.of(sold));
            listings.take(tx, List.of(new Listings.Taken(sold, 1, 4)));
            return null;
        });
        int vertical = VERTICALS.current("education").orElseThrow().id();
        assertThat(seen(new Wanted(vertical, Listing.Status.OPEN, "web", batch, false, now, now.plusSeconds(1))))
                .containsExactly(one);
        assertThat(seen(new Wanted(null, null, null, null, true, null, null))).containsExactly(sold);
        for (var other : List.of(
                new Wanted(-1, null, "web", null, null, null, null),
                new Wanted(null, Listing.Status.EXPIRED, "web", null, null, null, null),
                new Wanted(null, null, "api", null, null, null, null),
                new Wanted(null, null, null, Id.next(), null, null, null),
                new Wanted(null, null, "web", null, true, null, null),
                new Wanted(null, null, "web", null, null, now.plusSeconds(1), null),
                new Wanted(null, null, "web", null, null, null, now)))
            assertThat(seen(other)).as(other.toString()).isEmpty();
    }

    private List<UUID> seen(Wanted wanted) {
        return sell.page(seller, wanted, Page.first(9)).rows().stream()
                .map(own -> own.listing().terms().leadId())
                .toList();
    }

    @Test
    void withdrawsWhatIsOpenAndItsOwn() {
        UUID id = listed(Duration.ofDays(1));
        assertThat(sell.withdraw(id, UUID.randomUUID())).isEqualTo(SellListings.Outcome.NOT_FOUND);
        assertThat(status(id)).isEqualTo(Listing.Status.OPEN);
        assertThat(sell.withdraw(id, seller)).isEqualTo(SellListings.Outcome.WITHDRAWN);
        assertThat(status(id)).isEqualTo(Listing.Status.WITHDRAWN);
        assertThat(sell.withdraw(id, seller)).isEqualTo(SellListings.Outcome.WITHDRAWN);
        assertThat(sell.withdraw(Id.next(), seller)).isEqualTo(SellListings.Outcome.NOT_FOUND);
    }

    @Test
    void doesNotWithdrawWhatIsSoldOut() {
        UUID id = listed(Duration.ofDays(1));
        DB.database().inTx(tx -> {
            listings.lock(tx, List.of(id));
            listings.take(tx, List.of(new Listings.Taken(id, 1, 1)));
            return null;
        });
        assertThat(sell.withdraw(id, seller)).isEqualTo(SellListings.Outcome.NOT_OPEN);
        assertThat(status(id)).isEqualTo(Listing.Status.EXHAUSTED);
    }

    @Test
    void closesWhatIsOverAndNothingElse() {
        Duration life = VERTICALS.current("education").orElseThrow().listingLife();
        UUID over = listed(life);
        UUID longer = listed(life.plusDays(1));
        var expire = new ExpireListings(
                DB.database(), VERTICALS, InstantSource.fixed(now.plus(life).plusSeconds(5)));
        assertThat(expire.run()).isPositive();
        assertThat(status(over)).isEqualTo(Listing.Status.EXPIRED);
        assertThat(status(longer)).isEqualTo(Listing.Status.OPEN);
        assertThat(expire.run()).isZero();
    }
}
