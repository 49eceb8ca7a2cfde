package dev.galena.market.purchase;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.terms.BuyerTerms;
import dev.galena.billing.terms.Buyers;
import dev.galena.billing.terms.Quotas;
import dev.galena.consent.Consents;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.relay.Stops;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Decides as a {@link Trade} does, by what can be read without a lock, and writes nothing. */
public final class Quotes {

    private final Consents consents;
    private final Judge judge;
    private final InstantSource clock;
    private final Candidates candidates;
    private final Offers offers = new Offers();
    private final Sales sales = new Sales();
    private final Stops stops = new Stops();
    private final Buyers buyers = new Buyers();
    private final Quotas quotas = new Quotas();

    public Quotes(Consents consents, Judge judge, InstantSource clock) {
        this.consents = consents;
        this.judge = judge;
        this.clock = clock;
        this.candidates = new Candidates(consents, judge);
    }

    Outcome quote(Tx tx, Request request) {
        Instant now = clock.instant();
        List<UUID> overdue = stops.asking(tx, List.of(request.buyer())).get().get(request.buyer());
        if (overdue != null) {
            return new Outcome.Declined(List.of(Refused.whole(new Refusal.RevocationOverdue(overdue))));
        }
        List<UUID> leads = switch (request.wanted()) {
            case Wanted.These these -> these.leads();
            case Wanted.UpTo upTo -> candidates.find(tx, request, upTo, now);
        };
        Map<UUID, Offer> read = offers.read(tx, leads);
        List<Offer> open = read.values().stream().filter(o -> !o.gone(now)).toList();
        var held = consents.find(tx, open.stream().map(Offer::consent).toList());
        var owned = sales.owned(
                tx,
                read.values().stream()
                        .map(o -> new Owned(request.buyer(), o.subject()))
                        .toList(),
                now);
        var verdicts = judge.verdicts(tx, open, held, now);
        var purses = Map.of(request.buyer(), purse(tx, request, judge.codes(tx, read.values()), now));
        return new Till(now, read, purses, owned, verdicts::terms, verdicts::standing, Id::next).decide(request, leads);
    }

    private Purse purse(Tx tx, Request request, Set<String> verticals, Instant now) {
        Account promo = Account.of(request.buyer(), AccountKind.BUYER_PROMO, request.currency());
        Account wallet = Account.wallet(request.buyer(), request.currency());
        BuyerTerms terms = buyers.reading(tx, List.of(promo)).get().getOrDefault(request.buyer(), BuyerTerms.PLAIN);
        Map<UUID, Long> free = buyers.available(tx, List.of(promo, wallet));
        return new Purse(
                terms.tax(),
                terms.quota() ? quotas.read(tx, request.buyer(), verticals, now) : List.of(),
                free.getOrDefault(promo.id(), 0L),
                free.getOrDefault(wallet.id(), 0L));
    }
}
