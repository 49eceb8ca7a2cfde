package dev.galena.market.suppression;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.consent.SuppressPeople;
import dev.galena.consent.Suppression;
import dev.galena.db.Database;
import dev.galena.market.lead.Contact;
import dev.galena.market.suppression.OptOutLinks.Link;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person says no more, by a page that one link opens once. Who holds the lead sends the link; the page shows no more of the
 * person than the person's own number or address, masked.
 */
public final class OptOut {
    public static final Duration LIFE = Duration.ofDays(30);

    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_CHARS = 43;

    private final Database db;
    private final Consents consents;
    private final SuppressPeople people;
    private final SecureRandom random;
    private final InstantSource clock;
    private final OptOutLinks links = new OptOutLinks();

    public OptOut(Database db, Consents consents, SuppressPeople people, SecureRandom random, InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.people = people;
        this.random = random;
        this.clock = clock;
    }

    /** {@code token} is nowhere else: the table has its hash. */
    public record Made(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Made[…]";
        }
    }

    /** What the page shows. {@code masked}: the person's number or address. */
    public record Page(String sellerName, String masked, Set<Channel> channels) {}

    /** What the person chose. */
    public sealed interface Choice {}

    public record Everything() implements Choice {}

    /** What this one seller asked for. */
    public record ThisSeller() implements Choice {}

    /** These channels, whoever asked. */
    public record Channels(Set<Channel> channels) implements Choice {
        public Channels {
            channels = Set.copyOf(channels);
        }
    }

    /** A link for the person of a lead; nothing where the party has nothing to do with that lead. */
    public Optional<Made> link(UUID leadId, boolean operator, UUID partyId) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var made = new Made(text, now.plus(LIFE));
        return db.inTx(tx -> {
            var concern = links.ofLead(tx, leadId, operator, partyId);
            concern.ifPresent(c -> links.add(tx, hash(text), c, partyId, now, made.expiresAt));
            return concern.map(c -> made);
        });
    }

    /** Nothing where the link is unknown, used or expired, or the person was erased. */
    public Optional<Page> page(String token) {
        return known(token).map(k -> new Page(k.link.sellerName(), masked(k.identity), k.channels));
    }

    /** True when it is done; false where {@link #page} would show nothing. */
    public boolean choose(String token, Choice choice) {
        var known = known(token);
        if (known.isEmpty()) return false;
        // First what the person wants, then the mark: repeated it does no harm, forgotten it would.
        people.suppress(List.of(suppression(known.get(), choice)));
        return db.inTx(tx -> links.use(tx, hash(token), clock.instant()));
    }

    private static Suppression suppression(Known known, Choice choice) {
        return new Suppression(
                known.identity,
                choice instanceof ThisSeller ? known.link.sellerId() : null,
                choice instanceof Channels(var channels) ? channels : Set.of(),
                Suppression.Reason.PERSON,
                null,
                null,
                "page",
                known.link.sellerId());
    }

    private record Known(Link link, Identity identity, Set<Channel> channels) {}

    private Optional<Known> known(String token) {
        if (token.length() != TOKEN_CHARS) return Optional.empty();
        return db.read(tx -> {
            var link = links.working(tx, hash(token), clock.instant());
            if (link.isEmpty()) return Optional.empty();
            return consents.history(tx, List.of(link.get().consentId())).stream()
                    .findFirst()
                    .flatMap(history -> known(link.get(), history));
        });
    }

    private static Optional<Known> known(Link link, History history) {
        var identity = history.identity();
        return Optional.ofNullable(identity)
                .map(i -> new Known(link, i, history.consent().channels()));
    }

    private static String masked(Identity identity) {
        @Nullable String phone = identity.phoneE164();
        var contact = new Contact("", "", identity.email(), phone, null, null);
        return (phone == null ? contact.maskedEmail() : contact.maskedPhone()).orElseThrow();
    }

    private static byte[] hash(String token) {
        return Digest.sha256(token.getBytes(US_ASCII)).bytes();
    }
}
