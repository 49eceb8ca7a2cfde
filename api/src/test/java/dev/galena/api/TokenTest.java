package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.party.Scope;
import dev.galena.market.party.SigningKeys.SigningKey;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.Keys;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Access tokens, and what an attacker would try with them. */
class TokenTest {
    private static OpenMarket market;
    private static SigningKey signing;
    private static String key;
    private static String keyId;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        signing = market.market.signingKeys.all().getLast();
        key = market.key(market.buyer, Set.of(Scope.LISTINGS_READ, Scope.WALLET_READ));
        keyId = market.client().bearer(key).get("/v1/me").json().getString("actor");
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static ApiClient.Reply exchange(ApiClient client, String form) {
        return client.send(
                "POST", "/v1/oauth/token", "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
    }

    private static String token(String scope) {
        var form = "grant_type=client_credentials&client_id=" + keyId + "&client_secret=" + key + "&scope=" + scope;
        return exchange(market.client(), form).expect(200).json().getString("access_token");
    }

    @Test
    void aKeyIsExchangedForAToken() {
        var basic = Base64.getEncoder().encodeToString((keyId + ":" + key).getBytes(UTF_8));
        var reply = exchange(market.client().with("Authorization", "Basic " + basic), "grant_type=client_credentials")
                .expect(200)
                .json();
        assertThat(reply.getString("scope")).isEqualTo("listings:read wallet:read");
        assertThat(reply.getInteger("expires_in")).isEqualTo(900);
        var me = market.client()
                .bearer(reply.getString("access_token"))
                .get("/v1/me")
                .expect(200)
                .json();
        assertThat(me.getString("actor")).isEqualTo(keyId);
    }

    @Test
    void aTokenMayHoldLessThanItsKeyNeverMore() {
        var me = market.client()
                .bearer(token("wallet:read"))
                .get("/v1/me")
                .expect(200)
                .json();
        assertThat(me.getJsonArray("scopes")).containsExactly("wallet:read");
        exchange(
                        market.client(),
                        "grant_type=client_credentials&client_id=" + keyId + "&client_secret=" + key
                                + "&scope=keys:admin")
                .expect(400, "invalid-scope");
    }

    @Test
    void theClientMustBeWhoItSays() {
        var start = "grant_type=client_credentials&client_id=";
        var other = market.client()
                .bearer(market.key(market.seller, Set.of(Scope.LEADS_READ)))
                .get("/v1/me")
                .json()
                .getString("actor");
        for (var form : new String[] {
            start + other + "&client_secret=" + key,
            start + keyId + "&client_secret=gal_test_000000000000000000000000000000000000",
            start + keyId,
            start + keyId + "&client_secret=%00"
        }) {
            exchange(market.client(), form).expect(401, "invalid-client");
        }
        exchange(market.client(), "grant_type=password").expect(400, "unsupported-grant-type");
        exchange(market.client(), start + keyId + "&client_id=" + other).expect(400, "invalid-request");
        market.client().post("/v1/oauth/token", new JsonObject()).expect(415, "unsupported-media-type");
    }

    private static void refused(String token) {
        market.client().bearer(token).get("/v1/me").expect(401, "unauthenticated");
    }

    private static io.jsonwebtoken.JwtBuilder claims() {
        return Jwts.builder()
                .header()
                .keyId(signing.kid())
                .type("at+jwt")
                .and()
                .issuer("http://localhost:0")
                .subject(keyId)
                .audience()
                .add("galena")
                .and()
                .issuedAt(Date.from(Instant.now()))
                .expiration(Date.from(Instant.now().plusSeconds(600)))
                .claim("scope", "listings:read");
    }

    @Test
    void whatTheAttacksBelowChangeIsWhatMakesThemFail() {
        market.client()
                .bearer(claims().signWith(signing.pair().getPrivate()).compact())
                .get("/v1/me")
                .expect(200);
    }

    @Test
    void unsignedTokensAreRefused() {
        refused(claims().compact());
        var good = token("").split("\\.", -1);
        var none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(UTF_8));
        refused(none + "." + good[1] + ".");
        refused(good[0] + "." + good[1] + ".");
        refused(good[0] + "." + good[1] + "." + good[2].substring(0, good[2].length() - 4) + "AAAA");
    }

    /** The public key taken for a shared secret. */
    @Test
    void anotherAlgorithmIsRefused() {
        var secret = Keys.hmacShaKeyFor(signing.pair().getPublic().getEncoded());
        refused(claims().signWith(secret, Jwts.SIG.HS256).compact());
        refused(claims().signWith(signing.pair().getPrivate(), Jwts.SIG.PS256).compact());
    }

    @Test
    void keysComeFromOurTableOnly() {
        var mine = Jwts.SIG.RS256.keyPair().build();
        for (var kid :
                new String[] {signing.kid(), "../../../../dev/null", "' or 1=1 --", "http://evil.example/jwks", ""}) {
            refused(claims().header()
                    .keyId(kid)
                    .and()
                    .signWith(mine.getPrivate(), Jwts.SIG.RS256)
                    .compact());
        }
        refused(claims().header()
                .add("jku", "http://evil.example")
                .and()
                .signWith(mine.getPrivate(), Jwts.SIG.RS256)
                .compact());
        refused(claims().header()
                .jwk(Jwks.builder().key((RSAPublicKey) mine.getPublic()).build())
                .and()
                .signWith(mine.getPrivate(), Jwts.SIG.RS256)
                .compact());
    }

    @Test
    void claimsAreChecked() {
        var secret = signing.pair().getPrivate();
        refused(claims().issuer("http://evil.example").signWith(secret).compact());
        refused(claims().claim("aud", Set.of("other")).signWith(secret).compact());
        refused(claims().header().type("JWT").and().signWith(secret).compact());
        refused(claims().expiration(Date.from(Instant.now().minusSeconds(1)))
                .signWith(secret)
                .compact());
        refused(claims().expiration(null).signWith(secret).compact());
        refused(claims().subject("key_00000000000000000000000000")
                .signWith(secret)
                .compact());
        refused(claims().subject(null).signWith(secret).compact());
        refused("ey" + "x".repeat(8000));
    }

    @Test
    void aTokenEndsWithItsTime() {
        var token = token("");
        market.client().bearer(token).get("/v1/me").expect(200);
        market.clock.advance(Duration.ofMinutes(16));
        try {
            refused(token);
        } finally {
            market.clock.advance(Duration.ofMinutes(-16));
        }
    }

    @Test
    void aTokenEndsWithItsKey() {
        var party = market.party("Short Life", dev.galena.market.party.Role.BUYER);
        var text = market.key(party, Set.of(Scope.LISTINGS_READ));
        var id = market.client().bearer(text).get("/v1/me").json().getString("actor");
        var token = exchange(
                        market.client(), "grant_type=client_credentials&client_id=" + id + "&client_secret=" + text)
                .expect(200)
                .json()
                .getString("access_token");
        market.client().bearer(token).get("/v1/me").expect(200);
        market.as(party).delete("/v1/api-keys/" + id).expect(204);
        refused(token);
    }
}
