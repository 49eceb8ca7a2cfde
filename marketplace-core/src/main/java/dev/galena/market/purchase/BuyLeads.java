package dev.galena.market.purchase;

import static java.util.Objects.requireNonNull;

import dev.galena.db.Database;
import dev.galena.db.Passing;
import dev.galena.db.Tx;
import dev.galena.market.purchase.Idempotency.Entry;
import dev.galena.market.purchase.Idempotency.Stored;
import dev.galena.market.purchase.Idempotency.TakenMeanwhile;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sells leads: any number of requests in one transaction, each decided on what the ones before it left. A request that is
 * refused does not touch the others, and when the database refuses the whole batch, each request is tried alone.
 */
public final class BuyLeads {

    public static final String OPERATION = "purchase";

    private static final int ATTEMPTS_MAX = 4;
    private static final Duration ALONE_MAX = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Puts an outcome into the words that the client gets, and that are kept under his key. */
    public interface Answering {
        KeptAnswer answer(Request request, Outcome outcome);
    }

    private record First(Request request, Outcome outcome, KeptAnswer answer) {}

    private final Database database;
    private final Trade trade;
    private final Idempotency idempotency;
    private final Answering answering;
    private final InstantSource clock;

    public BuyLeads(Database database, Trade trade, Idempotency idempotency, Answering answering, InstantSource clock) {
        this.database = database;
        this.trade = trade;
        this.idempotency = idempotency;
        this.answering = answering;
        this.clock = clock;
    }

    /** One reply for each request, in their order. */
    public List<Reply> buy(List<Request> requests) {
        try {
            return together(requests);
        } catch (PgException e) {
            if (requests.size() > 1) return oneByOne(requests);
            return List.of(Passing.is(e) ? new Reply.Overloaded(RETRY_AFTER) : new Reply.Failed(e));
        }
    }

    private List<Reply> oneByOne(List<Request> requests) {
        Instant end = clock.instant().plus(ALONE_MAX);
        List<Reply> replies = new ArrayList<>(requests.size());
        for (Request request : requests) {
            boolean inTime = clock.instant().isBefore(end);
            replies.add(inTime ? buy(List.of(request)).getFirst() : new Reply.Overloaded(RETRY_AFTER));
        }
        return replies;
    }

    private List<Reply> together(List<Request> requests) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inTxRetrying(tx -> serve(tx, requests));
            } catch (TakenMeanwhile e) {
                if (attempt == ATTEMPTS_MAX) throw e;
            }
        }
    }

    private List<Reply> serve(Tx tx, List<Request> requests) {
        var keys = idempotency.finding(tx, requests.stream().map(Request::claim).toList());
        var named = trade.reading(tx, requests);
        var stored = keys.get();
        Set<Claim.Name> seen = new HashSet<>(stored.keySet());
        List<Request> fresh =
                requests.stream().filter(r -> seen.add(r.claim().name())).toList();
        Map<Claim.Name, First> firsts = decided(fresh, trade.settle(tx, fresh, named.get()));
        idempotency.store(
                tx,
                firsts.values().stream()
                        .map(f -> new Entry(f.request.claim(), f.answer))
                        .toList(),
                clock.instant());
        List<Reply> replies = new ArrayList<>(requests.size());
        for (Request request : requests) {
            var earlier = stored.get(request.claim().name());
            // The first use of a key takes the outcome away; who comes after it with the same key gets the answer
            // again.
            var first = firsts.remove(request.claim().name());
            if (first != null) {
                replies.add(new Reply.Decided(first.outcome, first.answer));
                stored.put(request.claim().name(), new Stored(request.claim().request(), first.answer));
            } else {
                replies.add(again(request, requireNonNull(earlier, "neither new nor known")));
            }
        }
        return replies;
    }

    private Map<Claim.Name, First> decided(List<Request> fresh, List<Outcome> outcomes) {
        Map<Claim.Name, First> firsts = HashMap.newHashMap(fresh.size());
        for (int i = 0; i < fresh.size(); i++) {
            Request request = fresh.get(i);
            Outcome outcome = outcomes.get(i);
            firsts.put(request.claim().name(), new First(request, outcome, answering.answer(request, outcome)));
        }
        return firsts;
    }

    private static Reply again(Request request, Stored earlier) {
        return request.claim().sameRequest(earlier.request())
                ? new Reply.Replayed(earlier.answer())
                : new Reply.KeyConflict();
    }
}
