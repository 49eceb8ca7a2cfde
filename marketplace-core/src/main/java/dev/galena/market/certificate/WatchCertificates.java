package dev.galena.market.certificate;

import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.consent.evidence.Certificates;
import dev.galena.consent.evidence.Certificates.Due;
import dev.galena.consent.evidence.Certificates.State;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.certificate.Issuer.Good;
import dev.galena.market.certificate.Issuer.Later;
import dev.galena.market.certificate.Issuer.OfAnother;
import dev.galena.market.certificate.Issuer.Verdict;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks issuers to keep the certificates of new consents, writes what they say into the consents' chains, and warns sellers before
 * one expires. Any number of processes may do it: each takes others. Nobody is asked while a transaction is open.
 */
public final class WatchCertificates {
    private static final int AT_ONCE = 20;
    private static final int TRIES_MAX = 16;
    private static final Duration RETRY_MAX = Duration.ofHours(6);
    private static final Duration WARN_BEFORE = Duration.ofDays(30);

    private final Database db;
    private final Consents consents;
    private final Certificates certificates = new Certificates();
    private final Events events;
    private final InstantSource clock;

    public WatchCertificates(Database db, Consents consents, Events events, InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.events = events;
        this.clock = clock;
    }

    private record Asked(Due due, String issuer, Verdict verdict) {}

    /** Some of what is due; whether there may be more. */
    public boolean run(List<Issuer> issuers) {
        Instant now = clock.instant();
        boolean more = db.inTx(tx -> certificates.find(tx, now));
        var due = db.inTx(tx -> certificates.take(tx, now, AT_ONCE));
        warn(due.stream().filter(d -> d.state() == State.KEPT).toList(), now);
        var waiting = due.stream().filter(d -> d.state() != State.KEPT).toList();
        if (!waiting.isEmpty()) write(ask(waiting, issuers), now);
        return more || due.size() == AT_ONCE;
    }

    private List<Asked> ask(List<Due> due, List<Issuer> issuers) {
        Map<UUID, History> opened =
                db
                        .read(tx -> consents.history(
                                tx, due.stream().map(Due::consentId).toList()))
                        .stream()
                        .collect(Collectors.toMap(h -> h.consent().id(), h -> h));
        var asked = due.stream()
                .map(d -> CompletableFuture.supplyAsync(
                        () -> ask(d, opened.get(d.consentId()), issuers), Thread::startVirtualThread))
                .toList();
        return asked.stream().flatMap(a -> a.join().stream()).toList();
    }

    /** Nothing where the person was erased meanwhile. */
    private static Optional<Asked> ask(Due due, @Nullable History history, List<Issuer> issuers) {
        var captured = history == null ? null : history.captured();
        Identity person = history == null ? null : history.identity();
        if (captured == null || person == null || captured.certificates().isEmpty()) return Optional.empty();
        String reference = captured.certificates().getFirst();
        return Optional.of(issuers.stream()
                .filter(issuer -> issuer.issued(reference))
                .findFirst()
                .map(issuer -> new Asked(due, issuer.code(), issuer.ask(reference, person)))
                .orElse(new Asked(due, "nobody", new Later("issuer-unknown"))));
    }

    private void write(List<Asked> asked, Instant now) {
        db.inTxRetrying(tx -> {
            var locked =
                    consents.lock(tx, asked.stream().map(a -> a.due.consentId()).toList());
            var said = new ArrayList<Event>();
            for (var one : asked) {
                if (!locked.containsKey(one.due.consentId())) continue;
                settle(tx, one, now);
                event(one).ifPresent(said::add);
            }
            consents.record(tx, said, locked, now);
            return said;
        });
    }

    private void settle(Tx tx, Asked asked, Instant now) {
        var id = asked.due.consentId();
        switch (asked.verdict) {
            case Good(var expiresAt) ->
                certificates.settle(
                        tx, id, State.KEPT, expiresAt, expiresAt == null ? null : expiresAt.minus(WARN_BEFORE));
            case Issuer.Gone() -> certificates.settle(tx, id, State.GONE, null, null);
            case OfAnother() -> certificates.settle(tx, id, State.OF_ANOTHER, null, null);
            case Later(var why) -> {
                boolean last = asked.due.tries() >= TRIES_MAX;
                certificates.settle(
                        tx,
                        id,
                        last ? State.GIVEN_UP : State.WAITING,
                        null,
                        last ? null : now.plus(pause(asked.due.tries())));
            }
        }
    }

    /** A minute, two, four … six hours. */
    private static Duration pause(int tries) {
        var pause = Duration.ofMinutes(1L << Math.min(tries - 1, 10));
        return pause.compareTo(RETRY_MAX) < 0 ? pause : RETRY_MAX;
    }

    private static Optional<Event> event(Asked asked) {
        var fields = new HashMap<String, Object>(Map.of("what", "certificate", "issuer", asked.issuer));
        String failed = switch (asked.verdict) {
            case Good good -> null;
            case Issuer.Gone gone -> "gone";
            case OfAnother other -> "of-another-person";
            case Later later -> asked.due.tries() >= TRIES_MAX ? "no-answer" : "";
        };
        if (failed == null) {
            if (asked.verdict instanceof Good(var expiresAt) && expiresAt != null) fields.put("expires_at", expiresAt);
            return Optional.of(Event.of(asked.due.consentId(), "evidence.verified", fields));
        }
        if (failed.isEmpty()) return Optional.empty();
        fields.put("reason", failed);
        return Optional.of(Event.of(asked.due.consentId(), "check.failed", fields));
    }

    /** Once each. */
    private void warn(List<Due> expiring, Instant now) {
        if (expiring.isEmpty()) return;
        db.inTxRetrying(tx -> {
            var news = new ArrayList<NewEvent>();
            for (var due : expiring) {
                certificates.settle(tx, due.consentId(), State.KEPT, due.expiresAt(), null);
                var data = JsonObject.of(
                        "consent", Id.text("cns", due.consentId()), "expires_at", String.valueOf(due.expiresAt()));
                news.add(new NewEvent(Id.next(), due.sellerId(), "evidence.expiring", new Json(data.encode()), now));
            }
            events.add(tx, news);
            return news;
        });
    }
}
