package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.PartyKey;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.party.RegisterKey;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public keys a party signs with. */
final class SigningKeyRoutes {
    private final RegisterKey registerKey;

    SigningKeyRoutes(RegisterKey registerKey) {
        this.registerKey = registerKey;
    }

    Answer create(Call call) {
        var caller = call.caller();
        var outcome = registerKey.register(
                caller.partyId(),
                caller.actor(),
                call.body().getString("label"),
                bytes(call, "public_key"),
                bytes(call, "signature"));
        return switch (outcome) {
            case RegisterKey.Registered(var key) ->
                Answer.created("/v1/signing-keys/" + Id.text("sgk", key.id()), json(key));
            case RegisterKey.NotAKey() ->
                throw Problems.invalid(
                                "/public_key", "must be a public key for Ed25519 that only its owner can sign with")
                        .thrown();
            case RegisterKey.NotProven() -> Answer.of(Problems.SIGNATURE_INVALID.problem(), call.id());
            case RegisterKey.AlreadyThere() -> Answer.of(Problems.ALREADY_EXISTS.problem(), call.id());
            case RegisterKey.TooMany() -> Answer.of(Problems.TOO_MANY_SIGNING_KEYS.problem(), call.id());
        };
    }

    Answer list(Call call) {
        return Answer.page(
                call, registerKey.page(call.caller().partyId(), call.page(PartyKeys.ORDER)), SigningKeyRoutes::json);
    }

    Answer read(Call call) {
        return registerKey
                .find(call.caller().partyId(), call.id(0, "sgk"))
                .map(key -> Answer.ok(json(key)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer revoke(Call call) {
        if (!registerKey.revoke(call.caller().partyId(), call.id(0, "sgk"))) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.noContent();
    }

    /** A field in base64, with or without padding. */
    static byte[] bytes(Call call, String field) {
        try {
            return Base64.getDecoder().decode(call.body().getString(field));
        } catch (IllegalArgumentException e) {
            throw Problems.INVALID_REQUEST
                    .because(List.of(new Fault("/" + field, "field-invalid", "must be base64")))
                    .thrown();
        }
    }

    private static JsonObject json(PartyKey key) {
        return JsonObject.of(
                "id", Id.text("sgk", key.id()),
                "label", key.label(),
                "public_key", Base64.getEncoder().encodeToString(key.publicKey()),
                "created_at", key.createdAt().toString(),
                "revoked_at", text(key.revokedAt()));
    }

    private static @Nullable String text(java.time.@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
