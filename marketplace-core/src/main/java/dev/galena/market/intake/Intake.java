package dev.galena.market.intake;

import dev.galena.consent.Consents;
import dev.galena.consent.MasterKey;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.market.delivery.Events;
import dev.galena.market.lead.Contacts;
import dev.galena.market.lead.Leads;
import dev.galena.market.listing.Listings;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.vertical.Verticals;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The ways in, built on what the rest of the market gives them. */
public record Intake(
        OpenSource openSource,
        SubmitLeads submitLeads,
        SubmittedLeads submittedLeads,
        UploadBatch uploadBatch,
        RunBatches runBatches,
        ReadBatches readBatches,
        Signatures signatures) {

    /** What intake needs of the others. */
    public record Needs(
            Database database,
            MasterKey master,
            Subjects subjects,
            Consents consents,
            RuleSets ruleSets,
            Verticals verticals,
            Leads leads,
            Contacts contacts,
            Listings listings,
            Events events,
            Disposable disposable,
            InstantSource clock) {}

    public static Intake of(Needs needs, Limits limits) {
        var sources = new Sources();
        var batches = new Batches();
        var chunks = new Chunks();
        var rejects = new Rejects(needs.subjects());
        var signatures = new Signatures(new PartyKeys());
        var reach = new Reach(needs.disposable());
        var accept = new Accept(
                needs.subjects(),
                needs.consents(),
                needs.ruleSets(),
                needs.leads(),
                needs.contacts(),
                needs.listings());
        var submitted = new SubmittedLeads(sources, accept, reach, needs.clock());
        var tools = new BatchRun.Tools(
                needs.database(), batches, chunks, rejects, accept, reach, limits, checkers(), needs.clock());
        var run = new RunBatches(tools, needs.master(), sources, needs.verticals(), needs.events());
        return new Intake(
                new OpenSource(needs.database(), sources, needs.clock()),
                new SubmitLeads(needs.database(), submitted),
                submitted,
                new UploadBatch(
                        needs.database(),
                        needs.master(),
                        batches,
                        chunks,
                        sources,
                        signatures,
                        limits,
                        run::wake,
                        needs.clock()),
                run,
                new ReadBatches(needs.database(), needs.master(), batches, rejects),
                signatures);
    }

    /** As many as there are cores: checking is all computing and no waiting. */
    private static ExecutorService checkers() {
        return Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("checks-", 0).daemon().factory());
    }
}
