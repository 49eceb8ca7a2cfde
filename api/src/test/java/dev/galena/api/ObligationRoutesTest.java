package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObligationRoutesTest {
    private static OpenMarket market;
    private static SoldLeads leads;
    private static Signer signer;
    private static String key;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new SoldLeads(market);
        signer = new Signer();
        key = key(signer, market.buyer);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    static String key(Signer signer, Party party) {
        return market.as(party)
                .post(
                        "/v1/signing-keys",
                        JsonObject.of(
                                "label", "desk",
                                "public_key", signer.publicKey(),
                                "signature", signer.sign("galena.signing-key/1", Id.text("pty", party.id()))))
                .expect(201)
                .json()
                .getString("id");
    }

    /** As documented, by hand. */
    private static JsonObject acknowledgement(JsonObject obligation, String at) {
        String text = "{\"action\":\"stopped\",\"at\":\"" + at + "\",\"consent\":\"" + obligation.getString("consent")
                + "\",\"obligation\":\"" + obligation.getString("id") + "\",\"revocation\":\""
                + obligation.getString("cause") + "\"}";
        return JsonObject.of(
                "obligation",
                obligation.getString("id"),
                "key",
                key,
                "action",
                "stopped",
                "at",
                at,
                "signature",
                signer.sign("galena.acknowledgement/1", text));
    }

    private static String revoke(SoldLeads.Lead lead) {
        return market.as(market.seller)
                .post("/v1/revocations", JsonObject.of("lead", lead.text(), "channel", "sms"))
                .expect(201)
                .header("location")
                .orElseThrow();
    }

    @Test
    void holdersSeeWhatTheyOweAndConfirmItOverASignature() {
        var lead = leads.sell(market.seller.id(), "Ada", "+12135550171", market.buyer.id(), market.otherBuyer.id());
        String revocation = revoke(lead);
        var mine = market.as(market.buyer)
                .get("/v1/obligations?limit=500")
                .expect(200)
                .json()
                .getJsonArray("data");
        var owed = mine.stream()
                .map(JsonObject.class::cast)
                .filter(o -> o.getString("lead").equals(lead.text()))
                .toList();
        assertThat(owed).hasSize(1);
        var obligation = owed.getFirst();
        assertThat(obligation.getString("rule")).isEqualTo("*/revocation@1");
        assertThat(revocation).endsWith(obligation.getString("cause"));
        String path = "/v1/obligations/" + obligation.getString("id");
        market.as(market.otherBuyer).get(path).expect(404, "not-found");
        market.as(market.compliance).get(path).expect(200);

        String at = market.clock.instant().toString();
        var said = acknowledgement(obligation, at);
        String acknowledge = revocation + "/acknowledgements";
        market.as(market.otherBuyer).post(acknowledge, said).expect(404, "not-found");
        var wrong = said.copy().put("action", "deleted");
        assertThat(market.as(market.buyer)
                        .post(acknowledge, wrong)
                        .expect(422, "acknowledgement-refused")
                        .json()
                        .getString("detail"))
                .isEqualTo("wrong");
        var none = said.copy().put("key", Id.text("sgk", Id.next()));
        market.as(market.buyer).post(acknowledge, none).expect(422, "acknowledgement-refused");
        market.as(market.buyer)
                .post(acknowledge, acknowledgement(obligation, "2020-01-01T00:00:00Z"))
                .expect(400, "invalid-request");
        assertThat(market.as(market.operator)
                        .get("/v1/obligations?state=escalated&limit=500")
                        .expect(200)
                        .text())
                .contains(obligation.getString("id"), "acknowledgement-refused");
        assertThat(market.as(market.otherBuyer)
                        .get("/v1/obligations?state=escalated")
                        .expect(200)
                        .text())
                .doesNotContain(obligation.getString("id"));

        var first = market.as(market.buyer).post(acknowledge, said).expect(200).json();
        assertThat(market.as(market.buyer).post(acknowledge, said).expect(200).json())
                .isEqualTo(first);
        var shown = market.as(market.seller).get(revocation).expect(200).json();
        assertThat(shown.getJsonArray("holders")).hasSize(3);
        var confirmed = shown.getJsonArray("holders").stream()
                .map(JsonObject.class::cast)
                .filter(o -> o.getString("acknowledged_at") != null)
                .toList();
        assertThat(confirmed).hasSize(1);
        var kept = confirmed.getFirst().getJsonObject("acknowledgement");
        assertThat(kept.getString("signature")).isEqualTo(said.getString("signature"));
        assertThat(kept.getString("public_key")).isEqualTo(signer.publicKey());
        assertThat(kept.getString("statement")).contains(at);
    }

    /** The proof made later shows who was told and who confirmed, and the signature can be checked from it alone. */
    @Test
    void theChainSaysWhoWasToldAndWhoConfirmed() {
        var lead = leads.sell(market.seller.id(), "Bob", "+12135550172", market.buyer.id());
        String revocation = revoke(lead);
        var obligation =
                market
                        .as(market.buyer)
                        .get("/v1/obligations?limit=500")
                        .expect(200)
                        .json()
                        .getJsonArray("data")
                        .stream()
                        .map(JsonObject.class::cast)
                        .filter(o -> o.getString("lead").equals(lead.text()))
                        .findFirst()
                        .orElseThrow();
        market.as(market.buyer)
                .post(
                        revocation + "/acknowledgements",
                        acknowledgement(obligation, market.clock.instant().toString()))
                .expect(200);
        var events = market
                .database
                .read(tx -> tx.rows(
                        "select convert_from(leaf, 'UTF8') from consent.event where consent_id = $1 order by idx nulls last, serial",
                        lead.consentId()))
                .stream()
                .map(row -> new JsonObject(row.getString(0)))
                .toList();
        assertThat(events)
                .extracting(e -> e.getString("type"))
                .endsWith("consent.revoked", "revocation.sent", "revocation.acked");
        var fields = events.getLast().getJsonObject("fields");
        assertThat(fields.getString("party")).isEqualTo(market.buyer.id().toString());
        assertThat(signer.made(
                        "galena.acknowledgement/1", fields.getString("statement"), fields.getString("signature")))
                .isTrue();
        assertThat(fields.getString("public_key")).isEqualTo(signer.publicKey());
    }

    @Test
    void listsComeInPages() {
        var party = market.party("Pages", Role.BUYER);
        for (int i = 0; i < 3; i++) revoke(leads.sell(market.seller.id(), "P", "+1213555018" + i, party.id()));
        var first = market.as(party).get("/v1/obligations?limit=2").expect(200).json();
        assertThat(first.getJsonArray("data")).hasSize(2);
        var rest = market.as(party)
                .get("/v1/obligations?limit=2&cursor=" + first.getString("next_cursor"))
                .expect(200)
                .json();
        assertThat(rest.getJsonArray("data")).hasSize(1);
        assertThat(rest.getString("next_cursor")).isNull();
        assertThat(market.as(party)
                        .get("/v1/obligations?state=acknowledged")
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
        market.as(party).get("/v1/obligations?state=odd").expect(400, "invalid-request");
    }
}
