package dev.galena.api;

import dev.galena.billing.FoldDeltas;
import dev.galena.billing.mail.SendMail;
import dev.galena.db.Database;
import dev.galena.market.Marketplace;
import dev.galena.market.delivery.DeliverEvents;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/** Everything that one process of the market does by itself, without being asked: the story's chapters once more. */
final class Upkeep {
    private Upkeep() {}

    /** From now on, until the server's chores are closed. */
    static void begin(
            Vertx vertx, Config config, Database database, Marketplace market, Server server, InstantSource clock) {
        var chores = server.chores();
        market.deliverEvents.start(chores.watched(
                DeliverEvents.IDLE, "deliver-events", "Tells parties of their events by webhooks, and tries again"));
        terms(chores, database, market);
        callers(chores, market, server);
        consent(chores, market, server);
        trade(chores, market);
        money(chores, database, market);
        papers(chores, market);
        server.cashier().chores(chores);
        var issuers = config.certificateKeys().issuers(vertx);
        if (!issuers.isEmpty())
            chores.every(
                    Duration.ofMinutes(1),
                    "watch-certificates",
                    "Asks issuers for the certificates that consents name, and keeps watching them",
                    () -> market.watchCertificates.run(issuers));
        var smtp = config.mail();
        if (smtp != null) {
            var sendMail = new SendMail(vertx, database, smtp, DocumentPdf::of, clock);
            chores.every(Duration.ofSeconds(10), "send-mail", "Sends documents by e-mail", sendMail::run);
        }
    }

    private static void terms(Chores chores, Database database, Marketplace market) {
        chores.whole(
                Duration.ofSeconds(5),
                "refresh-verticals",
                "Learns of new versions of verticals, fees and price rules",
                () -> database.read(tx -> {
                    market.verticals.refresh(tx);
                    market.deals.refresh(tx);
                    market.priceRules.refresh(tx);
                    return tx;
                }));
    }

    private static void callers(Chores chores, Marketplace market, Server server) {
        chores.whole(
                Duration.ofSeconds(30),
                "write-down-used-keys",
                "Writes down when API keys were last used",
                server::writeDownUsedKeys);
        chores.whole(
                Duration.ofSeconds(1),
                "keep-requests",
                "Writes down what keys asked, for their parties to read",
                server.requests()::write);
        chores.whole(Duration.ofMinutes(10), "trim-requests", "Forgets requests of long ago", server.requests()::trim);
        chores.every(
                Duration.ofMinutes(10),
                "forget-answers",
                "Forgets stored answers of idempotent requests after 72 hours",
                market.forgetAnswers::forget);
    }

    private static void consent(Chores chores, Marketplace market, Server server) {
        chores.every(
                Duration.ofMillis(200),
                "sequence-log",
                "Takes events of consent into the log and signs it, or follows the process that does",
                server::sequence);
        chores.whole(
                Duration.ofSeconds(1),
                "ask-witnesses",
                "Shows what was signed to the witnesses, where there are any",
                server::askWitnesses);
        chores.whole(
                Duration.ofHours(6),
                "audit-log",
                "Replays the whole log against everything that is stored",
                () -> server.audits().run());
        chores.every(
                Duration.ofSeconds(1),
                "watch-obligations",
                "Reminds holders who have to confirm that a consent ended, and stops those who are late",
                market.watchObligations::run);
        chores.every(
                Duration.ofMinutes(1),
                "complete-erasures",
                "Erases people whose retention or hold has ended",
                market.eraseSubjects::complete);
    }

    private static void trade(Chores chores, Marketplace market) {
        chores.every(
                Duration.ofSeconds(5),
                "reprice-listings",
                "Gives open listings the price of their level and age",
                market.repriceListings::run);
        chores.every(
                Duration.ofMinutes(10),
                "expire-listings",
                "Takes listings off the market whose time is over",
                () -> market.expireListings.run() > 0);
        chores.every(
                Duration.ofSeconds(2),
                "tally-facts",
                "Counts what happened, for reports",
                market.insight.tallyFacts::run);
        chores.whole(
                Duration.ofSeconds(5),
                "count-stock",
                "Counts open listings by age, for reports",
                market.insight.countStock::run);
    }

    private static void money(Chores chores, Database database, Marketplace market) {
        var fold = new FoldDeltas(database);
        chores.every(
                Duration.ofSeconds(2),
                "run-jobs",
                "Does recurring work whose period is over: renewals, cycles, releases, expiry of credit",
                market.runJobs::run);
        chores.whole(Duration.ofSeconds(2), "fold-deltas", "Folds postings into balances", fold::foldAll);
        chores.every(
                Duration.ofSeconds(5),
                "expire-holds",
                "Gives back money that was set aside for too long",
                market.treasury.expireHolds::run);
    }

    private static void papers(Chores chores, Marketplace market) {
        chores.every(
                Duration.ofSeconds(2),
                "note-sales",
                "Notes what was sold and given back, for invoices and statements",
                market.papers.noteSales::run);
        chores.every(
                Duration.ofSeconds(2),
                "issue-documents",
                "Numbers and freezes invoices, credit notes and statements that are due",
                market.papers.issueDocuments::run);
        chores.whole(
                Duration.ofHours(1),
                "review-tax",
                "Decides what each party is to the tax office by the rules in force today",
                market.papers.saveProfile::review);
    }
}
