package dev.galena.market.listing;

import dev.galena.consent.Channel;
import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Standings;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lead's page before purchase: everything a buyer may know, nothing about who the person is. */
public final class ShowListing {
    private final Database database;
    private final Listings listings;
    private final Verticals verticals;
    private final Consents consents;
    private final Notices notices;
    private final RuleSets ruleSets;
    private final InstantSource clock;

    public ShowListing(
            Database database,
            Listings listings,
            Verticals verticals,
            Consents consents,
            Notices notices,
            RuleSets ruleSets,
            InstantSource clock) {
        this.database = database;
        this.listings = listings;
        this.verticals = verticals;
        this.consents = consents;
        this.notices = notices;
        this.ruleSets = ruleSets;
        this.clock = clock;
    }

    /**
     * What is known of the consent without its words.
     *
     * @param complete the record has all that the vertical's rule set asks for
     */
    public record ConsentFacts(
            Set<Channel> channels,
            boolean certified,
            Instant grantedAt,
            @Nullable Instant expiresAt,
            boolean withdrawn,
            String ruleSet,
            boolean complete) {}

    /**
     * The page.
     *
     * @param vertical in the version the lead came under
     * @param contributions of the scorecard: {@code [{group, rule, points}]}
     */
    public record Shown(Listing listing, Vertical vertical, JsonArray contributions, ConsentFacts consent) {
        public boolean onSale(Instant now) {
            return !consent.withdrawn && listing.onSale(now);
        }
    }

    /** Nothing if there is no such listing in this currency, or none that buyers may still look at. */
    public Optional<Shown> toBuyer(UUID leadId, Currency currency) {
        return database.read(tx -> listings.one(tx, leadId)
                .filter(l -> l.terms().currency().equals(currency.getCurrencyCode()))
                .filter(l -> l.status() != Listing.Status.ERASED && l.status() != Listing.Status.WITHDRAWN)
                .flatMap(l -> shown(tx, l)));
    }

    /** Nothing if there is no such listing of this seller. */
    public Optional<Shown> toSeller(UUID leadId, UUID sellerId) {
        return database.read(tx -> listings.one(tx, leadId)
                .filter(l -> l.terms().sellerId().equals(sellerId))
                .flatMap(l -> shown(tx, l)));
    }

    public Instant now() {
        return clock.instant();
    }

    private Optional<Shown> shown(Tx tx, Listing listing) {
        var terms = listing.terms();
        Vertical vertical = verticals
                .version(tx, terms.verticalId(), terms.verticalVersion())
                .orElseThrow(() -> new IllegalStateException("a listing of an unknown vertical"));
        List<Row> lead = tx.rows("select contributions, consent_id from market.lead where id = $1", terms.leadId());
        if (lead.isEmpty()) return Optional.empty();
        UUID consentId = lead.getFirst().getUUID(1);
        Consent consent = consents.find(tx, List.of(consentId)).get(consentId);
        if (consent == null) return Optional.empty();
        return Optional.of(new Shown(listing, vertical, lead.getFirst().getJsonArray(0), facts(tx, consent, vertical)));
    }

    private ConsentFacts facts(Tx tx, Consent consent, Vertical vertical) {
        Instant now = clock.instant();
        var notice = Optional.ofNullable(
                notices.texts(tx, List.of(consent.noticeId())).get(consent.noticeId()));
        var rules = ruleSets.current(
                tx, vertical.ruleSet(), now.atZone(ZoneOffset.UTC).toLocalDate());
        boolean complete = notice.isPresent()
                && rules.isPresent()
                && Standings.missing(consent, notice.get(), rules.get(), now).isEmpty();
        return new ConsentFacts(
                consent.channels(),
                consent.certified(),
                consent.grantedAt(),
                consent.expiresAt(),
                consent.revokedAt() != null,
                rules.map(r -> r.reference()).orElse(vertical.ruleSet()),
                complete);
    }
}
