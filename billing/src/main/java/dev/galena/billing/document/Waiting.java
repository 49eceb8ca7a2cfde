package dev.galena.billing.document;

import dev.galena.billing.document.Document.Reference;
import dev.galena.billing.tax.Tax;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line whose document is to be written.
 *
 * @param now what time it is for its party
 * @param corrected where the line stands that it takes back
 */
record Waiting(
        UUID source,
        UUID party,
        Instant at,
        Instant due,
        Currency currency,
        String item,
        String text,
        long net,
        long fee,
        long vat,
        long promo,
        Tax tax,
        @Nullable Reference corrected,
        Instant now) {

    /** Whether both may stand on one document: EN 16931 keeps what is out of scope apart, and so one rate each. */
    private boolean joins(Waiting other) {
        return party.equals(other.party)
                && currency.equals(other.currency)
                && due.equals(other.due)
                && tax.category() == other.tax.category()
                && tax.rateBps() == other.tax.rateBps()
                && tax.country().equals(other.tax.country());
    }

    /** What belongs together, cut to the length of a document; those that join stand side by side already. */
    static List<List<Waiting>> grouped(List<Waiting> sorted) {
        List<List<Waiting>> groups = new ArrayList<>();
        for (var line : sorted) {
            var last = groups.isEmpty() ? null : groups.getLast();
            if (last == null
                    || last.size() == Document.LINES_MAX
                    || !last.getFirst().joins(line)) {
                last = new ArrayList<>();
                groups.add(last);
            }
            last.add(line);
        }
        return groups;
    }
}
