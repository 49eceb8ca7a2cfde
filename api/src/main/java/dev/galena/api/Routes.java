package dev.galena.api;

import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.composed;
import static io.vertx.core.http.HttpMethod.GET;

import dev.galena.api.http.Access;
import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import java.util.ArrayList;
import java.util.List;

/** Every path on one page: method, path, who may call it (scope, then roles), and what does it. */
final class Routes {
    private Routes() {}

    static List<Route> of(Marketplace market, Pages pages, Health health) {
        var me = new MeRoutes();

        var routes = new ArrayList<>(List.of(
                // ── parties ──
                route(GET, "/v1/me", Access.anyone(), composed(me::read)),

                // ── verticals ──

                // ── leads & batches ──

                // ── listings ──

                // ── purchases & wallet ──

                // ── consents, subjects, trail ──

                // ── webhooks & events ──

                // ── the server itself ──
                route(GET, "/readyz", Access.open(), composed(health::ready))));
        routes.addAll(pages.routes());
        return routes;
    }
}
