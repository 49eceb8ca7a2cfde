package dev.galena.market.party;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.galena.consent.log.Ed25519;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A party registers the public keys it signs with, showing by a signature that it has the private half: over {@link #CONTEXT}
 * and its own id, so that nobody can register another's key as its own.
 */
public final class RegisterKey {
    public static final String CONTEXT = "galena.signing-key/1";

    private static final int IN_FORCE_MAX = 20;

    private final Database db;
    private final PartyKeys keys;
    private final InstantSource clock;

    public RegisterKey(Database db, PartyKeys keys, InstantSource clock) {
        this.db = db;
        this.keys = keys;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    public record Registered(PartyKey key) implements Outcome {}

    /** No point of the curve, or one under which anybody can sign. */
    public record NotAKey() implements Outcome {}

    /** The signature is not this key's over this party's id. */
    public record NotProven() implements Outcome {}

    public record AlreadyThere() implements Outcome {}

    /** As many are in force as a party may have. */
    public record TooMany() implements Outcome {}

    /** The bytes that {@link #CONTEXT} introduces: the party's id as the API writes it. */
    public static byte[] statement(UUID partyId) {
        return Id.text("pty", partyId).getBytes(US_ASCII);
    }

    /** {@code actor}: the key or person that registers it. */
    public Outcome register(UUID partyId, String actor, String label, byte[] publicKey, byte[] signature) {
        if (!Ed25519.isKey(publicKey)) return new NotAKey();
        if (!Ed25519.verifies(publicKey, PartyKeys.message(CONTEXT, statement(partyId)), signature))
            return new NotProven();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var key = new PartyKey(Id.next(), partyId, label, publicKey.clone(), now, null);
        return db.inTx(tx -> {
            tx.lock("party_key " + partyId); // or two at once could pass the limit
            if (keys.inForce(tx, partyId) >= IN_FORCE_MAX) return new TooMany();
            return keys.add(tx, key, actor) ? new Registered(key) : new AlreadyThere();
        });
    }

    /** False where the party has no such key. */
    public boolean revoke(UUID partyId, UUID id) {
        return db.inTx(tx -> keys.revoke(tx, partyId, id, clock.instant()));
    }

    public Optional<PartyKey> find(UUID partyId, UUID id) {
        return db.read(tx -> keys.find(tx, partyId, id));
    }

    public Page.Slice<PartyKey> page(UUID partyId, Page page) {
        return db.read(tx -> keys.page(tx, partyId, page));
    }
}
