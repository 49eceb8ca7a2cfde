package dev.galena.market.purchase;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.galena.consent.Consent;
import dev.galena.consent.Contact;
import dev.galena.consent.Digest;
import dev.galena.consent.Notice;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSet;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Standing;
import dev.galena.consent.Standings;
import dev.galena.db.Tx;
import dev.galena.market.pricing.Deals;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Looks up under which terms leads are sold, and whether consent carries the sale to a buyer. */
public final class Judge {

    private final Verticals verticals;
    private final RuleSets ruleSets;
    private final Notices notices;
    private final Deals deals;

    public Judge(Verticals verticals, RuleSets ruleSets, Notices notices, Deals deals) {
        this.deals = deals;
        this.verticals = verticals;
        this.ruleSets = ruleSets;
        this.notices = notices;
    }

    private record Rules(Vertical vertical, RuleSet ruleSet) {}

    private record Version(int vertical, int version) {}

    /** What is known of some offers at one moment; asks nothing more of the database. */
    static final class Verdicts {
        private final Deals deals;
        private final Map<Version, Rules> rules;
        private final Map<Digest, Notice> words;
        private final Map<UUID, Consent> consents;
        private final Instant now;

        private Verdicts(
                Deals deals,
                Map<Version, Rules> rules,
                Map<Digest, Notice> words,
                Map<UUID, Consent> consents,
                Instant now) {
            this.deals = deals;
            this.rules = rules;
            this.words = words;
            this.consents = consents;
            this.now = now;
        }

        Terms terms(Offer offer, Request request) {
            Rules found = rules(offer);
            int vertical = offer.vertical();
            return new Terms(
                    found.vertical.code(),
                    deals.feeBps(offer.seller(), vertical, found.vertical.feeBps(), now),
                    deals.price(request.buyer(), vertical, offer.level(), request.exclusive(), now),
                    found.vertical.returnWindow(),
                    found.ruleSet.reference());
        }

        Standing standing(Offer offer, Request request) {
            Consent consent = consents.get(offer.consent());
            if (consent == null) return new Standing.Withdrawn(now);
            Notice notice = requireNonNull(words.get(consent.noticeId()), "not looked up");
            var contact = Contact.sale(request.buyerName(), offer.sold() > 0, now);
            return Standings.of(consent, notice, rules(offer).ruleSet, contact);
        }

        private Rules rules(Offer offer) {
            return requireNonNull(rules.get(new Version(offer.vertical(), offer.version())), "not looked up");
        }
    }

    /** The digests of what was judged by, under code@version; the log knows them from now on. */
    Map<String, Digest> publish(Tx tx, Verdicts verdicts, Instant now) {
        var ruleSets = verdicts.rules.values().stream().map(Rules::ruleSet).toList();
        this.ruleSets.publish(tx, ruleSets, now);
        Map<String, Digest> digests = HashMap.newHashMap(ruleSets.size());
        for (RuleSet each : ruleSets) digests.put(each.reference(), each.digest());
        return digests;
    }

    /** The codes of the verticals that these are of. */
    Set<String> codes(Tx tx, Collection<Offer> offers) {
        return offers.stream()
                .map(o -> new Version(o.vertical(), o.version()))
                .distinct()
                .map(v -> vertical(tx, v).code())
                .collect(toSet());
    }

    private Vertical vertical(Tx tx, Version version) {
        return verticals
                .version(tx, version.vertical, version.version)
                .orElseThrow(() -> new IllegalStateException("no such vertical: " + version));
    }

    Verdicts verdicts(Tx tx, Collection<Offer> offers, Map<UUID, Consent> consents, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<Version, Rules> rules = new HashMap<>();
        for (Offer offer : offers) {
            var version = new Version(offer.vertical(), offer.version());
            if (rules.containsKey(version)) continue;
            Vertical vertical = vertical(tx, version);
            RuleSet ruleSet = ruleSets.current(tx, vertical.ruleSet(), today)
                    .orElseThrow(() -> new IllegalStateException("no rule set in effect: " + vertical.ruleSet()));
            rules.put(version, new Rules(vertical, ruleSet));
        }
        var ids = consents.values().stream().map(Consent::noticeId).distinct().toList();
        return new Verdicts(deals, rules, notices.texts(tx, ids), consents, now);
    }
}
