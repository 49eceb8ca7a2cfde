package dev.galena.billing.payment;

import static dev.galena.billing.AccountKind.DISPUTE_SUSPENSE;
import static dev.galena.billing.AccountKind.PSP_CLEARING;

import dev.galena.billing.Account;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.Fact.Disputed;
import dev.galena.billing.payment.Fact.NotPaid;
import dev.galena.billing.payment.Fact.Nothing;
import dev.galena.billing.payment.Fact.Outcome;
import dev.galena.billing.payment.Fact.Paid;
import dev.galena.billing.payment.Fact.Refunded;
import dev.galena.billing.payment.Fact.TransferReversed;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What a fact does to top-ups and ledger. Each has its effect once, however often it is told; what presupposes another fact makes
 * up for it (a dispute that is told only when it is won was opened before) or waits for it (a refund for its payment). Locks the
 * top-up, then wallet and debt.
 */
public final class Effects {

    private final TopUps topUps;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Cards cards;
    private final Recourse recourse;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Movements movements;
    private final Alarms alarms;
    private final Reversals reversals;
    private final BiConsumer<Tx, List<News>> tell;

    /** Takes part in what was paid out, when a provider says that it came back. */
    @FunctionalInterface
    public interface Reversals {
        void reversed(Tx tx, String transfer, Instant now);
    }

    /** Whether a fact could be understood. */
    sealed interface Result {
        record Done() implements Result {}

        record Waiting(String payment) implements Result {}
    }

    Effects(Stores stores, Reversals reversals) {
        this.topUps = stores.topUps();
        this.refunds = stores.refunds();
        this.disputes = new Disputes();
        this.cards = stores.cards();
        this.recourse = new Recourse(stores.accounts(), stores.ledger());
        this.accounts = stores.accounts();
        this.ledger = stores.ledger();
        this.movements = stores.movements();
        this.alarms = stores.alarms();
        this.reversals = reversals;
        this.tell = stores.tell();
    }

    Result apply(Tx tx, String provider, Fact fact, Instant now) {
        return switch (fact) {
            case Paid paid -> paid(tx, provider, paid, now);
            case NotPaid(var id, var reason) -> {
                topUps.lock(tx, id)
                        .filter(topUp -> topUp.state() == TopUp.State.OPEN)
                        .ifPresent(topUp -> {
                            topUps.failed(tx, topUp.id(), reason);
                            tell.accept(tx, List.of(topUp.news(TopUp.FAILED, topUp.amount(), now)));
                        });
                yield new Result.Done();
            }
            case Refunded refunded -> refunded(tx, provider, refunded, now);
            case Disputed disputed -> disputed(tx, provider, disputed, now);
            case TransferReversed(var transfer) -> {
                reversals.reversed(tx, transfer, now);
                yield new Result.Done();
            }
            case Nothing() -> new Result.Done();
        };
    }

    private Result paid(Tx tx, String provider, Paid paid, Instant now) {
        var topUp = topUps.lock(tx, paid.topUpId()).orElse(null);
        if (topUp == null) return new Result.Done(); // of another installation on the same account
        if (paid.card() != null) cards.save(tx, topUp.partyId(), paid.card(), now);
        if (topUp.state() == TopUp.State.PAID) return new Result.Done();
        if (!topUp.amount().equals(paid.amount())) {
            alarms.raise(
                    tx,
                    "topup-amount",
                    Id.text("top", topUp.id()),
                    "paid " + paid.amount().written() + ", asked "
                            + topUp.amount().written(),
                    now);
            return new Result.Done();
        }
        var clearing = clearing(provider, paid.amount());
        topUps.paid(tx, topUp.id(), paid.amount().minorUnits(), paid.payment(), now);
        tell.accept(tx, List.of(topUp.news(TopUp.PAID, paid.amount(), now)));
        post(
                tx,
                "top-up",
                topUp.id(),
                recourse.give(tx, topUp.partyId(), paid.amount(), clearing, now),
                now,
                moved(provider, "paid", paid.payment(), paid.amount(), now));
        freeze(tx, topUp);
        return new Result.Done();
    }

    private Result refunded(Tx tx, String provider, Refunded told, Instant now) {
        var topUp = topUps.lockByPayment(tx, told.payment()).orElse(null);
        if (topUp == null) return new Result.Waiting(told.payment());
        var clearing = clearing(provider, told.amount());
        var known = refunds.find(tx, topUp.id(), told.refund(), told.ours());
        Refunds.Refund refund;
        if (known.isEmpty()) {
            refund = refunds.made(tx, topUp.id(), told.refund(), told.amount(), now);
            tell.accept(tx, List.of(topUp.news(TopUp.REFUNDED, told.amount(), now)));
            post(
                    tx,
                    "refund",
                    refund.id(),
                    recourse.take(tx, topUp.partyId(), told.amount(), clearing, now),
                    now,
                    moved(provider, "refund", told.refund(), told.amount().negated(), now));
        } else {
            refund = known.get();
            refunds.confirm(tx, movements, provider, refund, told.refund(), now);
        }
        if (told.failed() && !refund.returned()) {
            refunds.failed(tx, refund.id(), "returned");
            post(
                    tx,
                    "refund-failed",
                    refund.id(),
                    recourse.give(tx, topUp.partyId(), told.amount(), clearing, now),
                    now,
                    moved(provider, "refund-failed", told.refund(), told.amount(), now));
        }
        freeze(tx, topUp);
        return new Result.Done();
    }

    private Result disputed(Tx tx, String provider, Disputed told, Instant now) {
        var topUp = topUps.lockByPayment(tx, told.payment()).orElse(null);
        if (topUp == null) return new Result.Waiting(told.payment());
        var clearing = clearing(provider, told.amount());
        var ours = Account.platform(DISPUTE_SUSPENSE, told.amount().currency());
        var theirs = Account.of(null, DISPUTE_SUSPENSE, provider, told.amount().currency());
        var dispute = disputes.find(tx, told.dispute()).orElse(null);
        if (dispute == null) {
            dispute = disputes.open(tx, topUp, told.dispute(), told.amount(), now);
            var lines = new ArrayList<>(recourse.take(tx, topUp.partyId(), told.amount(), ours, now));
            lines.add(new Transfer(theirs, clearing, told.amount()));
            accounts.open(tx, List.of(theirs, clearing), now);
            alarms.raise(
                    tx,
                    "dispute-opened",
                    told.dispute(),
                    told.amount().written() + " of " + Id.text("top", topUp.id()),
                    now);
            post(
                    tx,
                    "dispute-opened",
                    dispute.id(),
                    lines,
                    now,
                    moved(provider, "dispute", told.dispute(), told.amount().negated(), now));
        }
        if (dispute.open() && told.outcome() == Outcome.WON) {
            disputes.close(tx, dispute.id(), told.outcome(), now);
            var lines = new ArrayList<>(recourse.give(tx, topUp.partyId(), told.amount(), ours, now));
            lines.add(new Transfer(clearing, theirs, told.amount()));
            post(
                    tx,
                    "dispute-won",
                    dispute.id(),
                    lines,
                    now,
                    moved(provider, "dispute-won", told.dispute(), told.amount(), now));
        } else if (dispute.open() && told.outcome() == Outcome.LOST) {
            disputes.close(tx, dispute.id(), told.outcome(), now);
            ledger.post(
                    tx,
                    List.of(new Journal(
                            Id.next(),
                            "dispute-lost",
                            dispute.id(),
                            now,
                            List.of(new Transfer(ours, theirs, told.amount())))));
        }
        freeze(tx, topUp);
        return new Result.Done();
    }

    /** Nothing is bought while a dispute is open, or while money is owed that was taken back. */
    private void freeze(Tx tx, TopUp topUp) {
        disputes.freeze(tx, topUp.partyId(), topUp.amount().currency());
    }

    private static Moved moved(String provider, String kind, String object, Money amount, Instant now) {
        return journal -> new Movement(provider, kind, object, amount, journal, now);
    }

    @FunctionalInterface
    private interface Moved {
        Movement by(UUID journalId);
    }

    private void post(Tx tx, String kind, UUID ref, List<Transfer> lines, Instant now, Moved moved) {
        var journal = new Journal(Id.next(), kind, ref, now, lines);
        movements.add(tx, List.of(moved.by(journal.id())));
        ledger.post(tx, List.of(journal));
    }

    private static Account clearing(String provider, Money amount) {
        return Account.of(null, PSP_CLEARING, provider, amount.currency());
    }
}
