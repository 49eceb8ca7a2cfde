package dev.galena.billing.document;

import dev.galena.billing.Money;
import dev.galena.db.Id;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What a document is. Codes of types are those of UNTDID 1001. */
public enum Kind {
    /** To a buyer. */
    INVOICE("380", "INV"),
    /** To a buyer: takes back lines of invoices. */
    CREDIT_NOTE("381", "CN"),
    /** Of a seller, written by the marketplace for him. */
    STATEMENT("389", "SB"),
    /** Of a seller, written for him: takes back lines of statements. */
    STATEMENT_CREDIT("261", "SC");

    /** In the order in which they are issued: what a correction names comes before it. */
    public static final List<Kind> ALL = List.of(values());

    private final String type;
    private final String prefix;

    Kind(String type, String prefix) {
        this.type = type;
        this.prefix = prefix;
    }

    public String type() {
        return type;
    }

    public boolean credit() {
        return this == CREDIT_NOTE || this == STATEMENT_CREDIT;
    }

    /** Whether the party supplies and the marketplace is the customer. */
    public boolean selfBilled() {
        return this == STATEMENT || this == STATEMENT_CREDIT;
    }

    /** What a correction of this kind takes back; itself where it takes back nothing. */
    Kind corrected() {
        return switch (this) {
            case CREDIT_NOTE -> INVOICE;
            case STATEMENT_CREDIT -> STATEMENT;
            default -> this;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Kind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * The series that numbers such documents without gaps: one for all buyers, one for each seller, whose invoices they are, and
     * one for each test party, whose clock is its own.
     */
    String series(UUID party, Currency currency) {
        boolean test = currency.equals(Money.TEST);
        String own = Id.text("", party).substring(15).toUpperCase(Locale.ROOT);
        return (test ? "TEST-" : "") + prefix + (selfBilled() || test ? "-" + own : "");
    }
}
