package dev.galena.billing.document;

import dev.galena.billing.tax.Tax;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice, a credit note or a statement as issued: complete in itself and never changed. Amounts are minor units of its
 * currency and not negative: that it takes something back says its {@link Kind}.
 *
 * @param number as printed: unique, and gapless within its series
 * @param issued the day in the marketplace's zone
 * @param due when it is to be paid; null: it is paid, or nothing is to be
 * @param first day of the first supply, in the party's zone
 * @param last day of the last
 * @param corrected what it takes lines back of
 */
public record Document(
        UUID id,
        Kind kind,
        String number,
        LocalDate issued,
        @Nullable LocalDate due,
        LocalDate first,
        LocalDate last,
        Currency currency,
        Side supplier,
        Side customer,
        Tax tax,
        List<Line> lines,
        List<Reference> corrected,
        Totals totals) {

    public static final int LINES_MAX = 1_000;

    /** One of the two, as its profile was. */
    public record Side(
            String id,
            String name,
            String street,
            String city,
            String postcode,
            @Nullable String region,
            String country,
            @Nullable String vatId,
            @Nullable String registration,
            String email) {}

    /**
     * One thing, once.
     *
     * @param item the id of what it is for, as the API writes it
     * @param net the fee taken off
     * @param fee the marketplace's, shown on statements
     * @param corrects the number of the document whose line it takes back
     */
    public record Line(
            String item,
            LocalDate day,
            String text,
            long net,
            long fee,
            @Nullable String corrects) {}

    /** Another document. */
    public record Reference(String number, LocalDate issued) {}

    /**
     * The VAT is that of the net total, as EN 16931 has it. What was charged sale by sale may differ by roundings, which stand
     * beside it, so that {@code net + vat + rounding} is the amount that moved or is to move.
     *
     * @param paid of it, out of balances
     */
    public record Totals(long net, long vat, long rounding, long paid) {

        public long gross() {
            return Math.addExact(net, vat);
        }

        public long charged() {
            return Math.addExact(gross(), rounding);
        }

        public long payable() {
            return Math.subtractExact(charged(), paid);
        }
    }

    public Document {
        lines = List.copyOf(lines);
        corrected = List.copyOf(corrected);
        if (lines.isEmpty() || lines.size() > LINES_MAX) {
            throw new IllegalArgumentException("a document of " + lines.size() + " lines");
        }
        long net = lines.stream().mapToLong(Line::net).reduce(0, Math::addExact);
        if (net != totals.net)
            throw new IllegalArgumentException("lines of " + net + " under a total of " + totals.net);
    }
}
