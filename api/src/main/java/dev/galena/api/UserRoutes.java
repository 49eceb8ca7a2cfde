package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.InvitePeople;
import dev.galena.market.party.Role;
import dev.galena.market.party.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/** The people of one's own party. */
final class UserRoutes {
    private final InvitePeople invitePeople;

    UserRoutes(InvitePeople invitePeople) {
        this.invitePeople = invitePeople;
    }

    Answer create(Call call) {
        var caller = call.caller();
        var roles = call.body().getJsonArray("roles").stream()
                .map(code -> Role.of(code.toString()).orElseThrow())
                .collect(Collectors.toSet());
        if (!caller.roles().containsAll(roles)) {
            throw Problems.invalid("/roles", "must be roles that you have yourself")
                    .thrown();
        }
        return switch (invitePeople.invite(caller.partyId(), call.body().getString("email"), roles)) {
            case InvitePeople.Invited(var user, var password) ->
                Answer.created("/v1/users", json(user).put("first_password", password));
            case InvitePeople.AddressTaken taken -> Answer.of(Problems.ALREADY_EXISTS.problem(), call.id());
            case InvitePeople.Busy busy ->
                Answer.of(Problems.OVERLOADED.problem(), call.id()).with("retry-after", "5");
        };
    }

    Answer list(Call call) {
        return Answer.page(call, invitePeople.page(call.caller().partyId(), call.page("user")), UserRoutes::json);
    }

    private static JsonObject json(User user) {
        return JsonObject.of(
                "id", Id.text("usr", user.id()),
                "email", user.email(),
                "roles",
                        new JsonArray(
                                user.roles().stream().map(Role::code).sorted().toList()),
                "created_at", user.createdAt().toString());
    }
}
