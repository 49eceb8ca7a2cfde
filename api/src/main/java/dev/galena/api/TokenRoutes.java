package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.Actor;
import dev.galena.market.party.Identify;
import dev.galena.market.party.KeyText;
import dev.galena.market.party.Scope;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** OAuth 2.0's client credentials grant: an API key for a short-lived token. */
final class TokenRoutes {
    private static final int PARAMETERS_MAX = 10;

    private final Identify identify;
    private final Supplier<Tokens> tokens;

    TokenRoutes(Identify identify, Supplier<Tokens> tokens) {
        this.identify = identify;
        this.tokens = tokens;
    }

    private record Client(String id, String secret) {}

    Answer issue(Call call) {
        var form = form(call);
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw Problems.UNSUPPORTED_GRANT_TYPE.problem().thrown();
        }
        var key = authenticated(call.header("Authorization")
                .map(TokenRoutes::basic)
                .orElseGet(
                        () -> new Client(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""))));
        var scopes = scopes(key, form.getOrDefault("scope", ""));
        return Answer.ok(JsonObject.of(
                "access_token", tokens.get().issue(key, scopes),
                "token_type", "Bearer",
                "expires_in", Tokens.LIFE.toSeconds(),
                "scope", scopes.stream().map(Scope::code).sorted().collect(Collectors.joining(" "))));
    }

    private Actor authenticated(Client client) {
        var known = KeyText.wellFormed(client.secret())
                ? identify.byKey(KeyText.hash(client.secret())).await()
                : Optional.<Actor>empty();
        return known.filter(key ->
                        Id.parse("key", client.id()).filter(key.id()::equals).isPresent())
                .filter(key -> !key.party().suspended())
                .orElseThrow(() -> Problems.INVALID_CLIENT.problem().thrown());
    }

    /** Those asked for, or all the key holds; asking for more is refused rather than cut. */
    private static Set<Scope> scopes(Actor key, String asked) {
        if (asked.isBlank()) {
            return key.scopes();
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (var code : asked.strip().split(" +", -1)) {
            scopes.add(Scope.of(code)
                    .filter(key.scopes()::contains)
                    .orElseThrow(() -> Problems.INVALID_SCOPE.problem().thrown()));
        }
        return scopes;
    }

    private static Client basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw Problems.INVALID_CLIENT.problem().thrown();
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8).split(":", 2);
            return new Client(pair[0], pair.length == 2 ? pair[1] : "");
        } catch (IllegalArgumentException e) {
            throw Problems.INVALID_CLIENT.problem().thrown();
        }
    }

    /** The form; a parameter given twice is refused, as RFC 6749 says. */
    private static Map<String, String> form(Call call) {
        Map<String, List<String>> decoded;
        try {
            decoded = new QueryStringDecoder(call.rawBody().toString(UTF_8), UTF_8, false, PARAMETERS_MAX).parameters();
        } catch (IllegalArgumentException e) {
            throw Problems.INVALID_REQUEST.because("the form is not readable").thrown();
        }
        if (decoded.values().stream().anyMatch(values -> values.size() > 1)) {
            throw Problems.INVALID_REQUEST.because("a parameter is given twice").thrown();
        }
        return decoded.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    }
}
