package dev.galena.api;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Grant;
import dev.galena.consent.Identity;
import dev.galena.consent.Notices;
import dev.galena.consent.Subjects;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.market.lead.Contact;
import dev.galena.market.lead.Contacts;
import dev.galena.market.listing.Listings;
import dev.galena.market.listing.NewListing;
import dev.galena.market.party.Party;
import dev.galena.market.scoring.Score;
import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Vertical;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Puts leads on the market without the way through intake. */
final class ListedLeads {
    static final String EMAIL = "ada.lovelace@example.com";

    private final OpenMarket market;
    private final Subjects subjects;
    private final Consents consents;
    private final Listings listings = new Listings();

    ListedLeads(OpenMarket market) {
        this.market = market;
        subjects = new Subjects(market.master);
        consents = new Consents(subjects, new Notices());
    }

    /** One that a party of this name may buy, with a contact to reveal. */
    UUID forSale(Party seller, String buyerName, String phone) {
        var identity = new Identity(phone, null);
        String words = "I agree that " + buyerName + " may call me. My consent is not a condition of any purchase.";
        UUID id = list(seller, "CA", JsonObject.of(), identity, words);
        market.database.inTx(tx -> {
            UUID subject = subjects.find(tx, identity).orElseThrow();
            var contact = new Contact("Ada", "Lovelace", null, phone, null, null);
            new Contacts()
                    .add(
                            tx,
                            List.of(Contacts.seal(
                                    id,
                                    contact,
                                    subjects.keys(tx, List.of(subject)).get(subject))));
            return null;
        });
        return id;
    }

    /** Of education, in a state, asked for an hour ago. */
    UUID list(Party seller, String state, JsonObject attrs) {
        return list(
                seller, state, attrs, new Identity(null, EMAIL), "I agree that Northfield College may write to me.");
    }

    private UUID list(Party seller, String state, JsonObject attrs, Identity identity, String words) {
        Vertical vertical = market.market.verticals.current("education").orElseThrow();
        Instant now = market.clock.instant();
        Instant asked = now.minus(Duration.ofHours(1));
        var facts = new Facts(attrs.getMap(), state, "90012", "src-one", 9, true, asked);
        Score score = Score.of(vertical, facts, now);
        long price = vertical.price(score.level());
        UUID id = Id.next();
        market.database.inTx(tx -> {
            var subject = subjects.resolve(tx, List.of(identity), now).getFirst();
            var captured = new Captured(
                    "Ada Lovelace",
                    "https://x.example.com",
                    "198.51.100.7",
                    "agent",
                    List.of(),
                    List.of("form"),
                    "click");
            UUID consent = consents.grant(
                            tx,
                            List.of(new Grant(
                                    subject,
                                    identity,
                                    seller.id(),
                                    words,
                                    "en",
                                    asked,
                                    null,
                                    Set.of(Channel.CALL, Channel.SMS),
                                    true,
                                    false,
                                    captured)),
                            now)
                    .getFirst();
            var contributions = new JsonArray();
            score.contributions()
                    .forEach(c -> contributions.add(
                            JsonObject.of("group", c.group(), "rule", c.rule(), "points", c.points())));
            tx.run(
                    """
                    insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version,
                      generated_at, received_at, subs, hidden, contributions)
                    values ($1, $2, $3, $4, $1, $5, $6, $7, $8, '{}', '{}', $9)""",
                    id,
                    subject.id(),
                    consent,
                    seller.id(),
                    vertical.id(),
                    vertical.version(),
                    asked,
                    now,
                    new Json(contributions.encode()));
            listings.add(
                    tx,
                    List.of(new NewListing(
                            id,
                            vertical.id(),
                            vertical.version(),
                            seller.id(),
                            "src-one",
                            state,
                            "90012",
                            score.total(),
                            score.level(),
                            9,
                            true,
                            asked,
                            now.plus(vertical.listingLife()),
                            attrs,
                            seller.currency().getCurrencyCode(),
                            price,
                            vertical.exclusivePrice(price),
                            vertical.slots())));
            return null;
        });
        return id;
    }
}
