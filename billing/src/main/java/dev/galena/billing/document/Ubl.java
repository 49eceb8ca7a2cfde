package dev.galena.billing.document;

import dev.galena.billing.Reference;
import dev.galena.billing.document.Document.Line;
import dev.galena.billing.document.Document.Side;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;

/**
 * A document in UBL 2.1 (OASIS, ISO/IEC 19845) as EN 16931 restricts it: invoices and statements as Invoice, what takes back as
 * CreditNote. The order of elements is that of the UBL schemas.
 */
public final class Ubl {

    private static final String SPECIFICATION = "urn:cen.eu:en16931:2017";
    private static final String SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:";

    private final Document document;
    private final boolean credit;
    private final String money;
    private final Xml xml;

    private Ubl(Document document) {
        this.document = document;
        this.credit = document.kind().credit();
        this.money = "currencyID=\"" + document.currency().getCurrencyCode() + "\"";
        String root = credit ? "CreditNote" : "Invoice";
        this.xml = new Xml(
                root,
                "xmlns=\"" + SCHEMA + root + "-2\" xmlns:cac=\"" + SCHEMA + "CommonAggregateComponents-2\" xmlns:cbc=\""
                        + SCHEMA + "CommonBasicComponents-2\"");
    }

    public static String of(Document document) {
        return new Ubl(document).text();
    }

    private String text() {
        header();
        side("cac:AccountingSupplierParty", document.supplier());
        side("cac:AccountingCustomerParty", document.customer());
        if (document.tax().category() == VatCategory.K) delivery();
        if (document.totals().payable() > 0 && document.due() != null) {
            // 1: which instrument, the customer decides (UNTDID 4461).
            xml.in("cac:PaymentMeans")
                    .put("cbc:PaymentMeansCode", "1")
                    .put("cbc:PaymentID", Reference.of(document.id()))
                    .out();
        }
        xml.in("cac:PaymentTerms").put("cbc:Note", Wording.terms(document)).out();
        taxTotal();
        total();
        int number = 0;
        for (var line : document.lines()) line(++number, line);
        return xml.text();
    }

    private void header() {
        xml.put("cbc:CustomizationID", SPECIFICATION)
                .put("cbc:ID", document.number())
                .put("cbc:IssueDate", document.issued().toString());
        var due = document.due();
        if (due != null && !credit) xml.put("cbc:DueDate", due.toString());
        xml.put(
                        credit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode",
                        document.kind().type())
                .put("cbc:Note", Wording.note(document))
                .put("cbc:DocumentCurrencyCode", document.currency().getCurrencyCode());
        period(document.first().toString(), document.last().toString());
        for (var reference : document.corrected()) {
            xml.in("cac:BillingReference")
                    .in("cac:InvoiceDocumentReference")
                    .put("cbc:ID", reference.number())
                    .put("cbc:IssueDate", reference.issued().toString())
                    .out()
                    .out();
        }
    }

    private void period(String first, String last) {
        xml.in("cac:InvoicePeriod")
                .put("cbc:StartDate", first)
                .put("cbc:EndDate", last)
                .out();
    }

    private void side(String role, Side side) {
        xml.in(role)
                .in("cac:Party")
                .put("cbc:EndpointID", "schemeID=\"EM\"", side.email())
                .in("cac:PartyIdentification")
                .put("cbc:ID", side.id())
                .out()
                .in("cac:PostalAddress")
                .put("cbc:StreetName", side.street())
                .put("cbc:CityName", side.city())
                .put("cbc:PostalZone", side.postcode())
                .put("cbc:CountrySubentity", side.region());
        country(side.country());
        xml.out();
        if (side.vatId() != null && !document.tax().category().outOfScope()) {
            xml.in("cac:PartyTaxScheme").put("cbc:CompanyID", side.vatId());
            scheme();
            xml.out();
        }
        xml.in("cac:PartyLegalEntity")
                .put("cbc:RegistrationName", side.name())
                .put("cbc:CompanyID", side.registration())
                .out()
                .in("cac:Contact")
                .put("cbc:ElectronicMail", side.email())
                .out()
                .out()
                .out();
    }

    private void country(String code) {
        xml.in("cac:Country").put("cbc:IdentificationCode", code).out();
    }

    private void delivery() {
        xml.in("cac:Delivery").put("cbc:ActualDeliveryDate", document.last().toString());
        xml.in("cac:DeliveryLocation").in("cac:Address");
        country(document.customer().country());
        xml.out().out().out();
    }

    private void taxTotal() {
        var totals = document.totals();
        xml.in("cac:TaxTotal").put("cbc:TaxAmount", money, amount(totals.vat()));
        xml.in("cac:TaxSubtotal")
                .put("cbc:TaxableAmount", money, amount(totals.net()))
                .put("cbc:TaxAmount", money, amount(totals.vat()))
                .in("cac:TaxCategory");
        category(document.tax());
        xml.put("cbc:TaxExemptionReasonCode", document.tax().category().code())
                .put("cbc:TaxExemptionReason", document.tax().category().reason());
        scheme();
        xml.out().out().out();
    }

    private void category(Tax tax) {
        xml.put("cbc:ID", tax.category().name());
        if (!tax.category().outOfScope()) xml.put("cbc:Percent", tax.percent());
    }

    private void scheme() {
        xml.in("cac:TaxScheme").put("cbc:ID", "VAT").out();
    }

    private void total() {
        var totals = document.totals();
        xml.in("cac:LegalMonetaryTotal")
                .put("cbc:LineExtensionAmount", money, amount(totals.net()))
                .put("cbc:TaxExclusiveAmount", money, amount(totals.net()))
                .put("cbc:TaxInclusiveAmount", money, amount(totals.gross()));
        if (totals.paid() != 0) xml.put("cbc:PrepaidAmount", money, amount(totals.paid()));
        if (totals.rounding() != 0) xml.put("cbc:PayableRoundingAmount", money, amount(totals.rounding()));
        xml.put("cbc:PayableAmount", money, amount(totals.payable())).out();
    }

    private void line(int number, Line line) {
        xml.in(credit ? "cac:CreditNoteLine" : "cac:InvoiceLine")
                .put("cbc:ID", Integer.toString(number))
                .put(credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", "unitCode=\"C62\"", "1")
                .put("cbc:LineExtensionAmount", money, amount(line.net()));
        String day = line.day().toString();
        period(day, day);
        if (line.fee() > 0) {
            xml.in("cac:AllowanceCharge")
                    .put("cbc:ChargeIndicator", "false")
                    .put("cbc:AllowanceChargeReason", "Marketplace fee")
                    .put("cbc:Amount", money, amount(line.fee()))
                    .out();
        }
        xml.in("cac:Item")
                .put("cbc:Description", line.corrects() == null ? null : "Takes back from " + line.corrects())
                .put("cbc:Name", line.text());
        xml.in("cac:SellersItemIdentification").put("cbc:ID", line.item()).out();
        xml.in("cac:ClassifiedTaxCategory");
        category(document.tax());
        scheme();
        xml.out().out();
        xml.in("cac:Price")
                .put("cbc:PriceAmount", money, amount(Math.addExact(line.net(), line.fee())))
                .out()
                .out();
    }

    private String amount(long minorUnits) {
        return Amounts.text(minorUnits, document.currency());
    }
}
