package dev.galena.billing.document;

import dev.galena.billing.Money;
import dev.galena.billing.Reference;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Invoices that are to be paid, and what came in for them: rows of {@code billing.open_invoice}. */
public final class OpenInvoices {

    private static final Pattern NUMBER = Pattern.compile("\\b(?:TEST-)?INV-(?:[0-9A-Z]+-)?[0-9]{6,}\\b");

    private static final String ADD = """
            insert into billing.open_invoice (document_id, party_id, reference, amount, currency, due_on)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::date[])""";

    private static final String LOCK = """
            select o.document_id, o.party_id, d.name, o.amount - o.paid, o.currency
            from billing.open_invoice o join billing.document d on d.id = o.document_id
            where (o.reference = $1 or d.name = $2) and o.currency = $3 order by o.document_id limit 1 for no key update of o""";

    /** An invoice of which this much is still to be paid. */
    public record Open(UUID document, UUID party, String number, Money open) {}

    void add(Tx tx, List<Document> documents, List<UUID> parties) {
        if (documents.isEmpty()) return;
        tx.change(
                documents.size(),
                ADD,
                documents.stream().map(Document::id).toArray(UUID[]::new),
                parties.toArray(UUID[]::new),
                documents.stream().map(d -> Reference.of(d.id())).toArray(String[]::new),
                documents.stream().map(d -> d.totals().payable()).toArray(Long[]::new),
                documents.stream().map(d -> d.currency().getCurrencyCode()).toArray(String[]::new),
                documents.stream().map(d -> Objects.requireNonNull(d.due())).toArray(LocalDate[]::new));
    }

    /** The invoice that somebody names on a transfer in this currency, by its reference or its number; paid or not. Locked. */
    public Optional<Open> lockNamed(Tx tx, String written, String currency) {
        var reference = Reference.in(written);
        var number = number(written);
        if (reference.isEmpty() && number.isEmpty()) return Optional.empty();
        return tx.rows(LOCK, reference.orElse(null), number.orElse(null), currency).stream()
                .findFirst()
                .map(row -> new Open(
                        row.getUUID(0), row.getUUID(1), row.getString(2), Money.of(row.getLong(3), row.getString(4))));
    }

    /** Whether this could name an invoice. */
    public static boolean named(String written) {
        return Reference.in(written).isPresent() || number(written).isPresent();
    }

    private static Optional<String> number(String written) {
        return Optional.of(NUMBER.matcher(written.toUpperCase(java.util.Locale.ROOT)))
                .filter(Matcher::find)
                .map(Matcher::group);
    }

    /** Part or all of what is open of one that is locked. */
    public void pay(Tx tx, UUID document, Money amount, Instant now) {
        tx.change(1, """
                update billing.open_invoice set paid = paid + $2, paid_at = case when paid + $2 = amount then $3::timestamptz end
                where document_id = $1""", document, amount.minorUnits(), now);
    }
}
