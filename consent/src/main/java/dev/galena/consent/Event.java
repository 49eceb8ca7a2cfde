package dev.galena.consent;

import java.util.Map;
import java.util.UUID;

/**
 * Something that happened to a consent, for {@link Consents#record}.
 *
 * @param type {@code lead.sold}, {@code access.exported} …
 * @param fields public facts: String, integer, Boolean, UUID, Instant, or a List of these; nothing personal
 * @param personal facts that enter the log as commitments; their values are sealed under the person's key
 */
public record Event(UUID consentId, String type, Map<String, Object> fields, Map<String, String> personal) {

    public Event {
        if (type.isEmpty() || type.length() > 40) {
            throw new IllegalArgumentException("a type of event has 1 to 40 characters: " + type);
        }
        fields = Map.copyOf(fields);
        personal = Map.copyOf(personal);
    }

    public static Event of(UUID consentId, String type, Map<String, Object> fields) {
        return new Event(consentId, type, fields, Map.of());
    }
}
