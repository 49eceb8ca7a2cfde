package dev.galena.market.suppression;

import dev.galena.consent.Identity;
import dev.galena.consent.SuppressPeople;
import dev.galena.consent.SuppressPeople.Suppressed;
import dev.galena.consent.Suppression;
import dev.galena.market.intake.Emails;
import dev.galena.market.intake.Phones;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in rows, some hundred in a transaction: each is in force when its transaction has committed. A row that cannot be
 * used is named with its reason and holds up no other.
 */
public final class SuppressRows {
    private final SuppressPeople people;
    private final Phones phones = new Phones();
    private final Emails emails = new Emails();

    public SuppressRows(SuppressPeople people) {
        this.people = people;
    }

    /** Takes rows in as they come. Not for several threads. */
    public final class Taking {
        private final List<Suppression> waiting = new ArrayList<>();
        private final List<Report.Reject> rejects = new ArrayList<>();
        private Suppressed done = Suppressed.NOTHING;
        private long rows;
        private long skipped;
        private long rejected;

        public void add(Row row) {
            rows++;
            String givenPhone = written(row.phone());
            String givenEmail = written(row.email());
            String phone = givenPhone == null ? null : phones.e164(givenPhone);
            String email = givenEmail == null ? null : emails.address(givenEmail);
            boolean badPhone = givenPhone != null && phone == null;
            boolean badEmail = givenEmail != null && email == null;
            if (badPhone) reject("phone", "invalid-phone");
            if (badEmail) reject("email", "invalid-email");
            if (phone == null && email == null && !badPhone && !badEmail) reject("", "field-missing");
            if (badPhone || badEmail || (phone == null && email == null)) {
                rejected++;
                return;
            }
            var rule = row.rule();
            waiting.add(new Suppression(
                    new Identity(phone, email),
                    rule.sellerId(),
                    rule.channels(),
                    rule.reason(),
                    rule.list(),
                    rule.asOf(),
                    rule.source(),
                    rule.by()));
            if (waiting.size() == SuppressPeople.ROWS_MAX) write();
        }

        /** A row that says of itself that it names nobody to suppress. */
        void skip() {
            rows++;
            skipped++;
        }

        private void reject(String field, String code) {
            if (rejects.size() < Report.REJECTS_MAX) rejects.add(new Report.Reject(rows, field, code));
        }

        private void write() {
            done = done.and(people.suppress(waiting));
            waiting.clear();
        }

        public Report finish() {
            write();
            return new Report(rows, done.added(), done.ended(), done.limited(), skipped, rejected, rejects);
        }
    }

    public Taking taking() {
        return new Taking();
    }

    public Report suppress(List<Row> rows) {
        var taking = taking();
        rows.forEach(taking::add);
        return taking.finish();
    }

    private static @Nullable String written(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
