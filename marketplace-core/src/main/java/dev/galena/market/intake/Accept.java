package dev.galena.market.intake;

import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Grant;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subject;
import dev.galena.consent.Subjects;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.lead.Contacts;
import dev.galena.market.lead.Lead;
import dev.galena.market.lead.Leads;
import dev.galena.market.listing.Listings;
import dev.galena.market.listing.NewListing;
import dev.galena.market.scoring.Contribution;
import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.Vertical;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Takes checked leads into the market, in the caller's transaction: who is it → do we have them → what did they agree to →
 * lead, contact, listing. The people are locked first, so that of two batches with the same person one waits and then sees
 * the other's lead.
 */
final class Accept {
    private static final UUID NOBODY = new UUID(0, 0);
    /**
     * PostgreSQL keeps a plan it has made for any parameters. Made while the tables were empty it reads them whole, and goes on
     * doing so while the first batch of a new market fills them.
     */
    private static final String PLAN_ANEW = "set local plan_cache_mode = force_custom_plan";

    private static final Json NOTHING = new Json("{}");

    private final Subjects subjects;
    private final Consents consents;
    private final Leads leads;
    private final Contacts contacts;
    private final Listings listings;
    private final RuleSets ruleSets;

    Accept(Subjects subjects, Consents consents, RuleSets ruleSets, Leads leads, Contacts contacts, Listings listings) {
        this.subjects = subjects;
        this.consents = consents;
        this.ruleSets = ruleSets;
        this.leads = leads;
        this.contacts = contacts;
        this.listings = listings;
    }

    /** As many outcomes as leads, in order. A list may repeat a person: the first counts. */
    List<Outcome> all(Tx tx, Arrival arrival, List<Checked> checked, Instant now) {
        return all(tx, arrival, checked, now, () -> {});
    }

    /**
     * The same in a transaction that others of the same worker follow.
     *
     * @param waitedEnough run once everything is done that may wait for another transaction: one that takes people only
     *     then is never waited for by this one
     */
    List<Outcome> all(Tx tx, Arrival arrival, List<Checked> checked, Instant now, Runnable waitedEnough) {
        tx.run(PLAN_ANEW);
        List<Subject> people =
                subjects.resolve(tx, checked.stream().map(Checked::identity).toList(), now);
        Map<UUID, UUID> earlier = earlier(tx, arrival, people, now);
        List<Outcome> outcomes = new ArrayList<>(checked.size());
        List<Accepting> accepting = new ArrayList<>(checked.size());
        Sellable sellable = sellable(tx, arrival, now);
        for (int i = 0; i < checked.size(); i++) {
            var one = new Accepting(Id.next(), people.get(i), checked.get(i));
            Outcome outcome = decide(arrival, one, earlier, sellable);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Accepted) accepting.add(one);
        }
        write(tx, arrival, accepting, now, waitedEnough);
        return outcomes;
    }

    /** What {@link #all} would say, without writing or locking anything. */
    List<Outcome> preview(Tx tx, Arrival arrival, List<Checked> checked, SeenPeople seen, Instant now) {
        tx.run(PLAN_ANEW);
        Instant since = now.minus(arrival.vertical().duplicateWindow());
        List<Set<UUID>> people =
                subjects.findAll(tx, checked.stream().map(Checked::identity).toList());
        Set<UUID> known = new HashSet<>();
        people.forEach(known::addAll);
        Set<UUID> earlier =
                leads.recent(tx, known, arrival.vertical().id(), since).keySet();
        Sellable sellable = sellable(tx, arrival, now);
        List<Outcome> outcomes = new ArrayList<>(checked.size());
        for (int i = 0; i < checked.size(); i++) {
            boolean again = seen.add(checked.get(i).identity());
            boolean stored = people.get(i).stream().anyMatch(earlier::contains);
            outcomes.add(
                    again || stored
                            ? new Outcome.Duplicate(NOBODY)
                            : new Outcome.Accepted(NOBODY, sellable.lacking(checked.get(i))));
        }
        return outcomes;
    }

    private Sellable sellable(Tx tx, Arrival arrival, Instant now) {
        return Sellable.under(tx, ruleSets, arrival.vertical().ruleSet(), now);
    }

    private record Accepting(UUID leadId, Subject person, Checked lead) {}

    private Map<UUID, UUID> earlier(Tx tx, Arrival arrival, List<Subject> people, Instant now) {
        Set<UUID> known = new HashSet<>();
        for (Subject person : people) {
            if (person.known()) known.add(person.id());
            known.addAll(person.alsoMatched());
        }
        Instant since = now.minus(arrival.vertical().duplicateWindow());
        return new HashMap<>(leads.recent(tx, known, arrival.vertical().id(), since));
    }

    /** {@code earlier}: lead of each person; the accepted ones are added. */
    private static Outcome decide(Arrival arrival, Accepting one, Map<UUID, UUID> earlier, Sellable sellable) {
        UUID before = earlier.get(one.person().id());
        for (UUID also : one.person().alsoMatched()) if (before == null) before = earlier.get(also);
        if (before != null) return new Outcome.Duplicate(before);
        var agreement = one.lead().agreement();
        if (one.person().withdrawnSince(agreement.at())
                || one.person().suppressed(arrival.source().sellerId(), agreement.channels()))
            return new Outcome.Suppressed();
        earlier.put(one.person().id(), one.leadId());
        return new Outcome.Accepted(one.leadId(), sellable.lacking(one.lead()));
    }

    private void write(Tx tx, Arrival arrival, List<Accepting> accepted, Instant now, Runnable waitedEnough) {
        List<Grant> grants = accepted.stream().map(a -> grant(arrival, a)).toList();
        List<UUID> consentIds = consents.grant(tx, grants, arrival.submission(), now, waitedEnough);
        if (accepted.isEmpty()) return;
        List<Lead> rows = new ArrayList<>(accepted.size());
        List<NewListing> offers = new ArrayList<>(accepted.size());
        List<Contacts.Sealed> sealed = new ArrayList<>(accepted.size());
        Map<List<Contribution>, Json> contributions = new HashMap<>();
        for (int i = 0; i < accepted.size(); i++) {
            Accepting one = accepted.get(i);
            Json points = contributions.computeIfAbsent(one.lead().score().contributions(), Accept::contributions);
            rows.add(lead(arrival, one, consentIds.get(i), points, now));
            offers.add(offer(arrival, one, now));
            sealed.add(Contacts.seal(
                    one.leadId(), one.lead().contact(), one.person().key()));
        }
        leads.add(tx, rows);
        contacts.add(tx, sealed);
        listings.add(tx, offers);
    }

    private static Grant grant(Arrival arrival, Accepting one) {
        Agreement agreement = one.lead().agreement();
        return new Grant(
                one.person(),
                one.lead().identity(),
                arrival.source().sellerId(),
                agreement.text(),
                agreement.language(),
                agreement.at(),
                null,
                agreement.channels(),
                agreement.certified(),
                arrival.batchId() != null,
                agreement.captured());
    }

    private static Lead lead(Arrival arrival, Accepting one, UUID consentId, Json contributions, Instant now) {
        Checked lead = one.lead();
        return new Lead(
                one.leadId(),
                one.person().id(),
                consentId,
                arrival.source().sellerId(),
                arrival.source().id(),
                arrival.batchId(),
                arrival.batchId() == null ? null : lead.row(),
                arrival.vertical().id(),
                arrival.vertical().version(),
                lead.facts().generatedAt(),
                now,
                lead.subs(),
                lead.attributes().hidden().isEmpty()
                        ? NOTHING
                        : new Json(new JsonObject(lead.attributes().hidden()).encode()),
                contributions);
    }

    private static Json contributions(List<Contribution> contributions) {
        var json = new JsonArray();
        for (Contribution c : contributions)
            json.add(new JsonObject()
                    .put("group", c.group())
                    .put("rule", c.rule())
                    .put("points", c.points()));
        return new Json(json.encode());
    }

    private static NewListing offer(Arrival arrival, Accepting one, Instant now) {
        Vertical vertical = arrival.vertical();
        Facts facts = one.lead().facts();
        Level level = one.lead().score().level();
        long price = vertical.price(level);
        return new NewListing(
                one.leadId(),
                vertical.id(),
                vertical.version(),
                arrival.source().sellerId(),
                arrival.source().alias(),
                facts.state(),
                facts.zip(),
                one.lead().score().total(),
                level,
                facts.channels()
                        & ~Channel.bits(one.person().stopped(arrival.source().sellerId())),
                facts.certified(),
                facts.generatedAt(),
                now.plus(vertical.listingLife()),
                new JsonObject(one.lead().attributes().shown()),
                arrival.source().currency(),
                price,
                vertical.exclusivePrice(price),
                vertical.slots());
    }
}
