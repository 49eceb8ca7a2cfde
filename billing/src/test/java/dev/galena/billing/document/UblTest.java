package dev.galena.billing.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.document.Document.Line;
import dev.galena.billing.document.Document.Reference;
import dev.galena.billing.document.Document.Side;
import dev.galena.billing.document.Document.Totals;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UblTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    static Stream<Arguments> kindsAndCategories() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(VatCategory.values()).map(category -> Arguments.of(kind, category)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndCategories")
    void everyKindInEveryCategoryFitsTheStandard(Kind kind, VatCategory category) {
        for (boolean paid : new boolean[] {true, false}) {
            for (String currency : List.of("EUR", "XTS", "JPY")) {
                String ubl = Ubl.of(document(kind, category, currency, paid));
                assertThat(En16931.faults(ubl)).as(ubl).isEmpty();
            }
        }
    }

    @Test
    void theRulesFindWhatIsWrong() {
        String ubl = Ubl.of(document(Kind.INVOICE, VatCategory.S, "EUR", true));
        assertThat(En16931.faults(ubl.replace(
                        "<cbc:PayableAmount currencyID=\"EUR\">0.00", "<cbc:PayableAmount currencyID=\"EUR\">1.00")))
                .anyMatch(fault -> fault.contains("BR-CO-16"));
        assertThat(En16931.faults(ubl.replace("<cbc:IssueDate>", "<cbc:IssueDay>")
                        .replace("</cbc:IssueDate>", "</cbc:IssueDay>")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kindsAndCategories")
    void whatIsReadFromTheFrozenBytesIsTheDocument(Kind kind, VatCategory category) {
        var document = document(kind, category, "EUR", false);
        byte[] frozen = Frozen.bytes(document);
        assertThat(Frozen.read(frozen)).isEqualTo(document);
        assertThat(Frozen.bytes(Frozen.read(frozen))).isEqualTo(frozen);
        assertThat(Ubl.of(Frozen.read(frozen))).isEqualTo(Ubl.of(document));
    }

    private static Document document(Kind kind, VatCategory category, String currency, boolean paid) {
        var tax = new Tax("DE", category, category == VatCategory.S ? 1900 : 0, "test@1");
        List<Line> lines = new ArrayList<>();
        long fee = kind.selfBilled() ? 150 : 0;
        String corrects = kind.credit() ? "INV-000001" : null;
        for (int i = 1; i <= 3; i++) {
            lines.add(new Line(
                    "sal_" + i, DAY.minusDays(i), "Lead & <more> \"" + i + "\"", 1_003L * i - fee, fee, corrects));
        }
        long net = lines.stream().mapToLong(Line::net).sum();
        long vat = tax.of(dev.galena.billing.Money.of(net, "EUR")).minorUnits();
        long rounding = kind.selfBilled() || vat == 0 ? 0 : 1;
        return new Document(
                new UUID(7, 7),
                kind,
                "INV-000002",
                DAY,
                paid ? null : DAY.plusDays(14),
                DAY.minusDays(3),
                DAY.minusDays(1),
                Currency.getInstance(currency),
                side("DE", "DE123456789", null),
                side("FR", "FR12345678901", "RCS Paris 1"),
                tax,
                lines,
                corrects == null ? List.of() : List.of(new Reference(corrects, DAY.minusDays(9))),
                new Totals(net, vat, rounding, paid ? net + vat + rounding : 0));
    }

    private static Side side(String country, String vatId, String registration) {
        return new Side(
                "pty_" + country,
                "A & B",
                "Street 1",
                "Town",
                "12345",
                null,
                country,
                vatId,
                registration,
                "a@example.com");
    }
}
