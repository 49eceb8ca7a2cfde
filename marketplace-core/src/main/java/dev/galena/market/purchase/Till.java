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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides one request after the other on rows that are locked, each on what the earlier ones left: slots, money and
 * persons owned. Does no I/O; what it decides is written afterwards. Not safe for use by several threads.
 */
final class Till {

    private static final Purse NOTHING = Purse.of(0);

    private record Chosen(Offer offer, Charge charge) {}

    private final Instant now;
    private final Map<UUID, Offer> offers;
    private final Map<UUID, Purse> purses;
    private final Set<Owned> owned;
    private final BiFunction<Offer, Request, Terms> terms;
    private final BiFunction<Offer, Request, Standing> standing;
    private final Supplier<UUID> ids;

    /**
     * @param offers by lead, locked unless gone
     * @param purses what each buyer can pay with
     * @param owned of these buyers and offers
     */
    Till(
            Instant now,
            Map<UUID, Offer> offers,
            Map<UUID, Purse> purses,
            Set<Owned> owned,
            BiFunction<Offer, Request, Terms> terms,
            BiFunction<Offer, Request, Standing> standing,
            Supplier<UUID> ids) {
        this.now = now;
        this.offers = new HashMap<>(offers);
        this.purses = new HashMap<>(purses);
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
        List<Chosen> chosen = new ArrayList<>();
        Set<UUID> persons = new HashSet<>();
        Purse purse = purse(request).copy();
        long free = purse.free();
        long total = 0;
        for (int i = 0; i < leads.size(); i++) {
            Offer offer = offers.get(leads.get(i));
            for (Refusal refusal : refusals(offer, request, persons))
                reasons.add(new Refused(leads.get(i), i, refusal));
            if (offer == null || offer.gone(now)) continue;
            persons.add(offer.subject());
            Charge charge = charge(offer, request, purse);
            if (charge == null) {
                reasons.add(new Refused(leads.get(i), i, new Refusal.QuotaExhausted()));
                continue;
            }
            purse.take(charge);
            chosen.add(new Chosen(offer, charge));
            total = Math.addExact(total, charge.due());
        }
        if (!chosen.isEmpty()) {
            if (total > free) {
                reasons.add(Refused.whole(new Refusal.InsufficientFunds(money(total, request), money(free, request))));
            }
            if (request.expectedTotal() != null && request.expectedTotal() != total) {
                reasons.add(Refused.whole(new Refusal.PriceChanged(money(total, request))));
            }
        }
        return reasons.isEmpty() ? new Bought(sell(request, chosen, purse), List.of()) : new Declined(reasons);
    }

    private Outcome some(Request request, List<UUID> candidates, int count, long budget) {
        List<Refused> left = new ArrayList<>();
        List<Chosen> chosen = new ArrayList<>();
        Set<UUID> persons = new HashSet<>();
        Purse purse = purse(request).copy();
        long budgetLeft = budget;
        for (int i = 0; i < candidates.size() && chosen.size() < count; i++) {
            Offer offer = offers.get(candidates.get(i));
            List<Refusal> reasons = new ArrayList<>(refusals(offer, request, persons));
            Charge charge = offer == null || offer.gone(now) ? null : charge(offer, request, purse);
            long funds = Math.min(purse.free(), budgetLeft);
            if (charge != null && charge.due() > funds) {
                reasons.add(new Refusal.InsufficientFunds(money(charge.due(), request), money(funds, request)));
            } else if (charge == null && offer != null && !offer.gone(now)) {
                reasons.add(new Refusal.QuotaExhausted());
            }
            for (Refusal refusal : reasons) left.add(new Refused(candidates.get(i), i, refusal));
            if (offer == null || charge == null || !reasons.isEmpty()) continue;
            persons.add(offer.subject());
            chosen.add(new Chosen(offer, charge));
            purse.take(charge);
            budgetLeft -= charge.due();
        }
        boolean named = request.wanted() instanceof Wanted.These;
        if (!chosen.isEmpty()) return new Bought(sell(request, chosen, purse), named ? left : List.of());
        return new Declined(named ? left : List.of(Refused.whole(whyNone(left))));
    }

    /** Of a filter, single leads are no answer: they were never named. Too little money is one, and so is a used-up quota. */
    private static Refusal whyNone(List<Refused> left) {
        List<Refusal> all = left.stream().map(Refused::refusal).toList();
        return all.stream()
                .filter(Refusal.InsufficientFunds.class::isInstance)
                .findFirst()
                .or(() -> all.stream()
                        .filter(Refusal.QuotaExhausted.class::isInstance)
                        .findFirst())
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

    private Purchase sell(Request request, List<Chosen> chosen, Purse purse) {
        UUID purchase = ids.get();
        List<Sale> sales = new ArrayList<>(chosen.size());
        long total = 0;
        for (Chosen each : chosen) {
            Offer offer = each.offer;
            Terms sold = terms.apply(offer, request);
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
                    each.charge,
                    offer.score(),
                    offer.level(),
                    sold.ruleSet(),
                    offer.priceRule(),
                    now.plus(sold.returnWindow())));
            offers.put(offer.lead(), after);
            owned.add(new Owned(request.buyer(), offer.lead()));
            owned.add(new Owned(request.buyer(), offer.subject()));
            total = Math.addExact(total, each.charge.due());
        }
        purses.put(request.buyer(), purse);
        return new Purchase(purchase, request.buyer(), ids.get(), money(total, request), now, sales);
    }

    private Purse purse(Request request) {
        return purses.getOrDefault(request.buyer(), NOTHING);
    }

    /** Null: a quota for such leads is used up. */
    private @Nullable Charge charge(Offer offer, Request request, Purse purse) {
        return purse.charge(price(offer, request), terms.apply(offer, request), request.currency())
                .orElse(null);
    }

    private static long price(Offer offer, Request request) {
        Long alone = offer.exclusivePrice();
        return request.exclusive() && alone != null ? alone : offer.price();
    }

    private static Money money(long minorUnits, Request request) {
        return new Money(minorUnits, request.currency());
    }
}
