package dev.galena.market.relay;

import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.party.PartyKey;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.relay.DueObligations.Running;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A holder confirms, over a signature of one of its keys, that it has heard and what it did. What does not verify is kept and
 * counted too, and shows on the list of what somebody should look after. Repeating it is harmless.
 */
public final class AcknowledgeObligation {
    /** What a holder may say that it did. */
    public static final List<String> ACTIONS = List.of("stopped", "deleted", "never-used");

    /** Kept of one obligation at most; further ones are only counted. */
    private static final int REFUSED_KEPT_MAX = 20;

    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private final Database db;
    private final Consents consents;
    private final PartyKeys keys;
    private final InstantSource clock;
    private final DueObligations obligations;

    public AcknowledgeObligation(Database db, Consents consents, PartyKeys keys, Events events, InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.keys = keys;
        this.clock = clock;
        this.obligations = new DueObligations(events);
    }

    /**
     * Somebody says so.
     *
     * @param actor the key or person that hands it in
     * @param at an RFC 3339 time, as it was written in what is signed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Said(
            UUID holder,
            String actor,
            Kind kind,
            UUID causeId,
            UUID obligationId,
            UUID keyId,
            String action,
            String at,
            Instant time,
            byte[] signature) {}

    /** What came of it. */
    public sealed interface Outcome {}

    public record Acknowledged(UUID obligationId, Instant at) implements Outcome {}

    /** This party has no such thing to confirm. */
    public record NotThere() implements Outcome {}

    /** It lies before the cause or ahead of our clock. */
    public record WrongTime() implements Outcome {}

    /** Written down and counted. */
    public record Refused(PartyKeys.Verdict why) implements Outcome {}

    public Outcome acknowledge(Said said) {
        return db.inTxRetrying(tx -> {
            var found = obligations.lock(tx, said.kind, said.causeId, said.obligationId, said.holder);
            return found.isEmpty() ? new NotThere() : acknowledge(tx, found.get(), said);
        });
    }

    private Outcome acknowledge(Tx tx, Running running, Said said) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (said.time.isBefore(running.createdAt().truncatedTo(ChronoUnit.SECONDS))
                || said.time.isAfter(now.plus(AHEAD_MAX))) return new WrongTime();
        var statement =
                new Statement(running.kind(), running.causeId(), running.id(), running.consent(), said.action, said.at);
        var key = keys.find(tx, said.holder, said.keyId);
        var verdict = keys.verify(tx, said.holder, said.keyId, Statement.CONTEXT, statement.bytes(), said.signature);
        if (!verdict.good()) {
            if (running.ackedAt() == null) refuse(tx, running, said, statement, key.orElse(null), verdict, now);
            return new Refused(verdict);
        }
        if (running.ackedAt() != null) return new Acknowledged(running.id(), running.ackedAt());
        keep(tx, running, said, statement, said.keyId, null, now);
        record(tx, running.reachedBy("acknowledgement", now), key.orElseThrow(), said, statement, now);
        tx.change(1, """
                update market.obligation set acked_at = $2, next_at = null, told_at = coalesce(told_at, $2),
                  reached_at = coalesce(reached_at, $2), reached_by = coalesce(reached_by, 'acknowledgement')
                where id = $1""", running.id(), now);
        return new Acknowledged(running.id(), now);
    }

    /** Who confirms was told: the chain says that first, if it does not say so yet. */
    private void record(Tx tx, Running running, PartyKey key, Said said, Statement statement, Instant now) {
        var locked = consents.lock(tx, List.of(running.consent()));
        if (locked.isEmpty()) return; // erased
        List<Event> events = new ArrayList<>();
        if (running.toldAt() == null) events.add(Log.sent(running));
        events.add(Log.acked(running, key.id(), key.publicKey(), statement, said.signature));
        consents.record(tx, events, locked, now);
    }

    private static void refuse(
            Tx tx,
            Running running,
            Said said,
            Statement statement,
            @Nullable PartyKey key,
            PartyKeys.Verdict verdict,
            Instant now) {
        if (running.refused() < REFUSED_KEPT_MAX)
            keep(tx, running, said, statement, key == null ? null : key.id(), code(verdict), now);
        tx.change(
                1,
                "update market.obligation set refused = refused + 1, reasons = reasons | 2 where id = $1",
                running.id());
    }

    private static void keep(
            Tx tx,
            Running running,
            Said said,
            Statement statement,
            @Nullable UUID keyId,
            @Nullable String refused,
            Instant now) {
        tx.change(
                1,
                """
                insert into market.acknowledgement
                  (id, obligation_id, key_id, action, said_at, statement, signature, refused, received_at, received_from)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
                Id.next(),
                running.id(),
                keyId,
                said.action,
                said.time,
                statement.bytes(),
                said.signature,
                refused,
                now,
                said.actor);
    }

    /** {@code wrong}, {@code unknown-key}, {@code revoked-key}. */
    public static String code(PartyKeys.Verdict verdict) {
        return verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
