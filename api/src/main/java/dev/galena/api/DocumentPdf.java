package dev.galena.api;

import dev.galena.billing.document.Amounts;
import dev.galena.billing.document.Document;
import dev.galena.billing.document.Document.Side;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Wording;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An invoice, credit note or statement on paper: the same document always gives the same bytes. */
public final class DocumentPdf {

    private final Document document;
    private final TextPdf pdf;

    private DocumentPdf(Document document, TextPdf pdf) {
        this.document = document;
        this.pdf = pdf;
    }

    public static byte[] of(Document document) {
        try (var pdf = new TextPdf(Wording.title(document.kind()) + " " + document.number())) {
            pdf.identify(ByteBuffer.wrap(Frozen.sha256(Frozen.bytes(document))).getLong());
            new DocumentPdf(document, pdf).write();
            return pdf.bytes();
        }
    }

    private void write() {
        pdf.heading(Wording.title(document.kind()) + " " + document.number());
        pdf.line("Issued", document.issued().toString());
        pdf.line("Supplied", document.first() + " to " + document.last());
        document.corrected().forEach(r -> pdf.line("Corrects", r.number() + " of " + r.issued()));
        side("Supplier", document.supplier());
        side("Customer", document.customer());
        pdf.heading("Lines, " + document.currency().getCurrencyCode());
        boolean fees = document.kind().selfBilled();
        if (fees) pdf.row("", "Price", "Fee", "Net");
        else pdf.row("", "Net");
        for (var line : document.lines()) {
            String text = line.day() + "  " + line.text() + "  " + line.item()
                    + (line.corrects() == null ? "" : "  from " + line.corrects());
            if (fees) pdf.row(text, amount(line.net() + line.fee()), amount(-line.fee()), amount(line.net()));
            else pdf.row(text, amount(line.net()));
        }
        totals();
    }

    private void totals() {
        var totals = document.totals();
        pdf.heading("Total");
        pdf.row("Net", amount(totals.net()));
        pdf.row(
                "VAT"
                        + (document.tax().rateBps() > 0
                                ? " " + document.tax().country() + " "
                                        + document.tax().percent() + " %"
                                : ""),
                amount(totals.vat()));
        pdf.row("Total", amount(totals.gross()));
        if (totals.rounding() != 0) pdf.row("Rounding, as charged lead by lead", amount(totals.rounding()));
        if (totals.paid() != 0)
            pdf.row(document.kind().credit() ? "Credited" : "Paid in advance", amount(-totals.paid()));
        pdf.row("Amount due", amount(totals.payable()));
        given("VAT", document.tax().category().reason());
        given("Note", Wording.note(document));
        pdf.line("Terms", Wording.terms(document));
    }

    private void side(String role, Side side) {
        pdf.heading(role);
        pdf.detail(side.name());
        pdf.detail(side.street());
        pdf.detail(side.postcode() + " " + side.city() + (side.region() == null ? "" : ", " + side.region()) + ", "
                + side.country());
        given("VAT identifier", side.vatId());
        given("Registration", side.registration());
        given("E-mail", side.email());
        given("Number here", side.id());
    }

    private void given(String label, @Nullable String value) {
        if (value != null) pdf.line(label, value);
    }

    private String amount(long minorUnits) {
        return Amounts.text(minorUnits, document.currency());
    }
}
