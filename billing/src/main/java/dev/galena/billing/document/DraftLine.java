package dev.galena.billing.document;

import dev.galena.billing.Money;
import dev.galena.billing.tax.Tax;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to appear on a document of this kind, once: a second line of the same kind and source is none.
 *
 * @param source the sale, the return, the charged period …
 * @param party the buyer, or of statements the seller
 * @param at when it was supplied; lines of one moment share a document also where the party gets one for each purchase
 * @param item the id of what it is for, as the API writes it
 * @param net without VAT, the fee taken off already
 * @param fee the marketplace's part, shown on statements; else zero
 * @param vat what was charged beside; of statements zero: VAT of a seller is due when his statement is written
 * @param tax as charged; of statements and corrections it is found when they are issued
 * @param promo what of it promo credit paid, or gets back
 * @param corrects of corrections: the source whose line they take back; they wait until that one is on a document
 */
public record DraftLine(
        Kind kind,
        UUID source,
        UUID party,
        Instant at,
        String item,
        String text,
        Money net,
        long fee,
        long vat,
        Tax tax,
        long promo,
        @Nullable UUID corrects) {

    public DraftLine {
        if (net.minorUnits() < 0 || fee < 0 || vat < 0 || promo < 0)
            throw new IllegalArgumentException("a negative line: " + net);
        if (text.codePoints().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("a control character in a line's text");
        if (kind.credit() != (corrects != null)) throw new IllegalArgumentException("only corrections correct");
        if (kind.selfBilled() && vat != 0)
            throw new IllegalArgumentException("a statement's VAT is not charged before");
    }

    /** Of a sale or a charge. */
    public static DraftLine invoiced(
            UUID source, UUID buyer, Instant at, String item, String text, Money net, long vat, Tax tax, long promo) {
        return new DraftLine(Kind.INVOICE, source, buyer, at, item, text, net, 0, vat, tax, promo, null);
    }

    /** Of what a buyer gets back: part or all of what the line of {@code corrects} says, taxed as that. */
    public static DraftLine credited(
            UUID source, UUID buyer, Instant at, String item, String text, Money net, long vat, UUID corrects) {
        return new DraftLine(Kind.CREDIT_NOTE, source, buyer, at, item, text, net, 0, vat, Tax.NONE, 0, corrects);
    }

    /** Of a seller's share, the fee taken off. */
    public static DraftLine earned(
            UUID source, UUID seller, Instant at, String item, String text, Money share, long fee) {
        return new DraftLine(Kind.STATEMENT, source, seller, at, item, text, share, fee, 0, Tax.NONE, 0, null);
    }

    /** Of what a seller gives back of a share that stands on a statement. */
    public static DraftLine returned(
            UUID source, UUID seller, Instant at, String item, String text, Money share, long fee, UUID corrects) {
        return new DraftLine(
                Kind.STATEMENT_CREDIT, source, seller, at, item, text, share, fee, 0, Tax.NONE, 0, corrects);
    }
}
