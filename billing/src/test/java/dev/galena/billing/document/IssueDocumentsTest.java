package dev.galena.billing.document;

import static dev.galena.billing.document.Papers.EUR;
import static dev.galena.billing.document.Papers.GERMAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Money;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.db.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IssueDocumentsTest {

    @RegisterExtension
    static final Papers PAPERS = new Papers();

    private void issueAll() {
        while (PAPERS.issue().run()) {}
    }

    @Test
    void eachPurchaseHasItsInvoice() {
        UUID buyer = PAPERS.german(Frequency.PURCHASE);
        PAPERS.sale(buyer, 1_000, GERMAN);
        PAPERS.pass(Duration.ofMinutes(1));
        PAPERS.sale(buyer, 2_000, GERMAN);
        issueAll();
        issueAll();
        assertThat(PAPERS.of(buyer)).hasSize(2).allSatisfy(invoice -> {
            assertThat(invoice.totals().payable()).isZero();
            assertThat(invoice.totals().charged()).isEqualTo(invoice.totals().net() * 119 / 100);
        });
    }

    @Test
    void aMonthIsInvoicedWhenItIsOverWhereTheBuyerIs() {
        UUID buyer = PAPERS.german(Frequency.MONTHLY);
        var berlin = ZoneId.of("Europe/Berlin");
        var first = PAPERS.clock
                .instant()
                .atZone(berlin)
                .toLocalDate()
                .plusMonths(1)
                .withDayOfMonth(1);
        for (int i = 0; i < 3; i++) PAPERS.sale(buyer, 1_003, GERMAN);
        issueAll();
        assertThat(PAPERS.of(buyer)).isEmpty();
        Instant end = first.atStartOfDay(berlin).toInstant();
        PAPERS.pass(Duration.between(PAPERS.clock.instant(), end.minusSeconds(1)));
        PAPERS.sale(buyer, 1_003, GERMAN);
        issueAll();
        assertThat(PAPERS.of(buyer)).isEmpty();
        PAPERS.pass(Duration.ofSeconds(1));
        PAPERS.sale(buyer, 5_000, GERMAN); // in the next month already
        issueAll();
        var invoice = PAPERS.of(buyer).getFirst();
        assertThat(PAPERS.of(buyer)).hasSize(1);
        assertThat(invoice.lines()).hasSize(4);
        assertThat(invoice.last()).isEqualTo(first.minusDays(1));
        assertThat(invoice.issued()).isEqualTo(first);
    }

    @Test
    void theVatOfADocumentIsExactAndTheBooksFollowIt() {
        UUID buyer = PAPERS.german(Frequency.DAILY);
        long before = PAPERS.balance(GERMAN.output(EUR));
        for (int i = 0; i < 200; i++) PAPERS.sale(buyer, 103, GERMAN); // 19.57 is charged as 20, two hundred times
        PAPERS.pass(Duration.ofDays(1));
        issueAll();
        var totals = PAPERS.of(buyer).getFirst().totals();
        assertThat(totals.vat()).isEqualTo(3_914);
        assertThat(totals.rounding()).isEqualTo(86);
        assertThat(totals.charged()).isEqualTo(200 * 123);
        assertThat(PAPERS.balance(GERMAN.output(EUR)) - before).isEqualTo(3_914);
    }

    @Test
    void whoHasNoProfileIsInvoicedAsSoonAsThereIsOne() {
        UUID buyer = Id.next();
        PAPERS.sale(buyer, 1_000, Tax.NONE);
        issueAll();
        assertThat(PAPERS.of(buyer)).isEmpty();
        PAPERS.save(Papers.profile(buyer, "US", null, Frequency.PURCHASE));
        issueAll();
        assertThat(PAPERS.of(buyer)).hasSize(1);
    }

    @Test
    void aLineIsClaimedOnceHoweverOftenItIsNoted() {
        UUID buyer = PAPERS.german(Frequency.PURCHASE);
        var line = PAPERS.sale(buyer, 1_000, GERMAN);
        PAPERS.add(line);
        issueAll();
        PAPERS.add(line);
        issueAll();
        assertThat(PAPERS.of(buyer)).hasSize(1);
    }

    @Test
    void aCreditNoteNamesTheInvoiceAndWaitsForIt() {
        UUID buyer = PAPERS.german(Frequency.DAILY);
        var sale = PAPERS.sale(buyer, 1_000, GERMAN);
        PAPERS.save(Papers.profile(buyer, "DE", "DE987654321", Frequency.DAILY));
        UUID back = Id.next();
        PAPERS.add(DraftLine.credited(
                back, buyer, PAPERS.clock.instant(), Id.text("ret", back), "Returned", money(500), 95, sale.source()));
        PAPERS.issue().run(Kind.CREDIT_NOTE);
        assertThat(PAPERS.of(buyer)).isEmpty();
        PAPERS.pass(Duration.ofDays(1));
        PAPERS.issue().run(Kind.CREDIT_NOTE);
        assertThat(PAPERS.of(buyer)).isEmpty();
        issueAll();
        var papers = PAPERS.of(buyer);
        assertThat(papers).extracting(Document::kind).containsExactly(Kind.INVOICE, Kind.CREDIT_NOTE);
        assertThat(papers.getLast().corrected())
                .containsExactly(new Document.Reference(
                        papers.getFirst().number(), papers.getFirst().issued()));
        assertThat(papers.getLast().tax()).isEqualTo(GERMAN);
        assertThat(papers.getLast().totals().charged()).isEqualTo(595);
    }

    @Test
    void whatIsOutOfScopeStandsApart() {
        UUID buyer = PAPERS.german(Frequency.DAILY);
        PAPERS.sale(buyer, 1_000, GERMAN);
        PAPERS.sale(buyer, 1_000, new Tax("FR", VatCategory.AE, 0, "reverse-charge@1"));
        PAPERS.sale(buyer, 1_000, Tax.NONE);
        PAPERS.pass(Duration.ofDays(1));
        issueAll();
        assertThat(PAPERS.of(buyer))
                .extracting(d -> d.tax().category())
                .containsExactlyInAnyOrder(VatCategory.S, VatCategory.AE, VatCategory.O);
    }

    @Test
    void sellersHaveSeriesOfTheirOwnAndAreOwedTheVatOfTheirStatements() {
        UUID german = PAPERS.seller("DE", "DE111222333");
        UUID french = PAPERS.seller("FR", "FR12345678901");
        UUID small = PAPERS.seller("DE", null);
        for (UUID seller : List.of(german, french, small)) {
            UUID sale = Id.next();
            PAPERS.add(DraftLine.earned(
                    sale, seller, PAPERS.clock.instant(), Id.text("sal", sale), "Lead", money(850), 150));
            PAPERS.pass(Duration.ofDays(40));
            issueAll();
            var statement = PAPERS.of(seller).getFirst();
            assertThat(statement.number()).startsWith("SB-").endsWith("-000001");
            assertThat(statement.customer().id()).isEqualTo("platform");
            UUID back = Id.next();
            PAPERS.add(DraftLine.returned(
                    back, seller, PAPERS.clock.instant(), Id.text("ret", back), "Returned", money(850), 150, sale));
            long owed = PAPERS.balance(Account.of(seller, AccountKind.SELLER_PAYABLE, EUR));
            assertThat(owed).isEqualTo(seller.equals(german) ? 162 : 0); // 161.5, half to even
            PAPERS.pass(Duration.ofDays(40));
            issueAll();
            assertThat(PAPERS.of(seller)).hasSize(2);
            assertThat(PAPERS.of(seller).getLast().totals().vat())
                    .isEqualTo(statement.totals().vat());
            assertThat(PAPERS.balance(Account.of(seller, AccountKind.SELLER_PAYABLE, EUR)))
                    .isZero();
        }
        assertThat(PAPERS.of(french).getFirst().tax().category()).isEqualTo(VatCategory.AE);
        assertThat(PAPERS.of(small).getFirst().tax().category()).isEqualTo(VatCategory.O);
    }

    @Test
    void aCycleIsInvoicedAtOnceToBePaidLater() {
        UUID buyer = PAPERS.german(Frequency.PURCHASE);
        PAPERS.run(tx -> tx.run(
                "insert into billing.postpaid values ($1, 'EUR', 7, 'UTC', $2, 0, $3)",
                buyer,
                LocalDate.EPOCH,
                PAPERS.clock.instant()));
        PAPERS.sale(buyer, 1_000, GERMAN);
        assertThat(PAPERS.saveProfile().find(buyer))
                .get()
                .extracting(Profile::rhythm)
                .isEqualTo(Frequency.CYCLE);
        issueAll();
        assertThat(PAPERS.of(buyer)).isEmpty();
        Instant until = PAPERS.clock.instant().plusSeconds(1);
        var due = LocalDate.parse("2027-12-31");
        PAPERS.run(tx -> PAPERS.issuance.close(tx, buyer, money(1_000), until, due, until));
        PAPERS.run(tx -> PAPERS.issuance.close(tx, buyer, money(1_000), until, due, until));
        assertThat(PAPERS.of(buyer)).hasSize(1);
        var invoice = PAPERS.of(buyer).getFirst();
        assertThat(invoice.totals().payable()).as("190 were paid in advance").isEqualTo(1_000);
        assertThat(invoice.due()).isEqualTo(due);
    }

    @Test
    void aLongOneIsCut() {
        UUID buyer = PAPERS.german(Frequency.DAILY);
        var at = PAPERS.clock.instant();
        PAPERS.run(tx -> {
            var many = new java.util.ArrayList<DraftLine>();
            for (int i = 0; i < 2 * Document.LINES_MAX + 1; i++) {
                many.add(DraftLine.invoiced(Id.next(), buyer, at, "sal_" + i, "Lead", money(100), 0, Tax.NONE, 0));
            }
            PAPERS.lines.add(tx, many);
        });
        PAPERS.pass(Duration.ofDays(1));
        issueAll();
        assertThat(PAPERS.of(buyer)).extracting(d -> d.lines().size()).containsExactly(1_000, 1_000, 1);
    }

    @Test
    void theMarketplaceIsOnlyMovedByItself() {
        assertThat(PAPERS.saveProfile().find(Profile.PLATFORM))
                .get()
                .extracting(Profile::country)
                .isEqualTo("DE");
    }

    private static Money money(long minorUnits) {
        return new Money(minorUnits, EUR);
    }
}
