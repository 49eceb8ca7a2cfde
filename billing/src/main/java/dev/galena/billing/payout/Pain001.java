package dev.galena.billing.payout;

import dev.galena.billing.Money;
import dev.galena.billing.payout.PayoutFiles.Originator;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A customer credit transfer initiation of ISO 20022, pain.001.001.09, as the European Payments Council has it for SEPA. */
final class Pain001 {

    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private final XMLStreamWriter xml;

    private Pain001(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String write(UUID id, Originator from, List<Payout> payouts, Money total, Instant now) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            new Pain001(xml).document(id, from, payouts, total, now);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can be written to", e);
        }
        return text.toString();
    }

    private void document(UUID id, Originator from, List<Payout> payouts, Money total, Instant now)
            throws XMLStreamException {
        var message = id.toString().replace("-", "");
        var count = Integer.toString(payouts.size());
        xml.writeStartElement("Document");
        xml.writeDefaultNamespace(NAMESPACE);
        open("CstmrCdtTrfInitn");
        open("GrpHdr");
        text("MsgId", message);
        text("CreDtTm", now.truncatedTo(ChronoUnit.SECONDS).toString());
        text("NbOfTxs", count);
        text("CtrlSum", total.decimal());
        name("InitgPty", from.name());
        close();
        open("PmtInf");
        text("PmtInfId", message);
        text("PmtMtd", "TRF");
        text("NbOfTxs", count);
        text("CtrlSum", total.decimal());
        nested("SEPA", "PmtTpInf", "SvcLvl", "Cd");
        nested(now.atOffset(ZoneOffset.UTC).toLocalDate().toString(), "ReqdExctnDt", "Dt");
        name("Dbtr", from.name());
        nested(from.account(), "DbtrAcct", "Id", "IBAN");
        agent("DbtrAgt", from.bic());
        text("ChrgBr", "SLEV");
        for (var payout : payouts) payment(payout);
        close();
        close();
        xml.writeEndElement();
    }

    private void payment(Payout payout) throws XMLStreamException {
        open("CdtTrfTxInf");
        nested(payout.reference(), "PmtId", "EndToEndId");
        open("Amt");
        xml.writeStartElement("InstdAmt");
        xml.writeAttribute("Ccy", payout.amount().currency().getCurrencyCode());
        xml.writeCharacters(payout.amount().decimal());
        xml.writeEndElement();
        close();
        if (!payout.destination().bank().isEmpty())
            agent("CdtrAgt", payout.destination().bank());
        name("Cdtr", payout.destination().holder());
        nested(payout.destination().account(), "CdtrAcct", "Id", "IBAN");
        nested("Payout " + payout.reference(), "RmtInf", "Ustrd");
        close();
    }

    private void agent(String element, String bic) throws XMLStreamException {
        if (bic.isEmpty()) nested("NOTPROVIDED", element, "FinInstnId", "Othr", "Id");
        else nested(bic, element, "FinInstnId", "BICFI");
    }

    private void name(String element, String name) throws XMLStreamException {
        nested(PayoutFiles.plain(name, 70), element, "Nm");
    }

    private void nested(String value, String... elements) throws XMLStreamException {
        for (var element : elements) open(element);
        xml.writeCharacters(value);
        for (int i = 0; i < elements.length; i++) close();
    }

    private void text(String element, String value) throws XMLStreamException {
        nested(value, element);
    }

    private void open(String element) throws XMLStreamException {
        xml.writeStartElement(element);
    }

    private void close() throws XMLStreamException {
        xml.writeEndElement();
    }
}
