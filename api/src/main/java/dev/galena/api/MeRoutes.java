package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.billing.tax.SaveProfile;
import dev.galena.db.Id;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Who am I to this server? */
final class MeRoutes {

    private final SaveProfile saveProfile;

    MeRoutes(SaveProfile saveProfile) {
        this.saveProfile = saveProfile;
    }

    Answer read(Call call) {
        var caller = call.caller();
        var me = JsonObject.of(
                "party",
                        JsonObject.of(
                                "id",
                                Id.text("pty", caller.partyId()),
                                "name",
                                caller.party().name()),
                "actor", caller.actor(),
                "roles",
                        new JsonArray(
                                caller.roles().stream().map(Role::code).sorted().toList()),
                "scopes",
                        new JsonArray(caller.scopes().stream()
                                .map(Scope::code)
                                .sorted()
                                .toList()),
                "currency", caller.party().currency().getCurrencyCode(),
                "test", caller.test());
        if (caller.csrf() != null) {
            me.put("email", caller.email()).put("csrf_token", caller.csrf());
        }
        if (caller.is(Role.BUYER) || caller.is(Role.SELLER) || caller.is(Role.OPERATOR)) {
            me.put(
                    "profile_saved",
                    saveProfile.find(ProfileRoutes.subject(caller.party())).isPresent());
        }
        return Answer.ok(me);
    }
}
