package dev.galena.billing.document;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.document.Document.Line;
import dev.galena.billing.document.Document.Reference;
import dev.galena.billing.document.Document.Side;
import dev.galena.billing.document.Document.Totals;
import dev.galena.billing.tax.Profile;
import dev.galena.billing.tax.Tax;
import dev.galena.db.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that lacks only its number and day.
 *
 * @param lines of one party, currency and tax, one at least
 * @param unpaid of it, what is asked for
 * @param due when that is to be paid; null: all of it was paid out of balances
 */
record Draft(
        UUID id,
        Kind kind,
        Profile platform,
        Profile party,
        Tax tax,
        List<Waiting> lines,
        long unpaid,
        @Nullable LocalDate due) {

    private static final String ROUNDING = "vat-rounding";

    String series() {
        return kind.series(party.party(), lines.getFirst().currency());
    }

    /** What time it is for whom it is written. */
    Instant now() {
        return lines.getFirst().now();
    }

    Document numbered(String number, LocalDate issued) {
        Side own = side(platform, "platform");
        Side other = side(party, Id.text("pty", party.party()));
        return new Document(
                id,
                kind,
                number,
                issued,
                due,
                lines.stream().map(this::day).min(LocalDate::compareTo).orElseThrow(),
                lines.stream().map(this::day).max(LocalDate::compareTo).orElseThrow(),
                lines.getFirst().currency(),
                kind.selfBilled() ? other : own,
                kind.selfBilled() ? own : other,
                tax,
                lines.stream().map(this::line).toList(),
                lines.stream()
                        .map(Waiting::corrected)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                totals());
    }

    Totals totals() {
        long net = sum(Waiting::net);
        long vat = tax.of(new Money(net, lines.getFirst().currency())).minorUnits();
        if (kind.selfBilled()) return new Totals(net, vat, 0, 0);
        long rounding = sum(Waiting::vat) - vat;
        return new Totals(net, vat, rounding, net + vat + rounding - unpaid);
    }

    /** What the wallet was charged for these lines, or lent. */
    static long charged(List<Waiting> lines) {
        return lines.stream().mapToLong(l -> l.net() + l.vat() - l.promo()).reduce(0, Math::addExact);
    }

    /**
     * So that VAT in the books is VAT on documents: what was charged beyond it, or short of it, is the marketplace's. The VAT of a
     * seller's statement is what he is owed beside his share.
     */
    Optional<Journal> journal() {
        var currency = lines.getFirst().currency();
        var totals = totals();
        Account from;
        Account to;
        long amount;
        if (kind.selfBilled()) {
            from = Account.of(null, AccountKind.VAT_INPUT, tax.detail(), currency);
            to = Account.of(party.party(), AccountKind.SELLER_PAYABLE, currency);
            amount = totals.vat();
        } else {
            from = tax.output(currency);
            to = Account.platform(AccountKind.PLATFORM_REVENUE, currency);
            amount = totals.rounding();
        }
        if (amount == 0) return Optional.empty();
        var transfer = new Transfer(from, to, new Money(Math.abs(amount), currency));
        boolean back = kind.credit() != amount < 0;
        return Optional.of(new Journal(
                Id.next(),
                kind.selfBilled() ? kind.code() : ROUNDING,
                id,
                now(),
                List.of(back ? transfer.inverted() : transfer)));
    }

    private long sum(java.util.function.ToLongFunction<Waiting> amount) {
        return lines.stream().mapToLong(amount).reduce(0, Math::addExact);
    }

    private LocalDate day(Waiting line) {
        return line.at().atZone(party.zone()).toLocalDate();
    }

    private Line line(Waiting line) {
        Reference corrected = line.corrected();
        return new Line(
                line.item(),
                day(line),
                line.text(),
                line.net(),
                line.fee(),
                corrected == null ? null : corrected.number());
    }

    private static Side side(Profile profile, String id) {
        return new Side(
                id,
                profile.name(),
                profile.street(),
                profile.city(),
                profile.postcode(),
                profile.region(),
                profile.country(),
                profile.vatId(),
                profile.registration(),
                profile.email());
    }
}
