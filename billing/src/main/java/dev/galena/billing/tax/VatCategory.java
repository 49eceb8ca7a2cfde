package dev.galena.billing.tax;

import org.jspecify.annotations.Nullable;

/**
 * Categories of UNTDID 5305 as EN 16931 uses them, with what it wants to be told where no VAT is charged.
 *
 * <p>The codes of reasons are those of the VATEX list of the Connecting Europe Facility.
 */
public enum VatCategory {
    /** Taxed at a rate. */
    S(null, null),
    Z(null, null),
    E(null, "Exempt from VAT"),
    /** The customer owes it. */
    AE("VATEX-EU-AE", "Reverse charge: VAT is owed by the customer (Article 196, Directive 2006/112/EC)"),
    K("VATEX-EU-IC", "Intra-Community supply"),
    G("VATEX-EU-G", "Export outside the European Union"),
    O("VATEX-EU-O", "Not subject to VAT");

    private final @Nullable String code;
    private final @Nullable String reason;

    VatCategory(@Nullable String code, @Nullable String reason) {
        this.code = code;
        this.reason = reason;
    }

    public @Nullable String code() {
        return code;
    }

    public @Nullable String reason() {
        return reason;
    }

    /** Such a document must not name VAT identifiers (EN 16931, BR-O-02). */
    public boolean outOfScope() {
        return this == O;
    }
}
