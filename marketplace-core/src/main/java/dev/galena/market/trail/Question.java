package dev.galena.market.trail;

import dev.galena.consent.Channel;
import dev.galena.consent.Contact;
import dev.galena.consent.Identity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Could this buyer contact this person?
 *
 * @param buyerId null: the asker, unless a name is given
 * @param buyerName a name to look for in the words, for somebody who is no party here; null: the buyer's own
 * @param channel null: by any that a consent gives, and no hours are asked about
 * @param ruleSets codes; empty: the one of each lead's vertical
 */
public record Question(
        About about,
        @Nullable UUID buyerId,
        @Nullable String buyerName,
        @Nullable Channel channel,
        Instant at,
        List<String> ruleSets,
        Contact.@Nullable CallList list) {

    /** Who it is about. */
    public sealed interface About {}

    public record OfConsent(UUID id) implements About {}

    public record OfLead(UUID id) implements About {}

    public record OfSubject(UUID id) implements About {}

    /** By number or address; the number is then the one to be called. */
    public record OfPerson(Identity identity) implements About {}
}
