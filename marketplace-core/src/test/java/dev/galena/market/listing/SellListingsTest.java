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
        var first = sell.page(seller, Page.first(3));
        var second = sell.page(
                seller, Page.after(SellListings.ORDER, 3, first.next()).orElseThrow());
        var seen = new ArrayList<>(first.rows());
        seen.addAll(second.rows());
        assertThat(seen).extracting(own -> own.listing().terms().leadId()).isEqualTo(ids);
        assertThat(second.next()).isNull();
        assertThat(sell.page(UUID.randomUUID(), Page.first(3)).rows()).isEmpty();
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
