package dev.galena.market.returns;

import dev.galena.billing.Money;
import dev.galena.billing.recurring.Clocks;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.returns.LeadReturn.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buyer wants his money back, while the return window is open; the operator may want it for him at any time. What our own records
 * decide is accepted at once, all else is the seller's to answer.
 */
public final class RequestReturn {

    /** The seller's time to answer. */
    public static final Duration ANSWER_MAX = Duration.ofDays(2);

    /**
     * A request.
     *
     * @param buyer whose sale it must be; null: the operator asks
     * @param asCredit promo credit for other leads instead of money
     * @param wanted with VAT, in minor units; null: all that is left
     * @param actor key_… or usr_…
     */
    public record Wish(
            UUID sale,
            @Nullable UUID buyer,
            ReturnReason reason,
            boolean asCredit,
            @Nullable Long wanted,
            String actor) {}

    private final Clocks clocks;
    private final Events events;
    private final OwnRecords ownRecords;
    private final DecideReturn decideReturn;
    private final Returns returns = new Returns();
    private final SoldLeads soldLeads = new SoldLeads();

    public RequestReturn(Clocks clocks, Events events, OwnRecords ownRecords, DecideReturn decideReturn) {
        this.clocks = clocks;
        this.events = events;
        this.ownRecords = ownRecords;
        this.decideReturn = decideReturn;
    }

    /** In the caller's transaction, which holds the idempotency key. */
    public ReturnOutcome request(Tx tx, Wish wish) {
        var sold = soldLeads.lock(tx, wish.sale()).orElse(null);
        if (sold == null || (wish.buyer() != null && !wish.buyer().equals(sold.buyer()))) {
            return new ReturnOutcome.NotFound();
        }
        Instant now = clocks.now(tx, sold.buyer());
        if (wish.buyer() != null && !now.isBefore(sold.returnUntil())) {
            return new ReturnOutcome.WindowClosed(sold.returnUntil());
        }
        if (!returns.open(tx, List.of(sold.id())).isEmpty()) return new ReturnOutcome.AlreadyOpen();
        if (sold.left().nothing()) return new ReturnOutcome.NothingLeft();
        if (wish.wanted() != null) {
            if (sold.quota() != null) return new ReturnOutcome.NotDivisible();
            if (wish.wanted() > sold.left().gross()) {
                return new ReturnOutcome.TooMuch(new Money(sold.left().gross(), sold.currency()));
            }
        }
        var wanted = new LeadReturn(
                Id.next(),
                sold.id(),
                sold.purchase(),
                sold.buyer(),
                sold.seller(),
                sold.lead(),
                sold.currency(),
                wish.reason(),
                wish.asCredit(),
                wish.wanted(),
                now,
                now.plus(ANSWER_MAX),
                State.REQUESTED,
                null,
                0,
                null);
        returns.add(tx, wanted, wish.actor());
        events.add(tx, ReturnNews.of(wanted, now));
        return ownRecords
                .about(tx, sold, wish.reason())
                .map(evidence -> decideReturn.accept(tx, wanted, sold, evidence, now))
                .orElse(new ReturnOutcome.Stands(wanted));
    }
}
