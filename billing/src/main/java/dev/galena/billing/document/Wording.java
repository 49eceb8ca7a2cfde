package dev.galena.billing.document;

import dev.galena.billing.Reference;
import org.jspecify.annotations.Nullable;

/** Words on documents that follow from what they are. */
public final class Wording {

    private Wording() {}

    public static String title(Kind kind) {
        return switch (kind) {
            case INVOICE -> "Invoice";
            case CREDIT_NOTE -> "Credit note";
            case STATEMENT -> "Self-billing invoice";
            case STATEMENT_CREDIT -> "Self-billing credit note";
        };
    }

    /** Words that the law wants (Article 226 (10a), Directive 2006/112/EC). */
    public static @Nullable String note(Document document) {
        return document.kind().selfBilled() ? "Self-billing" : null;
    }

    public static String terms(Document document) {
        if (document.kind().selfBilled()) {
            return document.kind().credit()
                    ? "Taken off your balance in the marketplace"
                    : "Added to your balance in the marketplace";
        }
        if (document.totals().payable() == 0) {
            return document.kind().credit() ? "Credited to your balance" : "Paid out of your balance";
        }
        var due = document.due();
        return due == null
                ? "Settled against your account"
                : "To be paid until " + due + ", naming " + Reference.of(document.id());
    }
}
