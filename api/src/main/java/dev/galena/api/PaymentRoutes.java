package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Access.open;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
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
        var payouts = new PayoutRoutes(cashier, market.oncePerKey);
        var files = new PayoutFileRoutes(cashier, market.oncePerKey);
        var statements = new BankImportRoutes(cashier);
        var books = new ReconciliationRoutes(cashier);
        return List.of(
                // ── money in ──
                route(POST, "/v1/topups", may(WALLET_WRITE, BUYER), direct(topUps::open)),
                route(GET, "/v1/topups", may(WALLET_READ, BUYER, OPERATOR), direct(topUps::list)),
                route(GET, "/v1/topups/{id}", may(WALLET_READ, BUYER, OPERATOR), direct(topUps::read)),
                route(POST, "/v1/topups/{id}/refunds", may(MONEY_ADMIN, OPERATOR), direct(refunds::ask)),
                route(GET, "/v1/wallet/automatic-topup", may(WALLET_READ, BUYER), direct(automatic::read)),
                route(PUT, "/v1/wallet/automatic-topup", may(WALLET_WRITE, BUYER), direct(automatic::set)),
                route(DELETE, "/v1/wallet/automatic-topup", may(WALLET_WRITE, BUYER), direct(automatic::end)),
                route(POST, "/v1/webhooks/stripe", open().unmetered(), direct(webhooks::stripe)),

                // ── money out ──
                route(GET, "/v1/payout-destination", may(WALLET_READ, SELLER), direct(payouts::destination)),
                route(PUT, "/v1/payout-destination", may(WALLET_WRITE, SELLER), direct(payouts::direct)),
                route(POST, "/v1/payouts", may(WALLET_WRITE, SELLER), direct(payouts::ask)),
                route(GET, "/v1/payouts", may(WALLET_READ, SELLER, OPERATOR), direct(payouts::list)),
                route(GET, "/v1/payouts/{id}", may(WALLET_READ, SELLER, OPERATOR), direct(payouts::read)),
                route(POST, "/v1/payouts/{id}/approve", may(MONEY_ADMIN, OPERATOR), direct(payouts::approve)),
                route(POST, "/v1/payouts/{id}/deny", may(MONEY_ADMIN, OPERATOR), direct(payouts::deny)),
                route(POST, "/v1/payouts/{id}/fail", may(MONEY_ADMIN, OPERATOR), direct(payouts::fail)),
                route(POST, "/v1/payout-files", may(MONEY_ADMIN, OPERATOR), direct(files::make)),
                route(GET, "/v1/payout-files/{id}", may(MONEY_ADMIN, OPERATOR), direct(files::download)),

                // ── others' books ──
                route(POST, "/v1/bank-imports", may(MONEY_ADMIN, OPERATOR), direct(statements::run)),
                route(GET, "/v1/bank-imports", may(MONEY_ADMIN, OPERATOR), direct(statements::list)),
                route(GET, "/v1/bank-imports/{id}", may(MONEY_ADMIN, OPERATOR), direct(statements::read)),
                route(GET, "/v1/bank-lines", may(MONEY_ADMIN, OPERATOR), direct(statements::open)),
                route(POST, "/v1/bank-lines/{id}/assign", may(MONEY_ADMIN, OPERATOR), direct(statements::assign)),
                route(GET, "/v1/reconciliations", may(MONEY_ADMIN, OPERATOR), direct(books::list)),
                route(GET, "/v1/alarms", may(MONEY_ADMIN, OPERATOR), direct(books::alarms)),
                route(GET, "/v1/alarms/{id}", may(MONEY_ADMIN, OPERATOR), direct(books::alarm)),
                route(POST, "/v1/alarms/{id}/resolve", may(MONEY_ADMIN, OPERATOR), direct(books::resolve)));
    }
}
