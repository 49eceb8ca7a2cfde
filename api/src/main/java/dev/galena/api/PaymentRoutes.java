package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Access.open;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Scope.MONEY_ADMIN;
import static dev.galena.market.party.Scope.WALLET_READ;
import static dev.galena.market.party.Scope.WALLET_WRITE;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import java.util.List;

/** The paths of money that comes in and goes out: the third page of {@link Routes}. */
final class PaymentRoutes {

    private PaymentRoutes() {}

    static List<Route> of(Marketplace market, Cashier cashier) {
        var topUps = new TopUpRoutes(cashier, market.oncePerKey);
        var refunds = new RefundRoutes(cashier, market.oncePerKey);
        var automatic = new AutomaticTopUpRoutes(cashier);
        var webhooks = new PaymentWebhookRoutes(cashier.receiveEvent);
        return List.of(
                // ── money in ──
                route(POST, "/v1/topups", may(WALLET_WRITE, BUYER), direct(topUps::open)),
                route(GET, "/v1/topups", may(WALLET_READ, BUYER, OPERATOR), direct(topUps::list)),
                route(GET, "/v1/topups/{id}", may(WALLET_READ, BUYER, OPERATOR), direct(topUps::read)),
                route(POST, "/v1/topups/{id}/refunds", may(MONEY_ADMIN, OPERATOR), direct(refunds::ask)),
                route(GET, "/v1/wallet/automatic-topup", may(WALLET_READ, BUYER), direct(automatic::read)),
                route(PUT, "/v1/wallet/automatic-topup", may(WALLET_WRITE, BUYER), direct(automatic::set)),
                route(DELETE, "/v1/wallet/automatic-topup", may(WALLET_WRITE, BUYER), direct(automatic::end)),
                route(POST, "/v1/webhooks/stripe", open().unmetered(), direct(webhooks::stripe)));
    }
}
