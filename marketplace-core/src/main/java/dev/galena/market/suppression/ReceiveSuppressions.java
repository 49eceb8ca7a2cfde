package dev.galena.market.suppression;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.market.delivery.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes suppressions in as messages signed by Standard Webhooks: an id, a time not more than five minutes from ours, and
 * HMAC-SHA-256 over both and the body, under the secret of the source. A message that comes again is taken once.
 */
public final class ReceiveSuppressions {
    private static final Duration SKEW_MAX = Duration.ofMinutes(5);
    private static final int ID_CHARS_MAX = 200;
    private static final int IN_FORCE_MAX = 20;
    private static final String ORDER = "suppression_source";

    private final Database db;
    private final MasterKey master;
    private final InstantSource clock;
    private final SuppressionSources sources = new SuppressionSources();

    public ReceiveSuppressions(Database db, MasterKey master, InstantSource clock) {
        this.db = db;
        this.master = master;
        this.clock = clock;
    }

    /** A new source and its secret, shown this once. */
    public record Opened(SuppressionSource source, String secret) {
        @Override
        public String toString() {
            return "Opened[" + source.id() + "]";
        }
    }

    /** Somebody's message, with its three headers. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Message(UUID sourceId, String id, String timestamp, String signatures, byte[] body) {}

    /** What a message turns out to be. */
    public sealed interface Verdict {}

    /** It is genuine and new; {@code operator}: it speaks for everybody's leads. */
    public record Genuine(UUID partyId, boolean operator) implements Verdict {}

    /** It was taken in before. */
    public record Again() implements Verdict {}

    /** Unknown source, wrong signature or too old: all look the same. */
    public record NotGenuine() implements Verdict {}

    /** Nothing where the party has as many as it may have. */
    public Optional<Opened> open(UUID partyId, String name) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var source = new SuppressionSource(Id.next(), partyId, name, now, null);
        var secret = Secret.fresh();
        byte[] sealed = master.seal(secret.text().getBytes(UTF_8), context(source.id()));
        return db.inTx(tx -> {
            tx.lock("suppression_source " + partyId);
            if (sources.inForce(tx, partyId) >= IN_FORCE_MAX) return Optional.empty();
            sources.add(tx, source, sealed);
            return Optional.of(new Opened(source, secret.text()));
        });
    }

    public Page.Slice<SuppressionSource> page(UUID partyId, Page page) {
        List<SuppressionSource> found = db.read(tx -> sources.page(tx, partyId, page));
        return page.cut(ORDER, found, s -> new Page.Cursor("", s.id()));
    }

    /** Names the list in its cursors. */
    public static String order() {
        return ORDER;
    }

    public boolean revoke(UUID partyId, UUID id) {
        return db.inTx(tx -> sources.revoke(tx, partyId, id, clock.instant()));
    }

    public Verdict check(Message message) {
        if (message.id.isEmpty() || message.id.length() > ID_CHARS_MAX || !message.timestamp.matches("[0-9]{1,12}"))
            return new NotGenuine();
        var at = Instant.ofEpochSecond(Long.parseLong(message.timestamp));
        if (Duration.between(at, clock.instant()).abs().compareTo(SKEW_MAX) > 0) return new NotGenuine();
        return db.read(tx -> {
            var sending = sources.sending(tx, message.sourceId);
            if (sending.isEmpty()) return new NotGenuine();
            var source = sending.get().source();
            var secret = new Secret(new String(master.open(sending.get().sealedSecret(), context(source.id())), UTF_8));
            if (!secret.signed(message.signatures, message.id, at, message.body)) return new NotGenuine();
            if (sources.taken(tx, source.id(), message.id)) return new Again();
            return new Genuine(source.partyId(), sending.get().operator());
        });
    }

    /** Once its effect has committed: what is repeated before does no harm. */
    public void took(Message message) {
        db.inTx(tx -> {
            var now = clock.instant();
            sources.take(tx, message.sourceId, message.id, now, now.minus(SKEW_MAX.multipliedBy(4)));
            return now;
        });
    }

    private static byte[] context(UUID id) {
        return ("suppression_source " + id).getBytes(UTF_8);
    }
}
