package dev.galena.api;

import static dev.galena.api.http.Access.anyone;
import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Access.open;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Scope.KEYS_ADMIN;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import dev.galena.market.party.Role;
import java.util.List;

/** The paths of whoever calls: who they are, how they log in, their party's people and keys; a page of {@link Routes}. */
final class PeoplePaths {
    private static final Role[] ALL = Role.values();

    private PeoplePaths() {}

    static List<Route> of(Marketplace market, Doors doors) {
        var me = new MeRoutes(market.papers.saveProfile);
        var users = new UserRoutes(market.people.invitePeople);
        var keys = new KeyRoutes(market.issueKeys, doors.authenticate());
        var requestLog = new RequestLogRoutes(market.requestLog);
        var signingKeys = new SigningKeyRoutes(market.registerKey);
        var sessions = new SessionRoutes(market.people.logIn, doors.cookies(), doors.authenticate());
        var totp = new TotpRoutes(market.people.enrolAuthenticator);
        var views = new SavedViewRoutes(market.people.saveViews);
        return List.of(
                route(GET, "/v1/me", anyone(), direct(me::read)),
                route(POST, "/v1/me/password", anyone(), direct(sessions::changePassword)),
                route(POST, "/v1/sessions", open(), direct(sessions::create)),
                route(DELETE, "/v1/sessions", anyone(), direct(sessions::end)),
                route(GET, "/v1/me/totp", anyone(), direct(totp::read)),
                route(POST, "/v1/me/totp", anyone(), direct(totp::begin)),
                route(DELETE, "/v1/me/totp", anyone(), direct(totp::end)),
                route(POST, "/v1/me/totp/confirm", anyone(), direct(totp::confirm)),
                route(POST, "/v1/me/totp/recovery-codes", anyone(), direct(totp::renewCodes)),
                route(GET, "/v1/saved-views", anyone(), direct(views::list)),
                route(POST, "/v1/saved-views", anyone(), direct(views::create)),
                route(PATCH, "/v1/saved-views/{id}", anyone(), direct(views::change)),
                route(DELETE, "/v1/saved-views/{id}", anyone(), direct(views::delete)),
                route(GET, "/v1/users", may(KEYS_ADMIN, ALL), direct(users::list)),
                route(POST, "/v1/users", may(KEYS_ADMIN, ALL), direct(users::create)),
                route(GET, "/v1/api-keys", may(KEYS_ADMIN, ALL), direct(keys::list)),
                route(POST, "/v1/api-keys", may(KEYS_ADMIN, ALL), direct(keys::create)),
                route(GET, "/v1/api-keys/{id}", may(KEYS_ADMIN, ALL), direct(keys::read)),
                route(DELETE, "/v1/api-keys/{id}", may(KEYS_ADMIN, ALL), direct(keys::revoke)),
                route(POST, "/v1/api-keys/{id}/rotate", may(KEYS_ADMIN, ALL), direct(keys::rotate)),
                route(GET, "/v1/request-log", may(KEYS_ADMIN, ALL), direct(requestLog::list)),
                route(GET, "/v1/signing-keys", may(KEYS_ADMIN, ALL), direct(signingKeys::list)),
                route(POST, "/v1/signing-keys", may(KEYS_ADMIN, ALL), direct(signingKeys::create)),
                route(GET, "/v1/signing-keys/{id}", may(KEYS_ADMIN, ALL), direct(signingKeys::read)),
                route(DELETE, "/v1/signing-keys/{id}", may(KEYS_ADMIN, ALL), direct(signingKeys::revoke)));
    }
}
