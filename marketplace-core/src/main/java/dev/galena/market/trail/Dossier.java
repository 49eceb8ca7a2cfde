package dev.galena.market.trail;

import dev.galena.consent.erasure.Erasure;
import dev.galena.consent.log.ProofBundle;
import dev.galena.market.lead.Contact;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is held of a person, as the person may ask for it (GDPR article 15).
 *
 * @param erasure null: none was asked for
 * @param proof of everything the person agreed to
 */
public record Dossier(
        UUID subjectId,
        Instant at,
        List<Held> leads,
        @Nullable Erasure erasure,
        ProofBundle proof) {

    /**
     * One lead of the person.
     *
     * @param contact null: erased
     * @param attributes the vertical's fields, those shown before purchase and those not
     */
    public record Held(Trail trail, @Nullable Contact contact, String state, String zip, JsonObject attributes) {}
}
