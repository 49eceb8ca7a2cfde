package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A buyer works his leads over HTTP, and their seller hears of it. */
class SalesTest {
    private static final AtomicInteger PHONES = new AtomicInteger(5_552_100);

    private static OpenMarket market;
    private static ListedLeads leads;
    private static ApiClient buyer;
    private static ApiClient seller;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new ListedLeads(market);
        buyer = market.as(market.buyer);
        seller = market.as(market.seller);
        for (var each : List.of(market.buyer, market.otherBuyer)) {
            market.as(market.operator)
                    .idempotent()
                    .post(
                            "/v1/parties/" + Id.text("pty", each.id()) + "/wallet/credits",
                            JsonObject.of(
                                    "amount", JsonObject.of("amount", 1_000_000, "currency", "XTS"), "source", "bank"))
                    .expect(201);
        }
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static String lead() {
        var id = leads.forSale(market.seller, market.buyer.name(), "+1213" + PHONES.incrementAndGet());
        market.database.inTx(tx -> tx.run(
                "insert into market.source (id, seller_id, code, alias, created_at) values ($1, $2, $3, $3, now())",
                id, // which these leads name as their source
                market.seller.id(),
                id.toString()));
        return Id.text("lead", id);
    }

    /** Ids of the sales of one purchase. */
    private static List<String> buy(int count) {
        var wanted = new JsonArray();
        for (int i = 0; i < count; i++) wanted.add(lead());
        return buyer
                .idempotent()
                .post("/v1/purchases", JsonObject.of("listings", wanted))
                .expect(201)
                .json()
                .getJsonArray("sales")
                .stream()
                .map(s -> ((JsonObject) s).getString("id"))
                .toList();
    }

    private static JsonObject say(String sale, String value) {
        return buyer.post("/v1/sales/" + sale + "/disposition", JsonObject.of("value", value))
                .expect(200)
                .json();
    }

    private static List<String> ids(String query) {
        return buyer.get("/v1/sales" + query).expect(200).json().getJsonArray("data").stream()
                .map(s -> ((JsonObject) s).getString("id"))
                .toList();
    }

    private static long count(String disposition) {
        return buyer.get("/v1/sales/counts").expect(200).json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(c -> c.getString("value").equals(disposition))
                .mapToLong(c -> c.getLong("count"))
                .sum();
    }

    @Test
    void whatIsSaidOfALeadIsKeptAndTheLastCounts() {
        long open = count("new");
        String sale = buy(1).getFirst();
        assertThat(count("new")).isEqualTo(open + 1);
        var none = buyer.get("/v1/sales/" + sale).expect(200).json().getJsonObject("disposition");
        assertThat(none).isEqualTo(JsonObject.of("value", "new", "stage", "open", "version", 0));
        var first = say(sale, "unreachable");
        assertThat(first.getInteger("version")).isEqualTo(1);
        assertThat(say(sale, "unreachable")).isEqualTo(first);
        var lost = buyer.post(
                        "/v1/sales/" + sale + "/disposition", JsonObject.of("value", "lost", "reason", "no-budget"))
                .expect(200)
                .json();
        assertThat(lost.getString("first_attempt_at")).isEqualTo(first.getString("at"));
        assertThat(lost.getInteger("version")).isEqualTo(2);
        assertThat(lost.getString("stage")).isEqualTo("lost");
        assertThat(count("new")).isEqualTo(open);
        assertThat(ids("?disposition=lost")).containsExactly(sale);
        assertThat(ids("?disposition=lost,won")).containsExactly(sale);
        assertThat(ids("?disposition=new")).doesNotContain(sale);
        String path = "/v1/sales/" + sale + "/disposition";
        buyer.post(path, JsonObject.of("value", "won", "reason", "no-budget")).expect(400, "invalid-request");
        buyer.post(path, JsonObject.of("value", "won", "at", "2020-01-01T00:00:00Z"))
                .expect(400, "invalid-request");
        market.as(market.otherBuyer).post(path, JsonObject.of("value", "won")).expect(404, "not-found");
    }

    @Test
    void leadsComeNewestFirstByPagesAndByFilter() {
        var all = new HashSet<String>(buy(3));
        all.addAll(buy(4));
        String since = Instant.now().minus(Duration.ofHours(1)).toString();
        var found = new HashSet<String>();
        String next = "?limit=2&vertical=education&since=" + since;
        int pages = 0;
        while (next != null) {
            var page = buyer.get("/v1/sales" + next).expect(200).json();
            for (Object row : page.getJsonArray("data"))
                assertThat(found.add(((JsonObject) row).getString("id"))).isTrue();
            String cursor = page.getString("next_cursor");
            next = cursor == null ? null : "?limit=2&vertical=education&since=" + since + "&cursor=" + cursor;
            pages++;
        }
        assertThat(found).containsAll(all);
        assertThat(pages).isGreaterThanOrEqualTo(4);
        assertThat(ids("?vertical=solar")).isEmpty();
        assertThat(ids("?state=ZZ")).isEmpty();
        assertThat(ids("?until=" + since)).isEmpty();
        assertThat(ids("?returnable=true&limit=500")).containsAll(all);
        assertThat(ids("?returnable=false")).isEmpty();
        buyer.get("/v1/sales?disposition=odd").expect(400, "invalid-request");
        buyer.get("/v1/sales?since=yesterday").expect(400, "invalid-request");
        assertThat(market.as(market.otherBuyer)
                        .get("/v1/sales")
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void oneLeadIsRevealedForAPurposeThatIsOnRecord() {
        var sales = buy(2);
        String path = "/v1/sales/" + sales.getFirst();
        buyer.get(path + "/contact").expect(400, "invalid-request");
        var contacts =
                buyer.get(path + "/contact?purpose=first%20call").expect(200).json();
        assertThat(contacts.getJsonArray("contacts")).hasSize(1);
        market.as(market.otherBuyer).get(path + "/contact?purpose=curious").expect(404, "not-found");
        market.as(market.buyer, Scope.PURCHASES_READ)
                .get(path + "/contact?purpose=odd")
                .expect(403, "forbidden");
        say(sales.getFirst(), "contacted");
        var story = buyer.get(path + "/timeline").expect(200).json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(story).extracting(m -> m.getString("kind")).contains("bought", "contact.revealed", "disposition");
        assertThat(story)
                .filteredOn(m -> m.getString("kind").equals("contact.revealed"))
                .extracting(m -> m.getString("detail"))
                .containsExactly("first call");
        assertThat(story)
                .isSortedAccordingTo(
                        (a, b) -> Instant.parse(a.getString("at")).compareTo(Instant.parse(b.getString("at"))));
        assertThat(buyer.get("/v1/sales/" + sales.getLast() + "/timeline")
                        .expect(200)
                        .text())
                .doesNotContain("contact.revealed");
    }

    @Test
    void theSellerHearsItButNotFromWhom() {
        String sale = buy(1).getFirst();
        say(sale, "qualified");
        var reply = seller.get("/v1/feedback?limit=1").expect(200);
        var heard = reply.json().getJsonArray("data").getJsonObject(0);
        assertThat(heard.getString("sale")).isEqualTo(sale);
        assertThat(heard.getJsonObject("disposition").getString("value")).isEqualTo("qualified");
        assertThat(reply.text()).doesNotContain(market.buyer.name(), Id.text("pty", market.buyer.id()), "usr_", "key_");
        assertThat(seller.get("/v1/feedback?value=won&source=" + heard.getString("source_id"))
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
        seller.get("/v1/feedback?source=odd").expect(400, "invalid-request");
        var sources = seller.get("/v1/feedback/summary").expect(200).json().getJsonArray("data");
        assertThat(sources.stream().map(s -> ((JsonObject) s).getString("source_id")))
                .contains(heard.getString("source_id"));
        for (String path : Set.of("/v1/feedback", "/v1/feedback/summary"))
            assertThat(market.as(market.otherSeller)
                            .get(path)
                            .expect(200)
                            .json()
                            .getJsonArray("data"))
                    .isEmpty();
    }
}
