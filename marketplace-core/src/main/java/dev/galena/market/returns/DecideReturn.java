package dev.galena.market.returns;

import dev.galena.billing.Money;
import dev.galena.billing.recurring.Clocks;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.returns.LeadReturn.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The seller, within his time, or the operator says whether a return is accepted, and for how much. What is accepted is
 * moved at once, on both legs. The lead stays the buyer's and its slot stays taken.
 */
public final class DecideReturn {

    /**
     * A decision.
     *
     * @param seller who decides; null: the operator
     * @param amount with VAT, in minor units; null: what was wanted
     */
    public record Decision(
            UUID id,
            @Nullable UUID seller,
            boolean accepted,
            @Nullable Long amount,
            String actor) {}

    private static final String MACHINE = "machine";

    private final Clocks clocks;
    private final Events events;
    private final Refunds refunds;
    private final ReleaseShares releaseShares;
    private final Returns returns = new Returns();
    private final SoldLeads soldLeads = new SoldLeads();

    public DecideReturn(Clocks clocks, Events events, Refunds refunds, ReleaseShares releaseShares) {
        this.clocks = clocks;
        this.events = events;
        this.refunds = refunds;
        this.releaseShares = releaseShares;
    }

    /** In the caller's transaction, which holds the idempotency key. */
    public ReturnOutcome decide(Tx tx, Decision decision) {
        var named = returns.find(tx, decision.id())
                .filter(r -> decision.seller() == null || decision.seller().equals(r.seller()))
                .orElse(null);
        if (named == null) return new ReturnOutcome.NotFound();
        SoldLead sold = soldLeads.lock(tx, named.sale()).orElseThrow();
        LeadReturn open = returns.find(tx, named.id()).orElseThrow();
        Instant now = clocks.now(tx, sold.buyer());
        if (!open.open()) return new ReturnOutcome.AlreadyDecided();
        if (decision.seller() != null && (open.state() == State.CONTESTED || !now.isBefore(open.answerUntil()))) {
            return new ReturnOutcome.OperatorDecides();
        }
        if (!decision.accepted()) {
            return end(tx, open, decision.seller() == null ? State.DENIED : State.CONTESTED, 0, decision, sold, now);
        }
        Long amount = decision.amount() != null ? decision.amount() : open.wanted();
        if (amount != null && sold.quota() != null) return new ReturnOutcome.NotDivisible();
        if (amount != null && amount > sold.left().gross()) {
            return new ReturnOutcome.TooMuch(new Money(sold.left().gross(), sold.currency()));
        }
        Parts parts = amount == null ? sold.left() : sold.left().portion(amount, sold.currency());
        refunds.refund(tx, open.id(), sold, parts, open.asCredit(), now);
        return end(tx, open, State.ACCEPTED, parts.gross(), decision, sold, now);
    }

    /** At once, because our own records say so: of what was wanted. The sale is locked, the return new. */
    ReturnOutcome accept(Tx tx, LeadReturn open, SoldLead sold, Evidence evidence, Instant now) {
        returns.prove(tx, open.id(), evidence);
        Long wanted = open.wanted();
        Parts parts = wanted == null ? sold.left() : sold.left().portion(wanted, sold.currency());
        refunds.refund(tx, open.id(), sold, parts, open.asCredit(), now);
        return end(tx, open, State.ACCEPTED, parts.gross(), MACHINE, sold, now);
    }

    private ReturnOutcome end(
            Tx tx, LeadReturn open, State state, long refunded, Decision decision, SoldLead sold, Instant now) {
        return end(tx, open, state, refunded, decision.actor(), sold, now);
    }

    private ReturnOutcome end(
            Tx tx, LeadReturn open, State state, long refunded, String actor, SoldLead sold, Instant now) {
        returns.move(tx, open.id(), state, refunded, actor, now);
        LeadReturn ended = returns.find(tx, open.id()).orElseThrow();
        events.add(tx, ReturnNews.of(ended, now));
        // The release passed it by while it was open.
        if (!ended.open() && !sold.released() && !now.isBefore(sold.returnUntil())) {
            releaseShares.release(tx, List.of(sold.id()), now);
        }
        return new ReturnOutcome.Stands(ended);
    }
}
