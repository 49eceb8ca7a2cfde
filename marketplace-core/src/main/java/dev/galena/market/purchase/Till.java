package dev.galena.market.purchase;

import dev.galena.billing.Money;
import dev.galena.consent.Standing;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Outcome.Declined;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides one request after the other on rows that are locked, each on what the earlier ones left: slots, money and
 * persons owned. Does no I/O; what it decides is written afterwards. Not safe for use by several threads.
 */
final class Till {

    private final Instant now;
    private final Map<UUID, Offer> offers;
    private final Map<UUID, Long> free;
    private final Set<Owned> owned;
    private final Function<Offer, Terms> terms;
    private final BiFunction<Offer, Request, Standing> standing;
    private final Supplier<UUID> ids;

    /**
     * @param offers by lead, locked unless gone
     * @param free what each buyer can spend
     * @param owned of these buyers and offers
     */
    Till(
            Instant now,
            Map<UUID, Offer> offers,
            Map<UUID, Long> free,
            Set<Owned> owned,
            Function<Offer, Terms> terms,
            BiFunction<Offer, Request, Standing> standing,
            Supplier<UUID> ids) {
        this.now = now;
        this.offers = new HashMap<>(offers);
        this.free = new HashMap<>(free);
        this.owned = new HashSet<>(owned);
        this.terms = terms;
        this.standing = standing;
        this.ids = ids;
    }

    /** {@code candidates}: the leads that the request names, or those that match it, in the order to take them. */
    Outcome decide(Request request, List<UUID> candidates) {
        return switch (request.wanted()) {
            case Wanted.These(var leads, var partial)
            when partial -> some(request, leads, leads.size(), Long.MAX_VALUE);
            case Wanted.These(var leads, var partial) -> all(request, leads);
            case Wanted.UpTo(var count, var matching, var budget) -> some(request, candidates, count, budget);
        };
    }

    private Outcome all(Request request, List<UUID> leads) {
        List<Refused> reasons = new ArrayList<>();
        List<Offer> chosen = new ArrayList<>();
        Set<UUID> persons = new HashSet<>();
        long total = 0;
        for (int i = 0; i < leads.size(); i++) {
            Offer offer = offers.get(leads.get(i));
            for (Refusal refusal : refusals(offer, request, persons))
                reasons.add(new Refused(leads.get(i), i, refusal));
            if (offer == null || offer.gone(now)) continue;
            persons.add(offer.subject());
            chosen.add(offer);
            total = Math.addExact(total, price(offer, request));
        }
        if (!chosen.isEmpty()) {
            if (total > free(request)) {
                reasons.add(Refused.whole(
                        new Refusal.InsufficientFunds(money(total, request), money(free(request), request))));
            }
            if (request.expectedTotal() != null && request.expectedTotal() != total) {
                reasons.add(Refused.whole(new Refusal.PriceChanged(money(total, request))));
            }
        }
        return reasons.isEmpty() ? new Bought(sell(request, chosen), List.of()) : new Declined(reasons);
    }

    private Outcome some(Request request, List<UUID> candidates, int count, long budget) {
        List<Refused> left = new ArrayList<>();
        List<Offer> chosen = new ArrayList<>();
        Set<UUID> persons = new HashSet<>();
        long funds = Math.min(free(request), budget);
        for (int i = 0; i < candidates.size() && chosen.size() < count; i++) {
            Offer offer = offers.get(candidates.get(i));
            List<Refusal> reasons = new ArrayList<>(refusals(offer, request, persons));
            if (offer != null && !offer.gone(now) && price(offer, request) > funds) {
                reasons.add(
                        new Refusal.InsufficientFunds(money(price(offer, request), request), money(funds, request)));
            }
            for (Refusal refusal : reasons) left.add(new Refused(candidates.get(i), i, refusal));
            if (offer == null || !reasons.isEmpty()) continue;
            persons.add(offer.subject());
            chosen.add(offer);
            funds -= price(offer, request);
        }
        boolean named = request.wanted() instanceof Wanted.These;
        if (!chosen.isEmpty()) return new Bought(sell(request, chosen), named ? left : List.of());
        return new Declined(named ? left : List.of(Refused.whole(whyNone(left))));
    }

    /** Of a filter, single leads are no answer: they were never named. Too little money is one. */
    private static Refusal whyNone(List<Refused> left) {
        return left.stream()
                .map(Refused::refusal)
                .filter(Refusal.InsufficientFunds.class::isInstance)
                .findFirst()
                .orElse(new Refusal.NothingMatches());
    }

    /** Every reason of one lead that applies, in the order of {@link Refusal}; empty: it can be sold, funds permitting. */
    private List<Refusal> refusals(@Nullable Offer offer, Request request, Set<UUID> personsAlready) {
        if (offer == null || !offer.currency().equals(request.currency().getCurrencyCode())) {
            return List.of(new Refusal.NotFound());
        }
        boolean gone = offer.gone(now);
        List<Refusal> reasons = new ArrayList<>(0);
        if (offer.sold() >= offer.maxSales()) reasons.add(new Refusal.SoldOut());
        if (offer.status().equals("withdrawn") || offer.status().equals("erased")) reasons.add(new Refusal.Withdrawn());
        if (offer.status().equals("expired") || !offer.expiresAt().isAfter(now)) {
            reasons.add(new Refusal.Expired(offer.expiresAt()));
        }
        if (!gone && request.exclusive() && (offer.sold() > 0 || offer.exclusivePrice() == null)) {
            reasons.add(new Refusal.NotExclusive());
        }
        if (offer.seller().equals(request.buyer())) reasons.add(new Refusal.OwnLead());
        if (personsAlready.contains(offer.subject())
                || owned.contains(new Owned(request.buyer(), offer.subject()))
                || owned.contains(new Owned(request.buyer(), offer.lead()))) {
            reasons.add(new Refusal.AlreadyOwned());
        }
        if (!gone) {
            switch (standing.apply(offer, request)) {
                case Standing.Given given -> {}
                case Standing.NotForBuyer not -> reasons.add(new Refusal.ConsentNotForBuyer(not));
                case Standing.NotForChannel not -> reasons.add(new Refusal.ConsentNotForBuyer(not));
                case Standing lost -> reasons.add(new Refusal.ConsentLost(lost));
            }
        }
        return reasons;
    }

    private Purchase sell(Request request, List<Offer> chosen) {
        UUID purchase = ids.get();
        List<Sale> sales = new ArrayList<>(chosen.size());
        long total = 0;
        for (Offer offer : chosen) {
            Terms sold = terms.apply(offer);
            long price = price(offer, request);
            Offer after = offer.withOneMoreSold(request.exclusive());
            sales.add(new Sale(
                    ids.get(),
                    offer.lead(),
                    after.sold(),
                    after.maxSales(),
                    request.exclusive(),
                    offer.seller(),
                    offer.subject(),
                    offer.consent(),
                    offer.vertical(),
                    price,
                    money(price, request).share(sold.feeBps()).minorUnits(),
                    offer.score(),
                    offer.level(),
                    sold.ruleSet(),
                    now.plus(sold.returnWindow())));
            offers.put(offer.lead(), after);
            owned.add(new Owned(request.buyer(), offer.lead()));
            owned.add(new Owned(request.buyer(), offer.subject()));
            total = Math.addExact(total, price);
        }
        free.merge(request.buyer(), -total, Math::addExact);
        return new Purchase(purchase, request.buyer(), ids.get(), money(total, request), now, sales);
    }

    private long free(Request request) {
        return free.getOrDefault(request.buyer(), 0L);
    }

    private static long price(Offer offer, Request request) {
        Long alone = offer.exclusivePrice();
        return request.exclusive() && alone != null ? alone : offer.price();
    }

    private static Money money(long minorUnits, Request request) {
        return new Money(minorUnits, request.currency());
    }
}
