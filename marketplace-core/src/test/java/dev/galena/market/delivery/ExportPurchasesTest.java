package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.galena.consent.Identity;
import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.Withdrawal;
import dev.galena.db.Id;
import dev.galena.market.lead.Contact;
import dev.galena.market.party.AccessRecords;
import dev.galena.market.trail.Sold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportPurchasesTest {
    private static Sold sold;
    private static ExportPurchases export;
    private static UUID seller;

    @BeforeAll
    static void open() {
        sold = new Sold();
        export = new ExportPurchases(
                sold.db, sold.consents, sold.subjects, sold.contacts, new AccessRecords(), sold.clock);
        seller = sold.party("Agency");
    }

    @AfterAll
    static void close() {
        sold.close();
    }

    /** Acceptance test T30: a formula in every field, out and in again. */
    @Test
    void noCellIsAFormulaAndAllComesBack() {
        UUID buyer = sold.party("College");
        List<Contact> people = new ArrayList<>();
        List<String> hostile = List.of(
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\0=1",
                "\uff1d1",
                "'=1",
                " =1",
                "a;=HYPERLINK(A1)",
                "x,\"y\"\n=1",
                "O'Brien",
                "Núñez",
                "李");
        for (int i = 0; i < hostile.size(); i++) {
            String text = hostile.get(i);
            people.add(new Contact(text, text, "p" + i + "@example.com", "+1213555%04d".formatted(i), text, text));
        }
        var leads = sold.leads(seller, people);
        sold.sell(buyer, 1, leads);

        String csv = write(buyer, new ExportPurchases.Summary(hostile.size(), 0));
        Map<String, NamedCsvRecord> rows = rows(csv);
        assertThat(ExportPurchases.wrote(rows.values().iterator().next().getHeader()))
                .as("our own import knows that the cells are guarded")
                .isTrue();
        for (int i = 0; i < people.size(); i++) {
            NamedCsvRecord row = rows.get(Id.text("lead", leads.get(i).id()));
            for (String cell : row.getFields())
                assertThat(cell)
                        .doesNotContainPattern("(^|[,;|\\t\\r\\n])[\\p{Z}\\p{C}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]");
            Contact back = new Contact(
                    text(row, "first_name"),
                    text(row, "last_name"),
                    text(row, "email"),
                    text(row, "phone"),
                    text(row, "street"),
                    text(row, "city"));
            assertThat(back).isEqualTo(people.get(i));
            assertThat(text(row, "attributes")).isEqualTo("{\"shown\":\"x\",\"secret\":\"=1\"}");
        }
    }

    @Test
    void eachLeadTakenAlongIsOnRecordPageByPage() {
        UUID buyer = sold.party("Institute");
        var leads = sold.leads(
                seller,
                IntStream.range(0, 1_001)
                        .mapToObj(i -> new Contact("A", "B", null, "+1310555%04d".formatted(i), null, null))
                        .toList());
        sold.sell(buyer, 1, leads.subList(0, 400));
        sold.sell(buyer, 1, leads.subList(400, 1_001));
        sold.sell(sold.party("Rival"), 2, leads.subList(0, 10));

        assertThat(rows(write(buyer, new ExportPurchases.Summary(1_001, 0)))).hasSize(1_001);
        assertThat(sold.count("""
                        market.access_record where party_id = $1 and action = 'contact.exported' and purpose = 'campaign'
                          and lead_id is not null and subject_id is not null""", buyer)).isEqualTo(1_001);
        assertThat(sold.count(
                        "consent.event_pending where type = 'access.exported' and consent_id = $1",
                        leads.getFirst().consentId()))
                .isOne();
    }

    @Test
    void whoHasWithdrawnOrWasErasedIsNotTakenAlong() {
        UUID buyer = sold.party("Academy");
        var kept = sold.lead(seller, "+14155550101");
        var lost = sold.lead(seller, "+14155550102");
        var erased = sold.lead(seller, "+14155550103");
        sold.sell(buyer, 1, List.of(kept, lost, erased));
        new WithdrawConsent(sold.db, sold.subjects, sold.consents, sold.clock, (tx, w) -> {})
                .withdraw(new Withdrawal(
                        new Withdrawal.OfPerson(new Identity("+14155550102", null)), Sold.NOW, "api", seller));
        sold.db.inTx(tx -> tx.run("delete from consent.subject where id = $1", erased.subjectId()));

        var rows = rows(write(buyer, new ExportPurchases.Summary(3, 2)));
        assertThat(rows.get(Id.text("lead", kept.id())).getField("withheld")).isEmpty();
        assertThat(text(rows.get(Id.text("lead", kept.id())), "phone")).isEqualTo("+14155550101");
        assertThat(rows.get(Id.text("lead", lost.id())).getField("withheld")).isEqualTo("consent-withdrawn");
        assertThat(rows.get(Id.text("lead", lost.id())).getField("phone")).isEmpty();
        assertThat(rows.get(Id.text("lead", erased.id())).getField("withheld")).isEqualTo("erased");
        assertThat(sold.count("market.access_record where lead_id = $1", lost.id()))
                .isZero();
        assertThat(sold.count("market.access_record where lead_id = $1", kept.id()))
                .isOne();
    }

    @Test
    void whoBoughtNothingGetsTheHeaderOnly() {
        assertThat(rows(write(sold.party("Nobody"), new ExportPurchases.Summary(0, 0))))
                .isEmpty();
    }

    private static String write(UUID buyer, ExportPurchases.Summary expected) {
        var csv = new StringBuilder();
        var summary = export.write(new ExportPurchases.Ask(buyer, "key_test", "campaign", "req-1"), csv::append);
        assertThat(summary).isEqualTo(expected);
        return csv.toString();
    }

    private static Map<String, NamedCsvRecord> rows(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream()
                .collect(Collectors.toMap(r -> r.getField("lead"), Function.identity()));
    }

    private static String text(NamedCsvRecord row, String column) {
        String text = SafeCell.read(row.getField(column));
        return text.isEmpty() ? null : text;
    }
}
