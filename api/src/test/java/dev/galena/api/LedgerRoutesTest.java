package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.http.Spec;
import dev.galena.billing.AccountKind;
import dev.galena.db.Id;
import dev.galena.market.party.Party;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger over HTTP: proof, accounts, export, credit lines and freezing. */
class LedgerRoutesTest {
    private static OpenMarket market;
    private static ListedLeads leads;
    private static ApiClient operator;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new ListedLeads(market);
        operator = market.as(market.operator);
        operator.idempotent()
                .post(
                        party(market.buyer) + "/wallet/credits",
                        JsonObject.of("amount", money(100_000), "source", "bank"))
                .expect(201);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @Test
    void provesThatTheLedgerAddsUp() {
        var plain = operator.get("/v1/ledger/proof").expect(200).json();
        assertThat(plain.getBoolean("sound")).isTrue();
        assertThat(plain.containsKey("breaches")).isFalse();
        assertThat(plain.getLong("transfers")).isPositive();
        assertThat(plain.getLong("waiting_deltas")).isPositive();
        assertThat(plain.getString("oldest_delta")).isNotNull();
        assertThat(plain.getJsonArray("sums").stream()
                        .map(s -> ((JsonObject) s).getJsonObject("sum").getLong("amount")))
                .isNotEmpty()
                .allMatch(sum -> sum == 0);
        var whole = operator.get("/v1/ledger/proof?recompute=true").expect(200).json();
        assertThat(whole.getJsonArray("breaches")).isEmpty();
    }

    @Test
    void showsAccountsAndHowTheyCameAbout() {
        var wallets = operator.get(
                        "/v1/ledger/accounts?kind=buyer_wallet&currency=XTS&party=" + Id.text("pty", market.buyer.id()))
                .expect(200)
                .json()
                .getJsonArray("data");
        assertThat(wallets).hasSize(1);
        var wallet = wallets.getJsonObject(0);
        assertThat(wallet.getString("party")).isEqualTo(Id.text("pty", market.buyer.id()));
        String path = "/v1/ledger/accounts/" + wallet.getString("id");
        assertThat(operator.get(path).expect(200).json().getString("id")).isEqualTo(wallet.getString("id"));
        var postings =
                operator.get(path + "/postings?limit=500").expect(200).json().getJsonArray("data");
        long sum = postings.stream()
                .mapToLong(p -> ((JsonObject) p).getJsonObject("amount").getLong("amount"))
                .sum();
        assertThat(sum).isEqualTo(wallet.getJsonObject("balance").getLong("amount"));

        int seen = 0;
        String next = "/v1/ledger/accounts?limit=3";
        while (next != null) {
            var page = operator.get(next).expect(200).json();
            seen += page.getJsonArray("data").size();
            String cursor = page.getString("next_cursor");
            next = cursor == null ? null : "/v1/ledger/accounts?limit=3&cursor=" + cursor;
        }
        assertThat(seen).isEqualTo((int) (long) market.database.<Long>inTx(
                tx -> tx.rows("select count(*) from billing.account").getFirst().getLong(0)));
    }

    @Test
    void describesEveryKindOfAccount() {
        JsonArray described = Spec.load()
                .document()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("AccountKind")
                .getJsonArray("enum");
        assertThat(described.stream().map(Object::toString))
                .containsExactlyElementsOf(Stream.of(AccountKind.values())
                        .map(k -> k.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void exportsAllOfIt() {
        for (String format : new String[] {"hledger", "beancount"}) {
            var answer = operator.get("/v1/ledger/export?format=" + format).expect(200);
            assertThat(answer.header("content-type")).contains("text/plain; charset=utf-8");
            assertThat(answer.text())
                    .contains("Liabilities:Buyer-Wallet:XTS:P-" + market.buyer.id() + "  -1000.00 XTS");
        }
        operator.get("/v1/ledger/export?format=excel").expect(400, "invalid-request");
        operator.get("/v1/ledger/export").expect(400, "invalid-request");
    }

    @Test
    void aCreditLineLetsABuyerBuyOnAccount() {
        var id = leads.forSale(market.seller, market.otherBuyer.name(), "+12135551901");
        var wanted = JsonObject.of("listing", Id.text("lead", id));
        var poor = market.as(market.otherBuyer);
        poor.idempotent().post("/v1/purchases", wanted).expect(402, "insufficient-funds");
        var limit = JsonObject.of("limit", money(50_000), "reason", "pays on time");
        var set = operator.idempotent("line").post(party(market.otherBuyer) + "/credit-line", limit);
        assertThat(set.expect(200).json().getJsonObject("available")).isEqualTo(money(50_000));
        poor.idempotent().post("/v1/purchases", wanted).expect(201);
        assertThat(poor.get("/v1/wallet")
                        .expect(200)
                        .json()
                        .getJsonObject("wallet")
                        .getLong("amount"))
                .isNegative();
        var again = operator.idempotent("line").post(party(market.otherBuyer) + "/credit-line", limit);
        assertThat(again.expect(200).text()).isEqualTo(set.text());
        assertThat(again.header("idempotency-replayed")).contains("true");
        operator.post(party(market.otherBuyer) + "/credit-line", limit).expect(400, "idempotency-key-missing");
        operator.idempotent()
                .post(
                        party(market.otherBuyer) + "/credit-line",
                        JsonObject.of(
                                "limit", JsonObject.of("amount", 1, "currency", "USD"), "reason", "another currency"))
                .expect(400, "invalid-request");
        operator.idempotent().post(party(market.seller) + "/credit-line", limit).expect(404, "not-found");
    }

    @Test
    void aFrozenPartyBuysNothing() {
        var id = leads.forSale(market.seller, market.buyer.name(), "+12135551902");
        var wanted = JsonObject.of("listing", Id.text("lead", id));
        var reason = JsonObject.of("reason", "a charge-back");
        var frozen = operator.idempotent().post(party(market.buyer) + "/freeze", reason);
        assertThat(frozen.expect(200).json()).isEqualTo(JsonObject.of("frozen", true, "changed", 2));
        assertThat(operator.get("/v1/ledger/proof").json().getLong("frozen_accounts"))
                .isEqualTo(2);
        market.as(market.buyer).idempotent().post("/v1/purchases", wanted).expect(402, "insufficient-funds");
        operator.idempotent().post(party(market.buyer) + "/unfreeze", reason).expect(200);
        market.as(market.buyer).idempotent().post("/v1/purchases", wanted).expect(201);
    }

    private static String party(Party party) {
        return "/v1/parties/" + Id.text("pty", party.id());
    }

    private static JsonObject money(long amount) {
        return JsonObject.of("amount", amount, "currency", "XTS");
    }
}
