package dev.galena.market.trail;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.RuleSet;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Standing;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Could a buyer contact a person, under which words, proven by what? Judged as things stood at the moment asked about. The asking
 * is on record, and each verdict an event of its consent, before anybody reads it.
 */
public final class EvaluateRules {
    private final Database db;
    private final Subjects subjects;
    private final Consents consents;
    private final RuleSets ruleSets;
    private final Parties parties;
    private final Verticals verticals;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Trails trails = new Trails();

    public EvaluateRules(
            Database db,
            Subjects subjects,
            Consents consents,
            RuleSets ruleSets,
            Parties parties,
            Verticals verticals,
            AccessRecords records,
            InstantSource clock) {
        this.db = db;
        this.subjects = subjects;
        this.consents = consents;
        this.ruleSets = ruleSets;
        this.parties = parties;
        this.verticals = verticals;
        this.records = records;
        this.clock = clock;
    }

    /** What came of asking, in the order of precedence. */
    public sealed interface Outcome {}

    /** A person, consent, lead or buyer that is not there or not the asker's to know. */
    public record NotThere() implements Outcome {}

    /** {@code at}: its place in the question. */
    public record RuleSetUnknown(int at) implements Outcome {}

    public record Evaluated(Evaluation evaluation) implements Outcome {}

    public Outcome evaluate(Viewer viewer, Question question) {
        return db.inTxRetrying(tx -> {
            List<String> known = ruleSets.codes(tx);
            for (int i = 0; i < question.ruleSets().size(); i++) {
                if (!known.contains(question.ruleSets().get(i))) return new RuleSetUnknown(i);
            }
            Optional<String> buyer = buyer(tx, viewer, question);
            Map<UUID, List<Trail.Origin>> leads = leads(tx, viewer, question);
            if (buyer.isEmpty() || leads.isEmpty()) return new NotThere();
            Map<UUID, Consent> locked = consents.lock(tx, leads.keySet());
            if (locked.isEmpty()) return new NotThere();
            var judging = new Judging(question, buyer.get(), versions(tx, question, leads), states(tx, leads));
            List<Evaluation.OfConsent> judged = consents.history(tx, locked.keySet()).stream()
                    .map(h -> judging.of(h, leads.getOrDefault(h.consent().id(), List.of()), buyerId(viewer, question)))
                    .toList();
            record(tx, viewer, question, buyer.get(), judged, leads, locked);
            return new Evaluated(new Evaluation(buyer.get(), question.at(), judged));
        });
    }

    /** The name to look for. Whoever does not see all may ask for himself, or for a name that he knows anyway. */
    private Optional<String> buyer(Tx tx, Viewer viewer, Question question) {
        if (question.buyerName() != null) return Optional.of(question.buyerName());
        UUID id = buyerId(viewer, question);
        if (!viewer.sight().wide() && !id.equals(viewer.sight().partyId())) return Optional.empty();
        return parties.find(tx, id).map(Party::name);
    }

    private static UUID buyerId(Viewer viewer, Question question) {
        return question.buyerId() == null ? viewer.sight().partyId() : question.buyerId();
    }

    /** The leads within sight, by consent; of the operator's consents also those that came with none. */
    private Map<UUID, List<Trail.Origin>> leads(Tx tx, Viewer viewer, Question question) {
        var leads = new TreeMap<UUID, List<Trail.Origin>>(
                switch (question.about()) {
                    case Question.OfLead(var id) -> byConsent(trails.ofLeads(tx, List.of(id), viewer.sight()));
                    case Question.OfSubject(var id) -> byConsent(trails.ofSubjects(tx, List.of(id), viewer.sight()));
                    case Question.OfPerson(var identity) ->
                        byConsent(trails.ofSubjects(tx, List.copyOf(subjects.findAll(tx, identity)), viewer.sight()));
                    case Question.OfConsent(var id) -> ofConsent(tx, viewer, id);
                });
        return leads;
    }

    private Map<UUID, List<Trail.Origin>> ofConsent(Tx tx, Viewer viewer, UUID id) {
        Consent consent = consents.find(tx, List.of(id)).get(id);
        if (consent == null) return Map.of();
        var leads = byConsent(trails.ofSubjects(tx, List.of(consent.subjectId()), viewer.sight()));
        if (leads.containsKey(id)) return Map.of(id, leads.getOrDefault(id, List.of()));
        return viewer.sight().operator() ? Map.of(id, List.of()) : Map.of();
    }

    private static Map<UUID, List<Trail.Origin>> byConsent(List<Trail.Origin> origins) {
        return origins.stream().collect(groupingBy(Trail.Origin::consentId));
    }

    /** By consent: the codes asked about, with the version in force at that moment. */
    private Map<UUID, Map<String, Optional<RuleSet>>> versions(
            Tx tx, Question question, Map<UUID, List<Trail.Origin>> leads) {
        var versions = new HashMap<UUID, Map<String, Optional<RuleSet>>>();
        leads.forEach((consent, origins) -> {
            Set<String> codes = new LinkedHashSet<>(question.ruleSets());
            if (codes.isEmpty()) {
                for (var origin : origins)
                    verticals.current(origin.vertical()).map(Vertical::ruleSet).ifPresent(codes::add);
            }
            var found = new TreeMap<String, Optional<RuleSet>>();
            for (String code : codes) found.put(code, ruleSets.current(tx, code, Judging.date(question.at())));
            versions.put(consent, found);
        });
        return versions;
    }

    private static Map<UUID, Set<String>> states(Tx tx, Map<UUID, List<Trail.Origin>> leads) {
        UUID[] ids = leads.values().stream()
                .flatMap(List::stream)
                .map(Trail.Origin::id)
                .toArray(UUID[]::new);
        var byLead = tx
                .rows(
                        "select lead_id, state from market.listing where lead_id = any($1) and state is not null",
                        (Object) ids)
                .stream()
                .collect(toMap(r -> r.getUUID(0), r -> r.getString(1)));
        var states = new HashMap<UUID, Set<String>>();
        leads.forEach((consent, origins) -> {
            var found = new LinkedHashSet<String>();
            for (var origin : origins)
                Optional.ofNullable(byLead.get(origin.id())).ifPresent(found::add);
            states.put(consent, found);
        });
        return states;
    }

    private void record(
            Tx tx,
            Viewer viewer,
            Question question,
            String buyer,
            List<Evaluation.OfConsent> judged,
            Map<UUID, List<Trail.Origin>> leads,
            Map<UUID, Consent> locked) {
        Instant now = clock.instant();
        List<RuleSet> used = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        List<AccessRecord> accesses = new ArrayList<>();
        for (var one : judged) {
            for (var verdict : one.verdicts()) {
                if (verdict.rules() != null) used.add(verdict.rules());
                events.add(event(viewer, question, buyer, one, verdict));
            }
            List<Trail.Origin> origins = leads.getOrDefault(one.consent().id(), List.of());
            accesses.add(new AccessRecord(
                    Id.next(),
                    now,
                    viewer.sight().partyId(),
                    viewer.actor(),
                    "rules.evaluated",
                    one.consent().subjectId(),
                    origins.isEmpty() ? null : origins.getFirst().id(),
                    viewer.purpose(),
                    viewer.requestId()));
        }
        ruleSets.publish(tx, used, now);
        consents.record(tx, events, locked, now);
        records.add(tx, accesses);
    }

    private static Event event(
            Viewer viewer, Question question, String buyer, Evaluation.OfConsent one, Evaluation.Verdict verdict) {
        var fields = new HashMap<String, Object>();
        fields.put("party", viewer.sight().partyId());
        if (question.buyerName() == null) fields.put("buyer_id", buyerId(viewer, question));
        fields.put("buyer_name", buyer);
        if (question.channel() != null) fields.put("channel", question.channel().code());
        fields.put("asked_for", question.at());
        if (verdict.rules() == null) {
            fields.put("not_in_force", verdict.code());
        } else {
            fields.put("rule_set", verdict.rules().reference());
            fields.put("rules", verdict.rules().digest());
        }
        fields.put("verdict", verdict.verdict());
        fields.put("reasons", verdict.reasons().stream().map(Standing::code).toList());
        fields.put("missing", verdict.missing());
        return Event.of(one.consent().id(), verdict.given() ? "check.passed" : "check.failed", fields);
    }
}
