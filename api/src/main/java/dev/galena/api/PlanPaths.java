package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.MONEY_ADMIN;
import static dev.galena.market.party.Scope.SANDBOX_WRITE;
import static dev.galena.market.party.Scope.SUBSCRIPTIONS_READ;
import static dev.galena.market.party.Scope.SUBSCRIPTIONS_WRITE;
import static dev.galena.market.party.Scope.WALLET_READ;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import java.util.List;

/** The paths of plans, subscriptions, gifts and the clock of test parties: the third page of {@link Routes}. */
final class PlanPaths {

    private PlanPaths() {}

    static List<Route> of(Marketplace market) {
        var treasury = market.treasury;
        var keyed = new KeyedAnswers(market.oncePerKey);
        var plans = new PlanRoutes(treasury.subscribing.publishPlan, market.verticals);
        var subscriptions =
                new SubscriptionRoutes(treasury.subscribing.agreements, treasury.subscribing.readSubscriptions, keyed);
        var promos = new PromoRoutes(treasury.promos, treasury.readPromos, treasury.clocks, keyed);
        var postpaid = new PostpaidRoutes(market.payingAfterwards.cycles, market.payingAfterwards.readPostpaid, keyed);
        var sandbox = new SandboxRoutes(market.moveClock, market.triggerEvent);
        return List.of(
                route(GET, "/v1/plans", may(SUBSCRIPTIONS_READ, BUYER, OPERATOR), direct(plans::list)),
                route(POST, "/v1/plans", may(MONEY_ADMIN, OPERATOR), direct(plans::publish)),
                route(GET, "/v1/plans/{id}", may(SUBSCRIPTIONS_READ, BUYER, OPERATOR), direct(plans::read)),
                route(GET, "/v1/subscriptions", may(SUBSCRIPTIONS_READ, BUYER, OPERATOR), direct(subscriptions::list)),
                route(POST, "/v1/subscriptions", may(SUBSCRIPTIONS_WRITE, BUYER), direct(subscriptions::start)),
                route(
                        GET,
                        "/v1/subscriptions/{id}",
                        may(SUBSCRIPTIONS_READ, BUYER, OPERATOR),
                        direct(subscriptions::read)),
                route(
                        GET,
                        "/v1/subscriptions/{id}/charges",
                        may(SUBSCRIPTIONS_READ, BUYER, OPERATOR),
                        direct(subscriptions::charges)),
                route(
                        POST,
                        "/v1/subscriptions/{id}/change",
                        may(SUBSCRIPTIONS_WRITE, BUYER),
                        direct(subscriptions::change)),
                route(
                        POST,
                        "/v1/subscriptions/{id}/cancel",
                        may(SUBSCRIPTIONS_WRITE, BUYER),
                        direct(subscriptions::cancel)),
                route(
                        POST,
                        "/v1/subscriptions/{id}/pause",
                        may(SUBSCRIPTIONS_WRITE, BUYER),
                        direct(subscriptions::pause)),
                route(
                        POST,
                        "/v1/subscriptions/{id}/resume",
                        may(SUBSCRIPTIONS_WRITE, BUYER),
                        direct(subscriptions::resume)),
                route(GET, "/v1/promo-credits", may(WALLET_READ, BUYER), direct(promos::list)),
                route(POST, "/v1/parties/{id}/promo-credits", may(MONEY_ADMIN, OPERATOR), direct(promos::grant)),
                route(GET, "/v1/parties/{id}/postpaid", may(MONEY_ADMIN, OPERATOR), direct(postpaid::read)),
                route(POST, "/v1/parties/{id}/postpaid", may(MONEY_ADMIN, OPERATOR), direct(postpaid::begin)),
                route(POST, "/v1/parties/{id}/postpaid/end", may(MONEY_ADMIN, OPERATOR), direct(postpaid::end)),
                route(GET, "/v1/test/clock", may(SANDBOX_WRITE, BUYER, SELLER), direct(sandbox::clock)),
                route(POST, "/v1/test/clock", may(SANDBOX_WRITE, BUYER, SELLER), direct(sandbox::moveClock)),
                route(POST, "/v1/test/trigger/{event}", may(SANDBOX_WRITE, BUYER, SELLER), direct(sandbox::trigger)));
    }
}
