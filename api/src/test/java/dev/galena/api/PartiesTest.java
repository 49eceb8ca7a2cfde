package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.party.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartiesTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject applicant(String currency) {
        return JsonObject.of(
                "name",
                "Lakeside University",
                "roles",
                JsonArray.of("buyer"),
                "currency",
                currency,
                "time_zone",
                "America/Chicago");
    }

    @Test
    void theOperatorLetsPartiesIn() {
        var party = market.as(market.operator)
                .post("/v1/parties", applicant("USD"))
                .expect(201)
                .json();
        assertThat(party.getBoolean("test")).isFalse();
        assertThat(party.getString("first_key")).startsWith("gal_live_");
        var me = market.client()
                .bearer(party.getString("first_key"))
                .get("/v1/me")
                .expect(200)
                .json();
        assertThat(me.getJsonObject("party").getString("id")).isEqualTo(party.getString("id"));
        assertThat(market.as(market.operator)
                        .get("/v1/parties/" + party.getString("id"))
                        .expect(200)
                        .json()
                        .getString("time_zone"))
                .isEqualTo("America/Chicago");
        assertThat(market.as(market.operator)
                        .get("/v1/parties?role=buyer&limit=500")
                        .expect(200)
                        .text())
                .contains(party.getString("id"));
        assertThat(market.as(market.operator)
                        .get("/v1/parties?role=seller&limit=500")
                        .expect(200)
                        .text())
                .doesNotContain(party.getString("id"));
    }

    @Test
    void playMoneyMakesATestParty() {
        var party = market.as(market.operator)
                .post("/v1/parties", applicant("XTS"))
                .expect(201)
                .json();
        assertThat(party.getBoolean("test")).isTrue();
        assertThat(party.getString("first_key")).startsWith("gal_test_");
    }

    @Test
    void aBuyersWalletIsOpenedWithIt() {
        var buyer = market.party("Has A Wallet", Role.BUYER);
        var accounts =
                market.database.inTx(tx -> tx.rows("select kind from billing.account where party_id = $1", buyer.id()));
        assertThat(accounts).extracting(row -> row.getString(0)).contains("BUYER_WALLET");
    }

    @Test
    void nonsenseIsRefusedInEveryPlace() {
        var problem = market.as(market.operator)
                .post(
                        "/v1/parties",
                        JsonObject.of("name", " ", "roles", JsonArray.of("king"), "currency", "usd", "colour", "red"))
                .expect(400, "invalid-request");
        assertThat(problem.json().getJsonArray("errors").stream()
                        .map(fault -> ((JsonObject) fault).getString("pointer")))
                .containsExactlyInAnyOrder("/name", "/roles/0", "/currency", "/colour");
        market.as(market.operator).post("/v1/parties", applicant("QQQ")).expect(400, "invalid-request");
    }

    @Test
    void aSuspendedPartyIsRefusedUntilReinstated() {
        var party = market.party("Naughty Leads", Role.SELLER);
        var id = market.as(party)
                .get("/v1/me")
                .expect(200)
                .json()
                .getJsonObject("party")
                .getString("id");
        assertThat(market.as(market.operator)
                        .post("/v1/parties/" + id + "/suspend")
                        .expect(200)
                        .json()
                        .getString("status"))
                .isEqualTo("suspended");
        market.as(party).get("/v1/me").expect(403, "party-suspended");
        market.as(market.operator).post("/v1/parties/" + id + "/reinstate").expect(200);
        market.as(party).get("/v1/me").expect(200);
    }

    @Test
    void theOperatorCannotSuspendItself() {
        var own = market.as(market.operator)
                .get("/v1/me")
                .json()
                .getJsonObject("party")
                .getString("id");
        market.as(market.operator).post("/v1/parties/" + own + "/suspend").expect(403, "forbidden");
    }

    @Test
    void theFirstStartFillsAnEmptyMarketOnly() {
        assertThat(market.market.firstStart.open("operator@localhost", Currency.getInstance("USD"), true))
                .isEmpty();
    }
}
