package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.ApiKey;
import dev.galena.market.party.IssueKeys;
import dev.galena.market.party.IssueKeys.Issued;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API keys of one's own party. */
final class KeyRoutes {
    private final IssueKeys issueKeys;
    private final Authenticate authenticate;

    KeyRoutes(IssueKeys issueKeys, Authenticate authenticate) {
        this.issueKeys = issueKeys;
        this.authenticate = authenticate;
    }

    Answer create(Call call) {
        var caller = call.caller();
        var scopes = call.body().getJsonArray("scopes").stream()
                .map(code -> Scope.of(code.toString())
                        .filter(caller.scopes()::contains) // nobody gives away more than they have
                        .orElseThrow(() -> Problems.INVALID_SCOPE.problem().thrown()))
                .collect(Collectors.toSet());
        var expires = Optional.ofNullable(call.body().getString("expires_at"))
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .orElse(null);
        return issued(issueKeys.issue(caller.party(), call.body().getString("name"), scopes, expires));
    }

    Answer list(Call call) {
        return Answer.page(call, issueKeys.page(call.caller().partyId(), call.page("api_key")), KeyRoutes::json);
    }

    Answer read(Call call) {
        return issueKeys
                .find(call.caller().partyId(), call.id(0, "key"))
                .map(key -> Answer.ok(json(key)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer rotate(Call call) {
        var caller = call.caller();
        var id = call.id(0, "key");
        var old = issueKeys
                .find(caller.partyId(), id)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        if (!caller.scopes().containsAll(old.scopes())) {
            throw Problems.INVALID_SCOPE.problem().thrown();
        }
        var overlap = Duration.ofSeconds(call.body().getLong("overlap_seconds"));
        return issueKeys
                .rotate(caller.party(), id, overlap)
                .map(KeyRoutes::issued)
                .orElseGet(() -> Answer.of(Problems.KEY_NOT_IN_FORCE.problem(), call.id()));
    }

    Answer revoke(Call call) {
        if (!issueKeys.revoke(call.caller().partyId(), call.id(0, "key"))) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        authenticate.forget();
        return Answer.noContent();
    }

    private static Answer issued(Issued issued) {
        return Answer.created(
                "/v1/api-keys/" + Id.text("key", issued.key().id()),
                json(issued.key()).put("key", issued.text()));
    }

    private static JsonObject json(ApiKey key) {
        return JsonObject.of(
                "id", Id.text("key", key.id()),
                "name", key.name(),
                "prefix", key.prefix(),
                "scopes",
                        new JsonArray(
                                key.scopes().stream().map(Scope::code).sorted().toList()),
                "created_at", text(key.createdAt()),
                "expires_at", text(key.expiresAt()),
                "last_used_at", text(key.lastUsedAt()),
                "revoked_at", text(key.revokedAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
