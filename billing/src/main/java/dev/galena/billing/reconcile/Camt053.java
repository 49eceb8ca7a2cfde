package dev.galena.billing.reconcile;

import dev.galena.billing.Money;
import dev.galena.billing.payment.ProviderLine;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A bank's statement, camt.053 of ISO 20022 in any version. Booked entries only; each of their transactions is a line. Read as a
 * stream without document types or outside entities, which a statement has no use for.
 */
final class Camt053 {

    private static final int LINES_MAX = 100_000;
    private static final int DEPTH_MAX = 40;
    private static final int TEXT_CHARS_MAX = 1_000;

    private final XMLStreamReader xml;
    private final List<ProviderLine> lines = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String statement = "";
    private String account = "";
    private int entries;
    private @Nullable Entry entry;
    private @Nullable Entry detail;

    /** An entry, or one of its transactions. */
    private static final class Entry {
        String amount = "";
        String currency = "";
        String direction = "";
        String status = "";
        String day = "";
        String bankRef = "";
        final StringBuilder said = new StringBuilder();
        final List<Entry> details = new ArrayList<>();
    }

    private Camt053(XMLStreamReader xml) {
        this.xml = xml;
    }

    static List<ProviderLine> read(byte[] file) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        try {
            var reader = new Camt053(factory.createXMLStreamReader(new ByteArrayInputStream(file)));
            reader.document();
            return reader.lines;
        } catch (XMLStreamException e) {
            throw new Unreadable("not XML: line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNumber()));
        }
    }

    private void document() throws XMLStreamException {
        boolean camt = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Unreadable("a statement has no document type and no entities");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (path.size() >= DEPTH_MAX) throw new Unreadable("too deep");
                    camt |= xml.getLocalName().equals("BkToCstmrStmt");
                    begin(xml.getLocalName());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < TEXT_CHARS_MAX) text.append(xml.getText());
                }
                case XMLStreamConstants.END_ELEMENT -> end(text.toString().strip());
                default -> {}
            }
        }
        if (!camt) throw new Unreadable("no statement (BkToCstmrStmt) in it");
    }

    private void begin(String element) {
        path.push(element);
        text.setLength(0);
        switch (element) {
            case "Stmt" -> entries = 0;
            case "Ntry" -> {
                entry = new Entry();
                entries++;
            }
            case "TxDtls" -> {
                detail = new Entry();
                if (entry != null) entry.details.add(detail);
            }
            case "Amt" -> {
                var to = detail != null ? detail : entry;
                var currency = xml.getAttributeValue(null, "Ccy");
                if (to != null && currency != null && to.currency.isEmpty()) to.currency = currency;
            }
            default -> {}
        }
    }

    private void end(String value) {
        var element = path.pop();
        text.setLength(0);
        if (entry == null) {
            if (element.equals("Id") && "Stmt".equals(path.peek())) statement = value;
            if (element.equals("IBAN") && path.contains("Acct")) account = value;
            return;
        }
        switch (element) {
            case "TxDtls" -> detail = null;
            case "Ntry" -> {
                lines(entry);
                entry = null;
            }
            default -> value(element, value, detail == null ? entry : detail);
        }
    }

    private void value(String element, String value, Entry to) {
        var parent = path.peek();
        switch (element) {
            case "Amt" -> {
                if (to.amount.isEmpty() && ("Ntry".equals(parent) || "TxDtls".equals(parent) || "TxAmt".equals(parent)))
                    to.amount = value;
            }
            case "CdtDbtInd" -> {
                if ("Ntry".equals(parent) || "TxDtls".equals(parent)) to.direction = value;
            }
            case "Sts" -> {
                if (!value.isEmpty()) to.status = value;
            }
            case "Cd" -> {
                if ("Sts".equals(parent)) to.status = value;
            }
            case "Dt", "DtTm" -> {
                if ("BookgDt".equals(parent)) to.day = value;
            }
            case "AcctSvcrRef", "TxId" -> {
                if (to.bankRef.isEmpty()) to.bankRef = value;
            }
            case "EndToEndId", "Ref", "Ustrd", "AddtlNtryInf", "AddtlTxInf" -> say(to, value);
            case "Nm" -> {
                if (path.contains("RltdPties")) say(to, value);
            }
            default -> {}
        }
    }

    private static void say(Entry to, String value) {
        if (to.said.length() + value.length() < TEXT_CHARS_MAX)
            to.said.append(value).append(' ');
    }

    private void lines(Entry entry) {
        if (!entry.status.isEmpty() && !entry.status.equals("BOOK")) return;
        if (entry.details.isEmpty()) line(entry, new Entry(), 0);
        int n = 0;
        for (var each : entry.details) line(entry, each, ++n);
    }

    /** What a transaction does not say itself, its entry says. The amount of a single one may be in the payer's currency: not that. */
    private void line(Entry entry, Entry detail, int n) {
        if (lines.size() >= LINES_MAX) throw new Unreadable("more than " + LINES_MAX + " transactions");
        var direction = detail.direction.isEmpty() ? entry.direction : detail.direction;
        var amount = detail.amount.isEmpty() || entry.details.size() < 2 ? entry.amount : detail.amount;
        var currency = entry.currency;
        try {
            var money = money(amount, currency);
            var signed = direction.equals("DBIT") ? money.negated() : money;
            lines.add(new ProviderLine(
                    name(entry, detail, n),
                    direction.equals("DBIT") ? "debit" : "credit",
                    "",
                    signed,
                    Money.zero(money.currency()),
                    day(entry.day),
                    (detail.said + " " + entry.said).strip()));
        } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException e) {
            throw new Unreadable(
                    "entry " + entries + " of statement " + statement + " is not complete: " + e.getMessage());
        }
    }

    /** The bank's own reference where it gives one; else the place in the statement. */
    private String name(Entry entry, Entry detail, int n) {
        var ref = detail.bankRef.isEmpty() ? entry.bankRef : detail.bankRef;
        var name = ref.isEmpty()
                ? account + "/" + statement + "/" + entries + "/" + n
                : account + "/" + ref + (n > 1 && detail.bankRef.isEmpty() ? "/" + n : "");
        return name.length() > 255 ? name.substring(0, 255) : name;
    }

    static Money money(String amount, String currency) {
        var known = Currency.getInstance(currency);
        var minor = new BigDecimal(amount).movePointRight(Money.decimals(known)).longValueExact();
        return new Money(minor, known);
    }

    static Instant day(String text) {
        return text.length() > 10
                ? OffsetDateTime.parse(text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d") ? text : text + "Z")
                        .toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
