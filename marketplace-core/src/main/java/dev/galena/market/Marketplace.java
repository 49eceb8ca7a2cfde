package dev.galena.market;

import dev.galena.billing.recurring.Jobs;
import dev.galena.billing.recurring.MoveClock;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.consent.Consents;
import dev.galena.consent.Disclosures;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subjects;
import dev.galena.consent.SuppressPeople;
import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.consent.log.ProofBundles;
import dev.galena.consent.log.ReadLog;
import dev.galena.db.Database;
import dev.galena.market.certificate.WatchCertificates;
import dev.galena.market.delivery.DeliverEvents;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.ExportPurchases;
import dev.galena.market.delivery.RegisterWebhooks;
import dev.galena.market.delivery.ReviewDeliveries;
import dev.galena.market.delivery.TriggerEvent;
import dev.galena.market.feedback.Feedback;
import dev.galena.market.insight.Insight;
import dev.galena.market.intake.Disposable;
import dev.galena.market.intake.Intake;
import dev.galena.market.intake.Limits;
import dev.galena.market.invoicing.Papers;
import dev.galena.market.lead.Contacts;
import dev.galena.market.lead.Leads;
import dev.galena.market.listing.ExpireListings;
import dev.galena.market.listing.Listings;
import dev.galena.market.listing.SearchListings;
import dev.galena.market.listing.SellListings;
import dev.galena.market.listing.ShowListing;
import dev.galena.market.party.AccessRecords;
import dev.galena.market.party.Admissions;
import dev.galena.market.party.AdmitParties;
import dev.galena.market.party.ApiKeys;
import dev.galena.market.party.FirstStart;
import dev.galena.market.party.Identify;
import dev.galena.market.party.IssueKeys;
import dev.galena.market.party.Parties;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.party.Passwords;
import dev.galena.market.party.RegisterKey;
import dev.galena.market.party.RequestLog;
import dev.galena.market.party.SigningKeys;
import dev.galena.market.party.Users;
import dev.galena.market.pricing.AskPrice;
import dev.galena.market.pricing.Deals;
import dev.galena.market.pricing.PriceRules;
import dev.galena.market.pricing.PublishDeals;
import dev.galena.market.pricing.ReadDeals;
import dev.galena.market.pricing.RepriceListings;
import dev.galena.market.purchase.ForgetAnswers;
import dev.galena.market.purchase.Idempotency;
import dev.galena.market.purchase.Judge;
import dev.galena.market.purchase.OncePerKey;
import dev.galena.market.purchase.Purchases;
import dev.galena.market.purchase.QuoteLeads;
import dev.galena.market.purchase.Quotes;
import dev.galena.market.purchase.ReadPurchases;
import dev.galena.market.purchase.RevealContact;
import dev.galena.market.purchase.Settlement;
import dev.galena.market.purchase.Trade;
import dev.galena.market.relay.AcknowledgeObligation;
import dev.galena.market.relay.FollowNews;
import dev.galena.market.relay.Obligations;
import dev.galena.market.relay.ReadObligations;
import dev.galena.market.relay.TellHolders;
import dev.galena.market.relay.WatchObligations;
import dev.galena.market.returns.ChangeLevel;
import dev.galena.market.returns.DecideReturn;
import dev.galena.market.returns.LevelPrices;
import dev.galena.market.returns.OwnRecords;
import dev.galena.market.returns.ReadReturns;
import dev.galena.market.returns.Refunds;
import dev.galena.market.returns.ReleaseShares;
import dev.galena.market.returns.RequestReturn;
import dev.galena.market.returns.SetReserve;
import dev.galena.market.rights.EraseSubjects;
import dev.galena.market.rights.HoldSubjects;
import dev.galena.market.suppression.OptOut;
import dev.galena.market.suppression.ReceiveSuppressions;
import dev.galena.market.suppression.SuppressFile;
import dev.galena.market.suppression.SuppressRows;
import dev.galena.market.trail.AttachEvidence;
import dev.galena.market.trail.EvaluateRules;
import dev.galena.market.trail.ExportProofs;
import dev.galena.market.trail.ExportSubject;
import dev.galena.market.trail.ReadConsents;
import dev.galena.market.trail.ReadEvidence;
import dev.galena.market.trail.ReadTrail;
import dev.galena.market.trail.RecordRevocation;
import dev.galena.market.vertical.PublishRules;
import dev.galena.market.vertical.PublishVertical;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Builds everything the market is made of, in the order of the story. Whoever needs a part takes it from here. */
public final class Marketplace {
    // ── money ──
    public final Treasury treasury;
    public final Papers papers;
    public final Insight insight;

    // ── who trades ──
    public final Identify identify;
    public final AdmitParties admitParties;
    public final IssueKeys issueKeys;
    public final People people;
    public final RequestLog requestLog;
    public final SigningKeys signingKeys;
    public final RegisterKey registerKey;
    public final FirstStart firstStart;

    // ── kinds of lead ──
    public final Verticals verticals;
    public final SeedVerticals seedVerticals;
    public final PublishVertical publishVertical;
    public final PublishRules publishRules;

    // ── leads come in ──
    public final Intake intake;

    // ── listings ──
    public final SearchListings searchListings;
    public final ShowListing showListing;
    public final SellListings sellListings;
    public final ExpireListings expireListings;

    // ── purchases ──
    public final InstantSource clock;
    public final Idempotency idempotency;
    public final OncePerKey oncePerKey;
    public final ForgetAnswers forgetAnswers;
    public final ReadPurchases readPurchases;
    public final Deals deals;
    public final PriceRules priceRules;
    public final PublishDeals publishDeals;
    public final ReadDeals readDeals;
    public final RepriceListings repriceListings;
    public final AskPrice askPrice;
    public final Trade trade;
    public final QuoteLeads quoteLeads;
    public final RevealContact revealContact;
    public final RequestReturn requestReturn;
    public final DecideReturn decideReturn;
    public final ChangeLevel changeLevel;
    public final ReadReturns readReturns;
    public final SetReserve setReserve;
    public final Feedback feedback;

    // ── delivery and trail ──
    public final RegisterWebhooks registerWebhooks;
    public final ReviewDeliveries reviewDeliveries;
    public final DeliverEvents deliverEvents;
    public final ExportPurchases exportPurchases;
    public final ReadTrail readTrail;
    public final ReadConsents readConsents;
    public final RecordRevocation recordRevocation;
    public final EvaluateRules evaluateRules;
    public final ReadObligations readObligations;
    public final AcknowledgeObligation acknowledgeObligation;
    public final WatchObligations watchObligations;
    public final Officers officers;
    public final SuppressPeople suppressPeople;
    public final SuppressRows suppressRows;
    public final SuppressFile suppressFile;
    public final ReceiveSuppressions receiveSuppressions;
    public final OptOut optOut;

    // ── people's rights ──
    public final EraseSubjects eraseSubjects;
    public final HoldSubjects holdSubjects;
    public final ExportSubject exportSubject;

    // ── what an outsider can verify ──
    public final ReadLog readLog;
    public final ExportProofs exportProofs;
    public final AttachEvidence attachEvidence;
    public final ReadEvidence readEvidence;
    public final WatchCertificates watchCertificates;

    // ── what comes again and again ──
    public final PayingAfterwards payingAfterwards;
    public final RunJobs runJobs;
    public final MoveClock moveClock;
    public final TriggerEvent triggerEvent;

    /** {@code loopbackWebhooks} lets webhooks go to this machine, for development. */
    public Marketplace(
            Vertx vertx, Database database, MasterKey master, InstantSource clock, boolean loopbackWebhooks) {
        // ── who agreed to what ──
        var subjects = new Subjects(master);
        var notices = new Notices();
        var consents = new Consents(subjects, notices);
        var ruleSets = new RuleSets();
        var contacts = new Contacts();
        var accessRecords = new AccessRecords();
        var events = new Events();

        // ── money ──
        treasury = new Treasury(database, clock);
        papers = new Papers(database, treasury.accounts, treasury.ledger, events, clock);
        verticals = new Verticals();
        insight = new Insight(database, verticals, Papers.SKEW_MAX, clock);

        // ── who trades ──
        var random = new SecureRandom();
        var passwords = new Passwords(random);
        var parties = new Parties();
        var users = new Users();
        identify = new Identify(database, clock);
        var keys = new ApiKeys();
        var admissions = new Admissions(parties, keys, treasury.accounts, random, clock);
        admitParties = new AdmitParties(database, parties, admissions);
        issueKeys = new IssueKeys(database, keys, admissions, clock);
        people = new People(database, master, users, passwords, random, clock);
        requestLog = new RequestLog(database, clock);
        signingKeys = new SigningKeys(database, master, clock);
        var partyKeys = new PartyKeys();
        registerKey = new RegisterKey(database, partyKeys, clock);
        firstStart = new FirstStart(database, parties, users, admissions, passwords, clock);

        // ── kinds of lead ──
        seedVerticals = new SeedVerticals(database, verticals, clock);
        publishVertical = new PublishVertical(database, verticals, ruleSets, clock);
        publishRules = new PublishRules(database, ruleSets, clock);

        // ── leads come in ──
        var listings = new Listings();
        intake = Intake.of(
                new Intake.Needs(
                        database,
                        master,
                        subjects,
                        consents,
                        ruleSets,
                        verticals,
                        new Leads(),
                        contacts,
                        listings,
                        events,
                        Disposable.builtIn(),
                        clock),
                Limits.DEFAULT);

        // ── listings ──
        searchListings = new SearchListings(database.again(SearchListings::settings), verticals, clock);
        showListing = new ShowListing(database, listings, verticals, consents, notices, ruleSets, clock);
        sellListings = new SellListings(database, listings);
        expireListings = new ExpireListings(database, verticals, clock);

        // ── purchases ──
        this.clock = clock;
        idempotency = new Idempotency();
        oncePerKey = new OncePerKey(database, idempotency, clock);
        forgetAnswers = new ForgetAnswers(database, idempotency, clock);
        var purchases = new Purchases();
        readPurchases = new ReadPurchases(database, purchases);
        deals = new Deals();
        priceRules = new PriceRules();
        publishDeals = new PublishDeals(database, priceRules, clock, Deals.NOTICE);
        readDeals = new ReadDeals(database, clock);
        repriceListings = new RepriceListings(database, priceRules, clock);
        askPrice = new AskPrice(database, priceRules, clock);
        var judge = new Judge(verticals, ruleSets, notices, deals);
        trade = new Trade(
                consents, treasury.ledger, judge, new Settlement(consents, treasury.ledger, events, purchases), clock);
        quoteLeads = new QuoteLeads(database, new Quotes(consents, judge, clock));
        var refunds = new Refunds(treasury.ledger);
        var releaseShares = new ReleaseShares(treasury.ledger, treasury.accounts);
        decideReturn = new DecideReturn(treasury.clocks, events, refunds, releaseShares);
        requestReturn = new RequestReturn(treasury.clocks, events, new OwnRecords(consents), decideReturn);
        changeLevel = new ChangeLevel(
                treasury.ledger, treasury.clocks, events, refunds, new LevelPrices(verticals, priceRules));
        readReturns = new ReadReturns(database);
        setReserve = new SetReserve(database, clock);
        revealContact = new RevealContact(database, purchases, consents, subjects, contacts, accessRecords, clock);
        feedback = Feedback.of(database, consents, treasury.clocks);

        // ── delivery and trail ──
        registerWebhooks = new RegisterWebhooks(database, master, clock, loopbackWebhooks);
        reviewDeliveries = new ReviewDeliveries(database, clock);
        deliverEvents = new DeliverEvents(vertx, database, consents, master, clock, loopbackWebhooks, new FollowNews());
        exportPurchases = new ExportPurchases(database, consents, subjects, contacts, accessRecords, clock);
        readTrail = new ReadTrail(database, subjects, consents, accessRecords, clock);
        readConsents = new ReadConsents(database, consents, notices);
        var obligations = new Obligations(events);
        var tellHolders = new TellHolders(obligations);
        suppressPeople = new SuppressPeople(database, subjects, consents, clock, tellHolders);
        suppressRows = new SuppressRows(suppressPeople);
        suppressFile = new SuppressFile(suppressRows, suppressPeople);
        receiveSuppressions = new ReceiveSuppressions(database, master, clock);
        optOut = new OptOut(database, consents, suppressPeople, random, clock);
        var withdraw = new WithdrawConsent(database, subjects, consents, clock, tellHolders);
        evaluateRules =
                new EvaluateRules(database, subjects, consents, ruleSets, parties, verticals, accessRecords, clock);
        readObligations = new ReadObligations(database);
        acknowledgeObligation = new AcknowledgeObligation(database, consents, partyKeys, events, clock);
        watchObligations = new WatchObligations(database, consents, treasury.ledger, events, clock);
        recordRevocation = new RecordRevocation(database, subjects, consents, withdraw, clock);
        officers = new Officers(database, consents, random, clock);

        // ── people's rights ──
        eraseSubjects = new EraseSubjects(database, subjects, consents, listings, obligations, accessRecords, clock);
        holdSubjects = new HoldSubjects(database, subjects, consents, accessRecords, clock);

        // ── what an outsider can verify ──
        readLog = new ReadLog(database);
        var exhibits = new Exhibits(subjects);
        attachEvidence = new AttachEvidence(database, consents, subjects, exhibits, clock);
        readEvidence = new ReadEvidence(database, consents, exhibits, accessRecords, clock);
        watchCertificates = new WatchCertificates(database, consents, events, clock);
        exportProofs = new ExportProofs(
                database,
                consents,
                new ProofBundles(consents, new Disclosures(subjects), notices, ruleSets, exhibits),
                parties,
                accessRecords,
                clock,
                Duration.ofSeconds(3));
        exportSubject = new ExportSubject(database, subjects, consents, contacts, exportProofs, accessRecords, clock);

        // ── what comes again and again: one line a job ──
        payingAfterwards = new PayingAfterwards(database, treasury, papers);
        runJobs = new RunJobs(
                database,
                new Jobs(),
                clock,
                List.of(
                        treasury.subscribing.renewals.job(), // leads paid for in advance, and the next month
                        treasury.promos.job(),
                        payingAfterwards.cycles.job(),
                        releaseShares.job()));
        moveClock = new MoveClock(database, treasury.clocks, runJobs);
        triggerEvent = new TriggerEvent(database, events, clock);
    }
}
