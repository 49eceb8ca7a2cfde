package dev.galena.market.returns;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Line;
import dev.galena.billing.Money;
import dev.galena.billing.Remaining;
import dev.galena.billing.Transfer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Takes parts of a sale's money back out of the lines of the journals that moved it. Lines may be of many sales of one
 * purchase: of each exactly this sale's amounts are taken, and the buyer gets back as promo credit what he paid by it.
 */
final class Undoing {

    private final SoldLead sold;
    private final List<Remaining> lines;
    private final Map<Line, Long> left = new HashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    /** Of what the buyer gets back, what is promo credit. */
    private long credit;

    private Undoing(SoldLead sold, List<Remaining> lines, long credit) {
        this.sold = sold;
        this.credit = credit;
        // What was paid by credit first, so that it finds its way back.
        this.lines = lines.stream()
                .sorted(Comparator.comparing(r -> r.debit().kind() != AccountKind.BUYER_PROMO))
                .toList();
        for (Remaining line : lines) left.put(line.line(), line.left().minorUnits());
    }

    /**
     * @param lines what remains of the sale's journals
     * @param parts at most what is left of the sale
     * @param asCredit the buyer gets all of it as promo credit
     */
    static List<Transfer> of(SoldLead sold, List<Remaining> lines, Parts parts, boolean asCredit) {
        var undoing = new Undoing(sold, lines, asCredit ? parts.gross() : parts.promo());
        boolean prepaid = sold.quota() != null;
        Predicate<Remaining> paid = prepaid
                ? r -> r.debit().kind() == AccountKind.DEFERRED_REVENUE
                : r -> r.debit().kind() == AccountKind.BUYER_WALLET || r.debit().kind() == AccountKind.BUYER_PROMO;
        AccountKind earned = prepaid ? AccountKind.PLATFORM_REVENUE : AccountKind.PLATFORM_FEE;
        undoing.take(parts.covered(), paid.and(undoing::sellers));
        undoing.take(parts.fee(), paid.and(r -> r.credit().kind() == earned));
        undoing.take(
                parts.vat(),
                paid.and(r -> r.credit().kind() == AccountKind.VAT_OUTPUT
                        && r.credit().equals(sold.tax().output(sold.currency()))));
        undoing.take(
                parts.subsidy(),
                ((Predicate<Remaining>) undoing::sellers).and(r -> r.debit().kind() == AccountKind.PLATFORM_REVENUE));
        return undoing.transfers;
    }

    private boolean sellers(Remaining line) {
        return line.credit().kind() == AccountKind.SELLER_PENDING
                && sold.seller().equals(line.credit().partyId());
    }

    private void take(long amount, Predicate<Remaining> which) {
        long open = amount;
        for (Remaining line : lines) {
            if (open == 0) return;
            if (!which.test(line)) continue;
            long now = Math.min(open, left.getOrDefault(line.line(), 0L));
            if (now == 0) continue;
            left.merge(line.line(), -now, Long::sum);
            open -= now;
            boolean toBuyer = line.debit().kind() != AccountKind.PLATFORM_REVENUE;
            long asCredit = toBuyer ? Math.min(now, credit) : 0;
            credit -= asCredit;
            if (asCredit > 0) transfers.add(line.reversed(money(asCredit), a -> instead(a, sold.promo())));
            if (now > asCredit) {
                transfers.add(line.reversed(money(now - asCredit), a -> instead(a, sold.wallet())));
            }
        }
        if (open > 0) throw new IllegalStateException(open + " of sale " + sold.id() + " are in no line");
    }

    private Account instead(Account account, Account buyers) {
        return switch (account.kind()) {
            case SELLER_PENDING -> sold.sellers();
            case BUYER_WALLET, BUYER_PROMO -> buyers;
            // What was paid in advance goes back there, unless it is too late to use it.
            case DEFERRED_REVENUE -> buyers.kind() == AccountKind.BUYER_PROMO ? buyers : account;
            default -> account;
        };
    }

    private Money money(long amount) {
        return new Money(amount, sold.currency());
    }
}
