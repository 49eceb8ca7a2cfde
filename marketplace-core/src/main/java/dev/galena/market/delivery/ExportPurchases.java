package dev.galena.market.delivery;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.DataKey;
import dev.galena.consent.Event;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.lead.Contact;
import dev.galena.market.lead.Contacts;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All leads a buyer has bought, with their contacts, as CSV that no spreadsheet runs: see {@link SafeCell}.
 *
 * <p>Written page by page, each in its own transaction that first records who takes what along, in the market's records and in
 * each consent's chain. A lead whose person has withdrawn since, or was erased, keeps its row without the contact; the column
 * {@code withheld} says why.
 */
public final class ExportPurchases {
    private static final int ROWS_PER_PAGE = 500;
    private static final List<String> COLUMNS = List.of(
            "lead",
            "purchase",
            "sale",
            "vertical",
            "bought_at",
            "price",
            "currency",
            "exclusive",
            "score",
            "level",
            "source",
            "generated_at",
            "first_name",
            "last_name",
            "email",
            "phone",
            "street",
            "city",
            "state",
            "zip",
            "attributes",
            "consent",
            "consent_at",
            "withheld");

    private final Database db;
    private final Consents consents;
    private final Subjects subjects;
    private final Contacts contacts;
    private final AccessRecords records;
    private final InstantSource clock;

    public ExportPurchases(
            Database db,
            Consents consents,
            Subjects subjects,
            Contacts contacts,
            AccessRecords records,
            InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.subjects = subjects;
        this.contacts = contacts;
        this.records = records;
        this.clock = clock;
    }

    /** {@code actor}: the key or person that takes it. */
    public record Ask(
            UUID buyerId,
            String actor,
            @Nullable String purpose,
            @Nullable String requestId) {}

    public record Summary(long rows, long withheld) {}

    private record Row(
            BoughtLead lead,
            @Nullable Consent consent,
            @Nullable Contact contact,
            String withheld) {}

    /** Whether a file with these columns came out of here: its cells are then to be read by {@link SafeCell#read}. */
    public static boolean wrote(Collection<String> columns) {
        return columns.containsAll(COLUMNS);
    }

    /** {@code out} takes the file part by part and may take its time: no transaction is open meanwhile. */
    public Summary write(Ask ask, Consumer<String> out) {
        out.accept(csv(List.of(COLUMNS)));
        long rows = 0;
        long withheld = 0;
        var place = BoughtLead.Place.START;
        while (true) {
            var after = place;
            List<Row> page = db.inTxRetrying(tx -> page(tx, ask, after));
            if (!page.isEmpty())
                out.accept(csv(page.stream().map(ExportPurchases::cells).toList()));
            rows += page.size();
            withheld += page.stream().filter(r -> !r.withheld.isEmpty()).count();
            if (page.size() < ROWS_PER_PAGE) return new Summary(rows, withheld);
            place = page.getLast().lead.place();
        }
    }

    private List<Row> page(Tx tx, Ask ask, BoughtLead.Place after) {
        List<BoughtLead> leads = BoughtLead.page(tx, ask.buyerId, after, ROWS_PER_PAGE);
        Instant now = clock.instant();
        // The same lock a withdrawal takes: once it has committed, nothing of that person leaves any more.
        Map<UUID, Consent> locked =
                consents.lock(tx, leads.stream().map(BoughtLead::consentId).toList());
        Map<UUID, DataKey> keys =
                subjects.keys(tx, leads.stream().map(BoughtLead::subjectId).toList());
        Map<UUID, Contacts.Sealed> sealed =
                contacts.find(tx, leads.stream().map(BoughtLead::leadId).toList());
        List<Row> rows = leads.stream()
                .map(l -> row(l, locked.get(l.consentId()), keys.get(l.subjectId()), sealed.get(l.leadId()), now))
                .toList();
        List<BoughtLead> given =
                rows.stream().filter(r -> r.withheld.isEmpty()).map(Row::lead).toList();
        consents.record(tx, given.stream().map(l -> exported(l, ask)).toList(), locked, now);
        records.add(tx, given.stream().map(l -> access(l, ask, now)).toList());
        return rows;
    }

    private static Row row(
            BoughtLead lead,
            @Nullable Consent consent,
            @Nullable DataKey key,
            Contacts.@Nullable Sealed sealed,
            Instant now) {
        if (consent == null || key == null || sealed == null) return new Row(lead, consent, null, "erased");
        if (consent.revokedAt() != null) return new Row(lead, consent, null, "consent-withdrawn");
        if (consent.expiresAt() != null && !consent.expiresAt().isAfter(now))
            return new Row(lead, consent, null, "consent-expired");
        return new Row(lead, consent, sealed.open(key), "");
    }

    private static Event exported(BoughtLead lead, Ask ask) {
        return Event.of(lead.consentId(), "access.exported", Map.of("buyer", ask.buyerId, "sale", lead.saleId()));
    }

    private static AccessRecord access(BoughtLead lead, Ask ask, Instant now) {
        return new AccessRecord(
                Id.next(),
                now,
                ask.buyerId,
                ask.actor,
                "contact.exported",
                lead.subjectId(),
                lead.leadId(),
                ask.purpose,
                ask.requestId);
    }

    private static List<String> cells(Row row) {
        BoughtLead lead = row.lead;
        List<@Nullable String> cells = new ArrayList<>();
        cells.add(Id.text("lead", lead.leadId()));
        cells.add(Id.text("pur", lead.purchaseId()));
        cells.add(Id.text("sal", lead.saleId()));
        cells.add(lead.vertical());
        cells.add(lead.soldAt().toString());
        cells.add(Long.toString(lead.price()));
        cells.add(lead.currency());
        cells.add(Boolean.toString(lead.exclusive()));
        cells.add(Integer.toString(lead.score()));
        cells.add(lead.level().code());
        cells.add(lead.source());
        cells.add(lead.generatedAt().toString());
        Contact contact = row.contact;
        cells.add(contact == null ? null : contact.firstName());
        cells.add(contact == null ? null : contact.lastName());
        cells.add(contact == null ? null : contact.email());
        cells.add(contact == null ? null : contact.phone());
        cells.add(contact == null ? null : contact.street());
        cells.add(contact == null ? null : contact.city());
        cells.add(lead.state());
        cells.add(lead.zip());
        cells.add(lead.attributes().encode());
        cells.add(Id.text("cns", lead.consentId()));
        cells.add(row.consent == null ? null : row.consent.grantedAt().toString());
        cells.add(row.withheld);
        return cells.stream().map(c -> c == null ? "" : SafeCell.write(c)).toList();
    }

    private static String csv(List<List<String>> rows) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.ALWAYS).build(text)) {
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter never fails
        }
        return text.toString();
    }
}
