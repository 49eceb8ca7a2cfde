package dev.galena.api;

import static dev.galena.api.http.Access.anyone;
import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Access.open;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.composed;
import static dev.galena.api.http.Work.direct;
import static dev.galena.api.http.Work.streamed;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.COMPLIANCE;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.CONSENTS_READ;
import static dev.galena.market.party.Scope.CONSENTS_WRITE;
import static dev.galena.market.party.Scope.CONTACTS_READ;
import static dev.galena.market.party.Scope.EVENTS_READ;
import static dev.galena.market.party.Scope.LEADS_READ;
import static dev.galena.market.party.Scope.LEADS_WRITE;
import static dev.galena.market.party.Scope.LISTINGS_READ;
import static dev.galena.market.party.Scope.PARTIES_ADMIN;
import static dev.galena.market.party.Scope.PRIVACY_WRITE;
import static dev.galena.market.party.Scope.PROOFS_READ;
import static dev.galena.market.party.Scope.RELAY_READ;
import static dev.galena.market.party.Scope.RELAY_WRITE;
import static dev.galena.market.party.Scope.SOURCES_WRITE;
import static dev.galena.market.party.Scope.SUPPRESSIONS_WRITE;
import static dev.galena.market.party.Scope.SYSTEM_READ;
import static dev.galena.market.party.Scope.TRAIL_READ;
import static dev.galena.market.party.Scope.VERTICALS_ADMIN;
import static dev.galena.market.party.Scope.WEBHOOKS_WRITE;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import dev.galena.api.http.Route;
import dev.galena.market.Marketplace;
import dev.galena.market.party.Role;
import dev.galena.market.purchase.PurchaseDesk;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Every path with who may call it (scope, then roles) and what does it; the pages added in {@link #of} have theirs. */
final class Routes {
    private static final Role[] ALL = Role.values();

    private Routes() {}

    static List<Route> of(
            Marketplace market,
            PurchaseDesk desk,
            Cashier cashier,
            Doors doors,
            Pages pages,
            Health health,
            Audits audits,
            ReadSystem readSystem,
            URI publicUrl) {
        var parties = new PartyRoutes(market.admitParties, market.issueKeys, doors.authenticate());
        var tokens = new TokenRoutes(market.identify, doors.tokens());
        var verticals = new VerticalRoutes(market.verticals, market.publishVertical);
        var listings = new ListingRoutes(market.searchListings, market.showListing, market.verticals);
        var sources = new SourceRoutes(market.intake.openSource());
        var leads = new LeadRoutes(
                market.intake.submittedLeads(),
                market.intake.signatures(),
                market.verticals,
                market.oncePerKey,
                market.clock);
        var batches = new BatchRoutes(
                market.intake.uploadBatch(),
                market.intake.readBatches(),
                market.verticals,
                health::draining,
                market.clock);
        var own = new LeadListingRoutes(market.sellListings, market.showListing, market.verticals);

        var obligations = new ObligationRoutes(market.readObligations, market.acknowledgeObligation);
        var consents = new ConsentRoutes(market.readConsents, market.recordRevocation, obligations);
        var ruleSets = new RuleSetRoutes(market.publishRules);
        var evaluations = new EvaluationRoutes(market.evaluateRules);
        var suppressions = new SuppressionRoutes(market.suppressRows, market.suppressFile, market.suppressPeople);
        var suppressionSources = new SuppressionSourceRoutes(market.receiveSuppressions, market.suppressRows);
        var optOuts = new OptOutRoutes(market.optOut, publicUrl);
        var subjects = new SubjectRoutes(market.readTrail, market.exportSubject);
        var evidence = new EvidenceRoutes(market.attachEvidence, market.readEvidence);
        var proofs = new ProofRoutes(market.exportProofs);
        var erasures = new ErasureRoutes(market.eraseSubjects);
        var holds = new HoldRoutes(market.holdSubjects);
        var log = new LogRoutes(market.readLog, audits);
        var webhooks = new WebhookRoutes(market.registerWebhooks);
        var events = new EventRoutes(market.reviewDeliveries, market.exportPurchases);

        var routes = new ArrayList<>(List.of(
                // ── parties ──
                route(POST, "/v1/oauth/token", open(), direct(tokens::issue)),
                route(GET, "/v1/parties", may(PARTIES_ADMIN, OPERATOR), direct(parties::list)),
                route(POST, "/v1/parties", may(PARTIES_ADMIN, OPERATOR), direct(parties::create)),
                route(GET, "/v1/parties/{id}", may(PARTIES_ADMIN, OPERATOR), direct(parties::read)),
                route(POST, "/v1/parties/{id}/suspend", may(PARTIES_ADMIN, OPERATOR), direct(parties::suspend)),
                route(POST, "/v1/parties/{id}/reinstate", may(PARTIES_ADMIN, OPERATOR), direct(parties::reinstate)),

                // ── verticals ──
                route(GET, "/v1/verticals", anyone(), direct(verticals::list)),
                route(POST, "/v1/verticals", may(VERTICALS_ADMIN, OPERATOR), direct(verticals::create)),
                route(GET, "/v1/verticals/{code}", anyone(), direct(verticals::read)),
                route(
                        POST,
                        "/v1/verticals/{code}/versions",
                        may(VERTICALS_ADMIN, OPERATOR),
                        direct(verticals::addVersion)),
                route(GET, "/v1/verticals/{code}/versions/{version}", anyone(), direct(verticals::readVersion)),
                route(
                        POST,
                        "/v1/verticals/{code}/scorecard-trials",
                        may(VERTICALS_ADMIN, OPERATOR),
                        direct(new TrialRoutes(market.insight.tryScorecard)::run)),
                route(GET, "/v1/rule-sets", anyone(), direct(ruleSets::list)),
                route(POST, "/v1/rule-sets", may(VERTICALS_ADMIN, OPERATOR), direct(ruleSets::create)),
                route(
                        POST,
                        "/v1/rule-sets/{code}/versions",
                        may(VERTICALS_ADMIN, OPERATOR),
                        direct(ruleSets::addVersion)),
                route(GET, "/v1/rule-sets/{code}/versions/{version}", anyone(), direct(ruleSets::readVersion)),

                // ── leads & batches ──
                route(GET, "/v1/sources", may(LEADS_READ, SELLER), direct(sources::list)),
                route(POST, "/v1/sources", may(SOURCES_WRITE, SELLER), direct(sources::open)),
                route(POST, "/v1/leads", may(LEADS_WRITE, SELLER), direct(leads::submit)),
                route(GET, "/v1/batches", may(LEADS_READ, SELLER), direct(batches::list)),
                route(POST, "/v1/batches", may(LEADS_WRITE, SELLER), streamed(batches::upload)),
                route(GET, "/v1/batches/{id}", may(LEADS_READ, SELLER), direct(batches::read)),
                route(GET, "/v1/batches/{id}/rejects", may(LEADS_READ, SELLER), direct(batches::rejects)),
                route(GET, "/v1/batches/{id}/events", may(LEADS_READ, SELLER), direct(batches::watch)),

                // ── listings ──
                route(GET, "/v1/listings", may(LISTINGS_READ, BUYER, OPERATOR), composed(listings::search)),
                route(GET, "/v1/listings/facets", may(LISTINGS_READ, BUYER, OPERATOR), composed(listings::facets)),
                route(GET, "/v1/listings/{id}", may(LISTINGS_READ, BUYER, OPERATOR), direct(listings::read)),
                route(GET, "/v1/leads", may(LEADS_READ, SELLER), direct(own::list)),
                route(GET, "/v1/leads/{id}", may(LEADS_READ, SELLER), direct(own::read)),
                route(POST, "/v1/leads/{id}/withdraw", may(LEADS_WRITE, SELLER), direct(own::withdraw)),

                // ── consents, subjects, trail ──
                route(GET, "/v1/consents/{id}", may(CONSENTS_READ, COMPLIANCE, OPERATOR), direct(consents::consent)),
                route(GET, "/v1/notices/{hash}", may(CONSENTS_READ, COMPLIANCE, OPERATOR), direct(consents::notice)),
                route(
                        POST,
                        "/v1/revocations",
                        may(CONSENTS_WRITE, COMPLIANCE, OPERATOR, SELLER).unmetered(),
                        direct(consents::revoke)),
                route(
                        GET,
                        "/v1/revocations/{id}",
                        may(CONSENTS_WRITE, COMPLIANCE, OPERATOR, SELLER),
                        direct(consents::revocation)),
                route(
                        POST,
                        "/v1/rules/evaluate",
                        may(PROOFS_READ, COMPLIANCE, BUYER, SELLER),
                        direct(evaluations::evaluate)),
                route(
                        POST,
                        "/v1/revocations/{id}/acknowledgements",
                        may(RELAY_WRITE, BUYER, SELLER).unmetered(),
                        direct(obligations::acknowledgeRevocation)),
                route(
                        POST,
                        "/v1/suppressions",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER).unmetered(),
                        direct(suppressions::create)),
                route(
                        POST,
                        "/v1/suppressions/files",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER).unmetered(),
                        streamed(suppressions::upload)),
                route(
                        GET,
                        "/v1/suppression-lists",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER, BUYER),
                        direct(suppressions::lists)),
                route(
                        GET,
                        "/v1/suppression-sources",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER),
                        direct(suppressionSources::list)),
                route(
                        POST,
                        "/v1/suppression-sources",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER),
                        direct(suppressionSources::create)),
                route(
                        DELETE,
                        "/v1/suppression-sources/{id}",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER),
                        direct(suppressionSources::revoke)),
                route(
                        POST,
                        "/v1/suppression-sources/{id}/messages",
                        open().unmetered(),
                        direct(suppressionSources::message)),
                route(
                        POST,
                        "/v1/opt-out-links",
                        may(SUPPRESSIONS_WRITE, OPERATOR, SELLER, BUYER),
                        direct(optOuts::link)),
                route(GET, "/opt-out/{token}", open(), direct(optOuts::show)),
                route(POST, "/opt-out/{token}", open().unmetered(), streamed(optOuts::choose)),
                route(GET, "/v1/obligations", may(RELAY_READ, ALL), direct(obligations::list)),
                route(GET, "/v1/obligations/{id}", may(RELAY_READ, ALL), direct(obligations::read)),
                route(GET, "/v1/leads/{id}/trail", may(TRAIL_READ, COMPLIANCE), direct(subjects::ofLead)),
                route(POST, "/v1/subjects/search", may(TRAIL_READ, COMPLIANCE), direct(subjects::search)),
                route(GET, "/v1/subjects/{id}/trail", may(TRAIL_READ, COMPLIANCE), direct(subjects::ofSubject)),
                route(
                        POST,
                        "/v1/consents/{id}/evidence",
                        may(CONSENTS_WRITE, SELLER, OPERATOR),
                        streamed(evidence::attach)),
                route(
                        GET,
                        "/v1/consents/{id}/evidence",
                        may(PROOFS_READ, COMPLIANCE, BUYER, SELLER),
                        direct(evidence::list)),
                route(GET, "/v1/evidence/{id}", may(PROOFS_READ, COMPLIANCE, BUYER, SELLER), direct(evidence::read)),
                route(GET, "/v1/leads/{id}/proof", may(PROOFS_READ, COMPLIANCE, BUYER, SELLER), direct(proofs::ofLead)),
                route(GET, "/v1/consents/{id}/proof", may(PROOFS_READ, COMPLIANCE), direct(proofs::ofConsent)),
                route(
                        GET,
                        "/v1/consents/{id}/receipt",
                        may(PROOFS_READ, COMPLIANCE, BUYER, SELLER),
                        direct(proofs::receipt)),
                route(GET, "/v1/subjects/{id}/proof", may(PROOFS_READ, COMPLIANCE), direct(proofs::ofSubject)),

                // ── people's rights ──
                route(GET, "/v1/erasures", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(erasures::list)),
                route(POST, "/v1/erasures", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(erasures::request)),
                route(GET, "/v1/erasures/{id}", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(erasures::read)),
                route(
                        POST,
                        "/v1/erasures/{id}/approve",
                        may(PRIVACY_WRITE, COMPLIANCE, OPERATOR),
                        direct(erasures::approve)),
                route(GET, "/v1/holds", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(holds::list)),
                route(POST, "/v1/holds", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(holds::set)),
                route(GET, "/v1/holds/{id}", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(holds::read)),
                route(DELETE, "/v1/holds/{id}", may(PRIVACY_WRITE, COMPLIANCE, OPERATOR), direct(holds::release)),
                route(
                        POST,
                        "/v1/subjects/{id}/export",
                        may(PRIVACY_WRITE, COMPLIANCE, OPERATOR),
                        direct(subjects::export)),

                // ── webhooks & events ──
                route(GET, "/v1/webhook-endpoints", may(WEBHOOKS_WRITE, BUYER, SELLER), direct(webhooks::list)),
                route(POST, "/v1/webhook-endpoints", may(WEBHOOKS_WRITE, BUYER, SELLER), direct(webhooks::create)),
                route(GET, "/v1/webhook-endpoints/{id}", may(WEBHOOKS_WRITE, BUYER, SELLER), direct(webhooks::read)),
                route(
                        PATCH,
                        "/v1/webhook-endpoints/{id}",
                        may(WEBHOOKS_WRITE, BUYER, SELLER),
                        direct(webhooks::change)),
                route(
                        DELETE,
                        "/v1/webhook-endpoints/{id}",
                        may(WEBHOOKS_WRITE, BUYER, SELLER),
                        direct(webhooks::delete)),
                route(
                        POST,
                        "/v1/webhook-endpoints/{id}/rotate",
                        may(WEBHOOKS_WRITE, BUYER, SELLER),
                        direct(webhooks::rotate)),
                route(
                        POST,
                        "/v1/webhook-endpoints/{id}/replay",
                        may(WEBHOOKS_WRITE, BUYER, SELLER),
                        direct(events::replayRange)),
                route(GET, "/v1/events", may(EVENTS_READ, BUYER, SELLER, OPERATOR), direct(events::events)),
                route(GET, "/v1/deliveries", may(EVENTS_READ, BUYER, SELLER, OPERATOR), direct(events::deliveries)),
                route(GET, "/v1/deliveries/{id}", may(EVENTS_READ, BUYER, SELLER, OPERATOR), direct(events::delivery)),
                route(POST, "/v1/deliveries/{id}/replay", may(WEBHOOKS_WRITE, BUYER, SELLER), direct(events::replay)),
                route(GET, "/v1/exports/purchases.csv", may(CONTACTS_READ, BUYER), direct(events::exportPurchases)),

                // ── the log of consent, as C2SP tlog-tiles has it ──
                route(POST, "/v1/log/audit", may(CONSENTS_READ, COMPLIANCE, OPERATOR), direct(log::audit)),
                route(GET, "/v1/log/audit", may(CONSENTS_READ, COMPLIANCE, OPERATOR), direct(log::lastAudit)),
                route(GET, "/log/checkpoint", open(), direct(log::checkpoint)),
                route(GET, "/log/policy.txt", open(), direct(log::policy)),
                route(GET, "/log/tile/{level}/{a}", open(), direct(log::tile)),
                route(GET, "/log/tile/{level}/{a}/{b}", open(), direct(log::tile)),
                route(GET, "/log/tile/{level}/{a}/{b}/{c}", open(), direct(log::tile)),
                route(GET, "/log/tile/{level}/{a}/{b}/{c}/{d}", open(), direct(log::tile)),
                route(GET, "/log/tile/entries/{a}", may(CONSENTS_READ, COMPLIANCE, OPERATOR), direct(log::entries)),
                route(GET, "/log/tile/entries/{a}/{b}", may(CONSENTS_READ, COMPLIANCE, OPERATOR), direct(log::entries)),
                route(
                        GET,
                        "/log/tile/entries/{a}/{b}/{c}",
                        may(CONSENTS_READ, COMPLIANCE, OPERATOR),
                        direct(log::entries)),
                route(
                        GET,
                        "/log/tile/entries/{a}/{b}/{c}/{d}",
                        may(CONSENTS_READ, COMPLIANCE, OPERATOR),
                        direct(log::entries)),

                // ── the server itself ──
                route(GET, "/v1/system", may(SYSTEM_READ, OPERATOR), direct(new SystemRoutes(readSystem)::read)),
                route(GET, "/readyz", open(), composed(health::ready))));
        routes.addAll(PeoplePaths.of(market, doors));
        routes.addAll(CompliancePaths.of(market));
        routes.addAll(PaperRoutes.of(market.papers));
        routes.addAll(ReportRoutes.of(market));
        routes.addAll(MoneyRoutes.of(market, desk));
        routes.addAll(PaymentRoutes.of(market, cashier));
        routes.addAll(PlanPaths.of(market));
        routes.addAll(FeedbackPaths.of(market));
        routes.addAll(pages.routes());
        routes.addAll(new ConsolePages().routes());
        return routes;
    }
}
