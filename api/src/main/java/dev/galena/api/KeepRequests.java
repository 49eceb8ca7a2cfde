package dev.galena.api;

import dev.galena.api.http.Call;
import dev.galena.api.http.Journal;
import dev.galena.market.party.Actor;
import dev.galena.market.party.Request;
import dev.galena.market.party.RequestLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what keys asked until it is written down, once a second. A request never waits for it: whoever asks more than is kept
 * has the rest counted.
 */
final class KeepRequests implements Journal.Listener {
    private static final int WAITING_MAX = 10_000;

    /** Of a party, between two writings; of what failed twice as much, for that is what one looks for. */
    private static final int OF_PARTY_MAX = 200;

    private final RequestLog log;
    private final InstantSource clock;
    private final ConcurrentLinkedQueue<Request> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Map<UUID, Tally> tallies = new ConcurrentHashMap<>(); // as many as parties have keys in use
    private final Set<UUID> untrimmed = new HashSet<>(); // of the one thread that writes

    private record Tally(AtomicInteger kept, AtomicInteger dropped) {}

    KeepRequests(RequestLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void answered(Call call, int status, @Nullable String code, long nanos) {
        var caller = call.callerOrNull();
        if (caller == null || caller.as().kind() != Actor.Kind.KEY) return;
        var tally =
                tallies.computeIfAbsent(caller.partyId(), party -> new Tally(new AtomicInteger(), new AtomicInteger()));
        int max = status >= 400 ? 2 * OF_PARTY_MAX : OF_PARTY_MAX;
        if (tally.kept.get() >= max || size.get() >= WAITING_MAX) {
            tally.dropped.incrementAndGet();
            return;
        }
        tally.kept.incrementAndGet();
        size.incrementAndGet();
        waiting.add(new Request(
                caller.partyId(),
                caller.as().id(),
                clock.instant(),
                call.route().method().name(),
                call.route().path(),
                status,
                code,
                nanos / 1_000,
                call.id()));
    }

    /** Writes down what waits. What cannot be written is lost: it is a log for debugging, no record. */
    synchronized void write() {
        List<Request> requests = new ArrayList<>();
        for (Request next = waiting.poll(); next != null; next = waiting.poll()) {
            size.decrementAndGet();
            requests.add(next);
        }
        Map<UUID, Long> dropped = new HashMap<>();
        tallies.forEach((party, tally) -> {
            tally.kept.set(0);
            int count = tally.dropped.getAndSet(0);
            if (count > 0) dropped.put(party, (long) count);
        });
        requests.forEach(r -> untrimmed.add(r.party()));
        log.add(requests, dropped);
    }

    synchronized void trim() {
        log.trim(untrimmed);
        untrimmed.clear();
    }
}
