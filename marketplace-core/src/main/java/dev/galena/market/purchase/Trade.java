package dev.galena.market.purchase;

import dev.galena.billing.Account;
import dev.galena.billing.Ledger;
import dev.galena.billing.Wallet;
import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.relay.Stops;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lock, decide, write. First consents, then listings, then wallets are locked, each in the order of their ids; what depends
 * on other rows is read only after that, in statements of its own; {@link Till} decides; {@link Settlement} writes. Leads
 * that are gone already need no lock: nobody brings them back while we look.
 */
public final class Trade {

    private final Consents consents;
    private final Ledger ledger;
    private final Judge judge;
    private final Settlement settlement;
    private final InstantSource clock;
    private final Candidates candidates;
    private final Offers offers = new Offers();
    private final Sales sales = new Sales();
    private final Stops stops = new Stops();

    public Trade(Consents consents, Ledger ledger, Judge judge, Settlement settlement, InstantSource clock) {
        this.consents = consents;
        this.ledger = ledger;
        this.judge = judge;
        this.settlement = settlement;
        this.clock = clock;
        this.candidates = new Candidates(consents, judge);
    }

    /** What a request may get, in the order to take it. */
    private record Asked(Request request, List<UUID> leads) {}

    /** Sends the look-up of the leads that are named, before anybody knows which requests are new. */
    Supplier<Map<UUID, Offer>> reading(Tx tx, List<Request> requests) {
        Set<UUID> named = new HashSet<>();
        for (Request request : requests) {
            if (request.wanted() instanceof Wanted.These these) named.addAll(these.leads());
        }
        return offers.reading(tx, named);
    }

    /**
     * Decides and writes all; one outcome for each request, in their order.
     *
     * @param named the leads they name, as {@link #reading} found them
     */
    List<Outcome> settle(Tx tx, List<Request> requests, Map<UUID, Offer> named) {
        Instant before = clock.instant();
        List<Asked> asked =
                requests.stream().map(r -> new Asked(r, wanted(tx, r, before))).toList();
        Map<UUID, Offer> found = found(tx, asked, named);
        List<Offer> open = found.values().stream().filter(o -> !o.gone(before)).toList();
        // Five statements, one wait: each lock is held when the next statement begins, and what depends on the buyers
        // is
        // read last.
        Supplier<Map<UUID, Consent>> consentsHeld = open.isEmpty()
                ? Map::of
                : consents.locking(tx, open.stream().map(Offer::consent).toList());
        var listingsHeld = offers.locking(tx, open.stream().map(Offer::lead).toList(), found);
        var walletsHeld = locking(tx, asked, found, before);
        var owning = sales.owning(tx, pairs(asked, found));
        // After the wallets, whose locks it takes to stop a buyer.
        var stopping = stops.asking(
                tx, requests.stream().map(Request::buyer).distinct().toList());
        Map<UUID, Consent> held = consentsHeld.get();
        Map<UUID, Offer> offered = listingsHeld.get();
        Map<UUID, Long> free = walletsHeld.get();
        // Later than any lock; in the database's own precision, so that an answer shows what is stored.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<Owned> owned = owning.get().apply(now);
        var verdicts = judge.verdicts(tx, open, held, now);
        var till = new Till(now, offered, free, owned, verdicts::terms, verdicts::standing, Id::next);
        Map<UUID, List<UUID>> stopped = stopping.get();
        List<Outcome> outcomes = asked.stream()
                .map(a -> {
                    List<UUID> overdue = stopped.get(a.request.buyer());
                    return overdue == null ? till.decide(a.request, a.leads) : stopped(overdue);
                })
                .toList();
        List<Purchase> bought = new ArrayList<>();
        for (Outcome outcome : outcomes)
            if (outcome instanceof Outcome.Bought(var purchase, var left)) bought.add(purchase);
        if (!bought.isEmpty()) {
            Map<UUID, String> buyers = HashMap.newHashMap(requests.size());
            for (Request request : requests) buyers.put(request.buyer(), request.buyerName());
            var judged = new Settlement.Judged(buyers, judge.publish(tx, verdicts, now));
            settlement.write(tx, bought, offered, held, judged, now);
        }
        return outcomes;
    }

    /** Whatever was wanted: it comes alone. */
    private static Outcome stopped(List<UUID> overdue) {
        return new Outcome.Declined(List.of(Refused.whole(new Refusal.RevocationOverdue(overdue))));
    }

    private List<UUID> wanted(Tx tx, Request request, Instant now) {
        return switch (request.wanted()) {
            case Wanted.These these -> these.leads();
            case Wanted.UpTo upTo -> candidates.find(tx, request, upTo, now);
        };
    }

    /** Exactly these; what a filter chose has not been read yet. */
    private Map<UUID, Offer> found(Tx tx, List<Asked> asked, Map<UUID, Offer> named) {
        Set<UUID> leads = new HashSet<>();
        Set<UUID> chosen = new HashSet<>();
        for (Asked each : asked) {
            leads.addAll(each.leads);
            if (each.request.wanted() instanceof Wanted.UpTo) chosen.addAll(each.leads);
        }
        Map<UUID, Offer> found = new HashMap<>(named);
        found.keySet().retainAll(leads);
        chosen.removeAll(found.keySet());
        found.putAll(offers.read(tx, chosen));
        return found;
    }

    /** Locks the wallets of those who want something that can still be had. */
    private Supplier<Map<UUID, Long>> locking(Tx tx, List<Asked> asked, Map<UUID, Offer> found, Instant now) {
        Map<UUID, UUID> wallets = new HashMap<>();
        for (Asked each : asked) {
            Request request = each.request;
            if (wallets.containsKey(request.buyer())) continue;
            if (each.leads.stream().map(found::get).allMatch(o -> o == null || o.gone(now))) continue;
            wallets.put(
                    request.buyer(),
                    Account.wallet(request.buyer(), request.currency()).id());
        }
        if (wallets.isEmpty()) return Map::of;
        var locking = ledger.lockingWallets(tx, wallets.values());
        return () -> free(wallets, locking.get());
    }

    private static Map<UUID, Long> free(Map<UUID, UUID> wallets, Map<UUID, Wallet> locked) {
        Map<UUID, Long> free = HashMap.newHashMap(wallets.size());
        wallets.forEach((buyer, account) -> {
            Wallet wallet = locked.get(account);
            free.put(buyer, wallet == null ? 0L : wallet.available());
        });
        return free;
    }

    private static Collection<Owned> pairs(List<Asked> asked, Map<UUID, Offer> found) {
        Set<Owned> pairs = new HashSet<>();
        for (Asked each : asked) {
            for (UUID lead : each.leads) {
                Offer offer = found.get(lead);
                if (offer != null) pairs.add(new Owned(each.request.buyer(), offer.subject()));
            }
        }
        return pairs;
    }
}
