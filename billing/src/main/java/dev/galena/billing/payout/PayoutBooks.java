package dev.galena.billing.payout;

import static dev.galena.billing.AccountKind.BANK;
import static dev.galena.billing.AccountKind.PAYOUT_CLEARING;
import static dev.galena.billing.AccountKind.PSP_CLEARING;
import static dev.galena.billing.AccountKind.SELLER_PAYABLE;

import dev.galena.billing.Account;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Reference;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.BankTransfer;
import dev.galena.billing.payment.Movement;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.Payout.State;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Each step of a payout with its journal. The money leaves the seller's account when it is asked for, so no two payouts pay the same
 * cent; whatever ends without paying brings it back.
 */
public final class PayoutBooks {

    /** What sellers hear of. */
    public static final List<String> TYPES = List.of("payout.paid", "payout.failed", "payout.denied");

    private final Payouts payouts;
    private final Stores stores;

    public PayoutBooks(Payouts payouts, Stores stores) {
        this.payouts = payouts;
        this.stores = stores;
    }

    /** What came of asking. */
    public sealed interface Asking {
        record NoDestination() implements Asking {}

        record MoreThanPayable(Money payable) implements Asking {}

        record Asked(Payout payout) implements Asking {}
    }

    /** What came of a decision, in the order of their precedence. */
    public sealed interface Decision {
        record NotFound() implements Decision {}

        record NotHuman() implements Decision {}

        record NotWaiting() implements Decision {}

        record SamePerson() implements Decision {}

        record Decided(Payout payout) implements Decision {}
    }

    /**
     * Takes it out of what is payable.
     *
     * @param amount null: all there is
     * @param approvalAbove in minor units; what is more waits for a second person
     */
    public Asking ask(
            Tx tx,
            UUID partyId,
            @Nullable Money amount,
            Currency currency,
            String by,
            long approvalAbove,
            Instant now) {
        var destination = payouts.destination(tx, partyId).orElse(null);
        if (destination == null) return new Asking.NoDestination();
        var payable = Account.of(partyId, SELLER_PAYABLE, currency);
        var clearing = Account.platform(PAYOUT_CLEARING, currency);
        stores.accounts().open(tx, List.of(payable, clearing), now);
        // Neither a fold nor another payout comes in between.
        var seen = stores.ledger().lockDeferred(tx, List.of(payable)).get(payable.id());
        var has = new Money(seen == null || seen.frozen() ? 0 : seen.posted(), currency);
        var wanted = amount == null ? has : amount;
        if (!wanted.positive() || !has.covers(wanted)) return new Asking.MoreThanPayable(has);
        var id = Id.next();
        var payout = new Payout(
                id,
                partyId,
                wanted,
                destination,
                Reference.of(id),
                wanted.minorUnits() > approvalAbove ? State.ASKED : State.APPROVED,
                by,
                null,
                null,
                null,
                null,
                now,
                null);
        payouts.add(tx, payout);
        post(tx, "payout", payout, payable, clearing, now);
        return new Asking.Asked(payout);
    }

    /** By a person who did not ask for it; approved it goes out, denied the money goes back. */
    public Decision decide(Tx tx, UUID id, boolean approve, String by, boolean person, Instant now) {
        var payout = payouts.lock(tx, id).orElse(null);
        if (payout == null) return new Decision.NotFound();
        if (!person) return new Decision.NotHuman();
        if (payout.state() != State.ASKED) return new Decision.NotWaiting();
        if (payout.askedBy().equals(by)) return new Decision.SamePerson();
        payouts.decide(tx, id, approve ? State.APPROVED : State.DENIED, by);
        if (!approve) {
            payouts.end(tx, id, State.DENIED, null, null, now);
            giveBack(
                    tx,
                    payout,
                    Account.platform(PAYOUT_CLEARING, payout.amount().currency()),
                    now);
            tell(tx, payout, "payout.denied", now);
        }
        return new Decision.Decided(payouts.find(tx, id).orElseThrow());
    }

    /** The provider has transferred it. Told twice it has one effect. */
    public void transferred(Tx tx, UUID id, String transfer, Instant now) {
        var payout = payouts.lock(tx, id).orElseThrow();
        if (payout.state() == State.APPROVED) {
            paid(tx, payout, Stripe.NAME, "transfer", transfer, now);
        }
    }

    /** The bank's statement shows it; the journal is what its line belongs to. */
    public @Nullable UUID debited(Tx tx, Payout payout, String line, Instant now) {
        return payout.state() == State.SENT ? paid(tx, payout, BankTransfer.NAME, "payout", line, now) : null;
    }

    private UUID paid(Tx tx, Payout payout, String provider, String kind, String object, Instant now) {
        payouts.end(tx, payout.id(), State.PAID, object, null, now);
        var clearing = Account.platform(PAYOUT_CLEARING, payout.amount().currency());
        var journal = post(tx, "payout-paid", payout, clearing, outside(payout), now);
        tell(tx, payout, "payout.paid", now);
        stores.movements()
                .add(
                        tx,
                        List.of(new Movement(
                                provider, kind, object, payout.amount().negated(), journal, now)));
        return journal;
    }

    /** It will not be paid; the money is the seller's again. */
    public void failed(Tx tx, UUID id, String failure, Instant now) {
        var payout = payouts.lock(tx, id).orElseThrow();
        if (payout.state() != State.APPROVED && payout.state() != State.SENT) return;
        payouts.end(tx, id, State.FAILED, null, failure, now);
        tell(tx, payout, "payout.failed", now);
        giveBack(tx, payout, Account.platform(PAYOUT_CLEARING, payout.amount().currency()), now);
    }

    /** It was paid and came back, told by the provider's name of the transfer. Somebody else's is nothing to us. */
    public void reversed(Tx tx, String transfer, Instant now) {
        payouts.lockByProviderRef(tx, transfer)
                .filter(payout -> payout.state() == State.PAID)
                .ifPresent(payout -> returned(tx, payout, Stripe.NAME, "transfer-reversed", transfer, now));
    }

    /** It was paid and came back by the bank. */
    public @Nullable UUID credited(Tx tx, Payout payout, String line, Instant now) {
        if (payout.state() != State.PAID) return null;
        return returned(tx, payout, BankTransfer.NAME, "payout-returned", line, now);
    }

    private UUID returned(Tx tx, Payout payout, String provider, String kind, String object, Instant now) {
        payouts.end(tx, payout.id(), State.FAILED, null, "returned", now);
        tell(tx, payout, "payout.failed", now);
        var journal = giveBack(tx, payout, outside(payout), now);
        stores.movements().add(tx, List.of(new Movement(provider, kind, object, payout.amount(), journal, now)));
        return journal;
    }

    private UUID giveBack(Tx tx, Payout payout, Account from, Instant now) {
        var payable =
                Account.of(payout.partyId(), SELLER_PAYABLE, payout.amount().currency());
        return post(tx, "payout-failed", payout, from, payable, now);
    }

    private void tell(Tx tx, Payout payout, String type, Instant now) {
        stores.tell()
                .accept(
                        tx,
                        List.of(News.of(payout.partyId(), type, Id.text("pyo", payout.id()), payout.amount(), now)));
    }

    private static Account outside(Payout payout) {
        var currency = payout.amount().currency();
        return payout.destination().method() == Method.CONNECT
                ? Account.of(null, PSP_CLEARING, Stripe.NAME, currency)
                : Account.platform(BANK, currency);
    }

    private UUID post(Tx tx, String kind, Payout payout, Account from, Account to, Instant now) {
        stores.accounts().open(tx, List.of(from, to), now);
        var id = Id.next();
        var line = new Transfer(from, to, payout.amount());
        stores.ledger().post(tx, List.of(new Journal(id, kind, payout.id(), now, List.of(line))));
        return id;
    }
}
