package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.CONTACTS_READ;
import static dev.galena.market.party.Scope.FEEDBACK_READ;
import static dev.galena.market.party.Scope.FEEDBACK_WRITE;
import static dev.galena.market.party.Scope.PURCHASES_READ;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import java.util.List;

/** The paths of bought leads and of what became of them: a page of {@link Routes}. */
final class FeedbackPaths {

    private FeedbackPaths() {}

    static List<Route> of(Marketplace market) {
        var sales = new SaleRoutes(
                market.feedback.readOwnedLeads(), market.feedback.setDisposition(), market.revealContact);
        var feedback = new FeedbackRoutes(market.feedback.readFeedback());
        return List.of(
                route(GET, "/v1/sales", may(PURCHASES_READ, BUYER), direct(sales::list)),
                route(GET, "/v1/sales/counts", may(PURCHASES_READ, BUYER), direct(sales::counts)),
                route(GET, "/v1/sales/{id}", may(PURCHASES_READ, BUYER), direct(sales::one)),
                route(GET, "/v1/sales/{id}/timeline", may(PURCHASES_READ, BUYER), direct(sales::timeline)),
                route(GET, "/v1/sales/{id}/contact", may(CONTACTS_READ, BUYER), direct(sales::contact)),
                route(POST, "/v1/sales/{id}/disposition", may(FEEDBACK_WRITE, BUYER), direct(sales::dispose)),
                route(GET, "/v1/feedback", may(FEEDBACK_READ, SELLER), direct(feedback::list)),
                route(GET, "/v1/feedback/summary", may(FEEDBACK_READ, SELLER), direct(feedback::summary)));
    }
}
