package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.COMPLIANCE;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.AUDITS_WRITE;
import static dev.galena.market.party.Scope.CONSENTS_READ;
import static dev.galena.market.party.Scope.CONSENTS_WRITE;
import static dev.galena.market.party.Scope.TRAIL_READ;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import java.util.List;

/** The paths of officers' own work: lists of what happened, samples; a page of {@link Routes}. */
final class CompliancePaths {
    private CompliancePaths() {}

    static List<Route> of(Marketplace market) {
        var lists = new AccessRoutes(market.officers.readAccesses, market.officers.listRevocations);
        var suppressions = new SuppressionRoutes(market.suppressRows, market.suppressFile, market.suppressPeople);
        var samples = new SampleRoutes(
                market.officers.drawSample,
                market.officers.readSamples,
                market.officers.judgeSample,
                new KeyedAnswers(market.oncePerKey));
        return List.of(
                route(GET, "/v1/accesses", may(TRAIL_READ, COMPLIANCE), direct(lists::accesses)),
                route(
                        GET,
                        "/v1/revocations",
                        may(CONSENTS_WRITE, COMPLIANCE, OPERATOR, SELLER),
                        direct(lists::revocations)),
                route(
                        GET,
                        "/v1/suppression-counts",
                        may(CONSENTS_READ, COMPLIANCE, OPERATOR),
                        direct(suppressions::counts)),
                route(GET, "/v1/samples", may(TRAIL_READ, COMPLIANCE), direct(samples::list)),
                route(POST, "/v1/samples", may(AUDITS_WRITE, COMPLIANCE), direct(samples::draw)),
                route(GET, "/v1/samples/{id}", may(TRAIL_READ, COMPLIANCE), direct(samples::read)),
                route(GET, "/v1/samples/{id}/check", may(TRAIL_READ, COMPLIANCE), direct(samples::check)),
                route(POST, "/v1/samples/{id}/items/{n}", may(AUDITS_WRITE, COMPLIANCE), direct(samples::judge)),
                route(POST, "/v1/samples/{id}/sign-off", may(AUDITS_WRITE, COMPLIANCE), direct(samples::signOff)));
    }
}
