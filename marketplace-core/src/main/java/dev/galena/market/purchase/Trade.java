package dev.galena.market.purchase;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Ledger;
import dev.galena.billing.Wallet;
import dev.galena.billing.terms.BuyerTerms;
import dev.galena.billing.terms.Buyers;
import dev.galena.billing.terms.Quota;
import dev.galena.billing.terms.Quotas;
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
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final Buyers buyers = new Buyers();
    private final Quotas quotas = new Quotas();

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

    /**
     * What is known before anything is locked.
     *
     * @param offers the leads that requests name
     * @param buyers how each is taxed, and what he may have beside his wallet
     */
    record Known(Map<UUID, Offer> offers, Map<UUID, BuyerTerms> buyers) {

        BuyerTerms terms(UUID buyer) {
            return buyers.getOrDefault(buyer, BuyerTerms.PLAIN);
        }
    }

    /** Sends the look-up of leads and buyers, before anybody knows which requests are new. */
    Supplier<Known> reading(Tx tx, List<Request> requests) {
        Set<UUID> named = new HashSet<>();
        Map<UUID, Account> promo = HashMap.newHashMap(requests.size());
        for (Request request : requests) {
            if (request.wanted() instanceof Wanted.These these) named.addAll(these.leads());
            promo.computeIfAbsent(request.buyer(), buyer -> promo(buyer, request.currency()));
        }
        var offered = offers.reading(tx, named);
        var terms = buyers.reading(tx, promo.values());
        return () -> new Known(offered.get(), terms.get());
    }

    private static Account promo(UUID buyer, Currency currency) {
        return Account.of(buyer, AccountKind.BUYER_PROMO, currency);
    }

    /**
     * Decides and writes all; one outcome for each request, in their order.
     *
     * @param known as {@link #reading} found it
     */
    List<Outcome> settle(Tx tx, List<Request> requests, Known known) {
        Instant before = clock.instant();
        List<Asked> asked =
                requests.stream().map(r -> new Asked(r, wanted(tx, r, before))).toList();
        Map<UUID, Offer> found = found(tx, asked, known.offers);
        List<Offer> open = found.values().stream().filter(o -> !o.gone(before)).toList();
        // At most six statements, one wait: each lock is held when the next statement begins, and what depends on the
        // buyers is read last.
        Supplier<Map<UUID, Consent>> consentsHeld = open.isEmpty()
                ? Map::of
                : consents.locking(tx, open.stream().map(Offer::consent).toList());
        var listingsHeld = offers.locking(tx, open.stream().map(Offer::lead).toList(), found);
        var pursesHeld = locking(tx, asked, found, known.buyers, before);
        var owning = sales.owning(tx, pairs(asked, found));
        // After the wallets, whose locks it takes to stop a buyer.
        var stopping = stops.asking(
                tx, requests.stream().map(Request::buyer).distinct().toList());
        Map<UUID, Consent> held = consentsHeld.get();
        Map<UUID, Offer> offered = listingsHeld.get();
        Map<UUID, Purse> purses = pursesHeld.get();
        // Later than any lock; in the database's own precision, so that an answer shows what is stored.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<Owned> owned = owning.get().apply(now);
        var verdicts = judge.verdicts(tx, open, held, now);
        var till = new Till(
                now,
                offered,
                purses,
                owned,
                (offer, request) -> verdicts.terms(offer, request)
                        .ahead(known.terms(request.buyer()).ahead()),
                verdicts::standing,
                Id::next);
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

    /** Locks quotas, then promo credit and wallets of those who want something that can still be had. */
    private Supplier<Map<UUID, Purse>> locking(
            Tx tx, List<Asked> asked, Map<UUID, Offer> found, Map<UUID, BuyerTerms> terms, Instant now) {
        Map<UUID, Request> buying = new HashMap<>();
        for (Asked each : asked) {
            if (buying.containsKey(each.request.buyer())) continue;
            if (each.leads.stream().map(found::get).allMatch(o -> o == null || o.gone(now))) continue;
            buying.put(each.request.buyer(), each.request);
        }
        if (buying.isEmpty()) return Map::of;
        List<UUID> subscribers = new ArrayList<>();
        List<UUID> accounts = new ArrayList<>(buying.size());
        buying.forEach((buyer, request) -> {
            BuyerTerms known = terms.getOrDefault(buyer, BuyerTerms.PLAIN);
            if (known.quota()) subscribers.add(buyer);
            if (known.promo()) accounts.add(promo(buyer, request.currency()).id());
            accounts.add(Account.wallet(buyer, request.currency()).id());
        });
        var quotasHeld = quotas.locking(tx, subscribers, judge.codes(tx, found.values()), now);
        var walletsHeld = ledger.lockingWallets(tx, accounts);
        return () -> purses(buying, terms, quotasHeld.get(), walletsHeld.get());
    }

    private static Map<UUID, Purse> purses(
            Map<UUID, Request> buying,
            Map<UUID, BuyerTerms> terms,
            Map<UUID, List<Quota>> quotas,
            Map<UUID, Wallet> wallets) {
        Map<UUID, Purse> purses = HashMap.newHashMap(buying.size());
        buying.forEach((buyer, request) -> purses.put(
                buyer,
                new Purse(
                        terms.getOrDefault(buyer, BuyerTerms.PLAIN).tax(),
                        quotas.getOrDefault(buyer, List.of()),
                        available(wallets.get(promo(buyer, request.currency()).id())),
                        available(wallets.get(
                                Account.wallet(buyer, request.currency()).id())))));
        return purses;
    }

    private static long available(@Nullable Wallet wallet) {
        return wallet == null ? 0 : wallet.available();
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
