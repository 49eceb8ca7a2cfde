package dev.galena.market.relay;

import dev.galena.consent.CanonicalJson;
import dev.galena.db.Id;
import java.util.Map;
import java.util.UUID;

/**
 * What a holder signs: RFC 8785 JSON of what it did and when, and of the ids, as the API writes them, of consent, obligation
 * and cause.
 *
 * @param at as the holder wrote it
 */
record Statement(Kind kind, UUID causeId, UUID obligationId, UUID consentId, String action, String at) {
    static final String CONTEXT = "galena.acknowledgement/1";

    byte[] bytes() {
        return CanonicalJson.bytes(Map.of(
                "action",
                action,
                "at",
                at,
                "consent",
                Id.text("cns", consentId),
                "obligation",
                Id.text("obl", obligationId),
                kind.code(),
                Id.text(kind.prefix(), causeId)));
    }
}
