package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.BILLING_READ;
import static dev.galena.market.party.Scope.BILLING_WRITE;
import static dev.galena.market.party.Scope.MONEY_ADMIN;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.galena.api.http.Route;
import dev.galena.billing.document.Kind;
import dev.galena.market.invoicing.Papers;
import java.util.List;

/** The paths of profiles and documents, how they are taxed and sent. */
final class PaperRoutes {

    private PaperRoutes() {}

    static List<Route> of(Papers papers) {
        var profiles = new ProfileRoutes(papers.saveProfile);
        var invoices = new DocumentRoutes(papers.readDocuments, Kind.INVOICE);
        var creditNotes = new DocumentRoutes(papers.readDocuments, Kind.CREDIT_NOTE);
        var statements = new DocumentRoutes(papers.readDocuments, Kind.STATEMENT, Kind.STATEMENT_CREDIT);
        var mails = new MailRoutes(papers.reviewMails);
        var vatRules = new VatRuleRoutes(papers.publishVatRules);
        return List.of(
                route(GET, "/v1/vat-rules", may(MONEY_ADMIN, OPERATOR), direct(vatRules::list)),
                route(POST, "/v1/vat-rules", may(MONEY_ADMIN, OPERATOR), direct(vatRules::publish)),
                route(GET, "/v1/mails", may(MONEY_ADMIN, OPERATOR), direct(mails::list)),
                route(POST, "/v1/mails/{id}/retry", may(MONEY_ADMIN, OPERATOR), direct(mails::retry)),
                route(GET, "/v1/profile", may(BILLING_READ, BUYER, SELLER, OPERATOR), direct(profiles::read)),
                route(PUT, "/v1/profile", may(BILLING_WRITE, BUYER, SELLER, OPERATOR), direct(profiles::save)),
                route(GET, "/v1/invoices", may(BILLING_READ, BUYER, OPERATOR), direct(invoices::list)),
                route(GET, "/v1/invoices/{id}", may(BILLING_READ, BUYER, OPERATOR), direct(invoices::read)),
                route(GET, "/v1/credit-notes", may(BILLING_READ, BUYER, OPERATOR), direct(creditNotes::list)),
                route(GET, "/v1/credit-notes/{id}", may(BILLING_READ, BUYER, OPERATOR), direct(creditNotes::read)),
                route(GET, "/v1/statements", may(BILLING_READ, SELLER, OPERATOR), direct(statements::list)),
                route(GET, "/v1/statements/{id}", may(BILLING_READ, SELLER, OPERATOR), direct(statements::read)));
    }
}
