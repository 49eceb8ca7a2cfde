package dev.galena.market.delivery;

import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A party says where it wants to be told, and of what. Another party's endpoint is answered like a missing one. */
public final class RegisterWebhooks {
    public static final int ENDPOINTS_MAX = 20;
    public static final int TYPES_MAX = 50;
    /** How long the secret before still signs after a rotation. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final Pattern TYPE = Pattern.compile("[a-z]+(?:[._-][a-z]+){0,5}");

    private final Database db;
    private final WebhookEndpoints endpoints = new WebhookEndpoints();
    private final MasterKey key;
    private final InstantSource clock;
    private final boolean development;

    /** {@code development} lets addresses of this machine through, and plain http. */
    public RegisterWebhooks(Database db, MasterKey key, InstantSource clock, boolean development) {
        this.db = db;
        this.key = key;
        this.clock = clock;
        this.development = development;
    }

    public sealed interface Outcome {}

    /**
     * Done.
     *
     * @param secret shown this once; null where it did not change
     */
    public record Registered(
            WebhookEndpoint endpoint, @Nullable String secret) implements Outcome {}

    /**
     * What does not do.
     *
     * @param field {@code url}, {@code types} or, for the number of endpoints, empty
     * @param code stable
     */
    public record Refused(String field, String code) implements Outcome {}

    public record Missing() implements Outcome {}

    /** Null leaves as it is. */
    public record Change(
            @Nullable String url,
            @Nullable List<String> types,
            @Nullable Boolean enabled) {}

    public Outcome create(UUID partyId, String url, List<String> types) {
        Optional<Refused> refusal = refusal(url, types);
        if (refusal.isPresent()) return refusal.get();
        var secret = Secret.fresh();
        UUID id = Id.next();
        byte[] sealed = Secrets.first(secret).sealed(key, id);
        return db.inTx(tx -> {
            tx.lock("webhooks of " + partyId);
            if (endpoints.of(tx, partyId).size() >= ENDPOINTS_MAX) return new Refused("", "too-many-endpoints");
            Instant now = clock.instant();
            endpoints.add(tx, id, partyId, url, types, sealed, now);
            return new Registered(
                    new WebhookEndpoint(id, partyId, url, types, true, null, 0, null, now), secret.text());
        });
    }

    public List<WebhookEndpoint> list(UUID partyId) {
        return db.read(tx -> endpoints.of(tx, partyId));
    }

    public Outcome change(UUID partyId, UUID id, Change change) {
        return changing(partyId, id, (tx, old) -> {
            String url = change.url == null ? old.url() : change.url;
            List<String> types = change.types == null ? old.types() : change.types;
            boolean enabled = change.enabled == null ? old.enabled() : change.enabled;
            Optional<Refused> refusal = refusal(url, types);
            if (refusal.isPresent()) return refusal.get();
            String because = enabled ? null : old.enabled() ? "asked" : old.disabledBecause();
            endpoints.change(tx, id, url, types, enabled, because);
            return new Registered(endpoints.lock(tx, partyId, id).orElseThrow(), null);
        });
    }

    public Outcome rotate(UUID partyId, UUID id) {
        return changing(partyId, id, (tx, old) -> {
            var secret = Secret.fresh();
            Secrets secrets = Secrets.open(key, id, endpoints.secrets(tx, id));
            endpoints.setSecrets(
                    tx, id, secrets.rotated(secret, clock.instant(), OVERLAP).sealed(key, id));
            return new Registered(old, secret.text());
        });
    }

    public Outcome delete(UUID partyId, UUID id) {
        return changing(partyId, id, (tx, old) -> {
            endpoints.delete(tx, id);
            return new Registered(old, null);
        });
    }

    private Outcome changing(UUID partyId, UUID id, BiFunction<Tx, WebhookEndpoint, Outcome> work) {
        return db.inTx(tx ->
                endpoints.lock(tx, partyId, id).map(old -> work.apply(tx, old)).orElseGet(Missing::new));
    }

    /** Names are looked up only when something is sent: what they resolve to then is what counts. */
    private Optional<Refused> refusal(String url, List<String> types) {
        try {
            Destination to = Destination.parse(url, development);
            if (to.hostIsAddress()) new PublicAddress(InetAddress::getAllByName, development).of(to, 0);
        } catch (Destination.Refused e) {
            return Optional.of(new Refused("url", e.code()));
        }
        if (types.size() > TYPES_MAX
                || !types.stream()
                        .allMatch(t -> t.length() <= 60 && TYPE.matcher(t).matches()))
            return Optional.of(new Refused("types", "field-invalid"));
        return Optional.empty();
    }
}
