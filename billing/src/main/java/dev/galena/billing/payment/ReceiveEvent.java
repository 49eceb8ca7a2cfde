package dev.galena.billing.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.db.Database;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a provider tells: checks who signed it, keeps it, and is done. The effect comes afterwards ({@link ProcessEvents}), so
 * that the provider is answered at once and nothing it said is lost. An event that comes again is kept once.
 */
public final class ReceiveEvent {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveEvent.class);

    /** What a message turns out to be. */
    public enum Verdict {
        KEPT,
        /** Kept before. */
        AGAIN,
        /** Wrong signature, too old, or no event. */
        NOT_GENUINE
    }

    private final Database database;
    private final ProviderEvents events = new ProviderEvents();
    private final List<String> secrets;
    private final InstantSource clock;

    /** Without a secret nothing is genuine. */
    public ReceiveEvent(Database database, List<String> secrets, InstantSource clock) {
        this.database = database;
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
    }

    public Verdict receive(String signature, byte[] body) {
        var now = clock.instant();
        if (!StripeSignature.genuine(signature, body, secrets, now)) return Verdict.NOT_GENUINE;
        try {
            var event = new JsonObject(new String(body, UTF_8));
            return database.inTx(tx -> events.keep(tx, "stripe", event, now)) ? Verdict.KEPT : Verdict.AGAIN;
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            LOG.warn("a signed message is no event: {}", e.getClass().getSimpleName());
            return Verdict.NOT_GENUINE;
        }
    }
}
