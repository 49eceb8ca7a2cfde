package dev.galena.market.rights;

import dev.galena.consent.Identity;
import java.util.UUID;

/** Whom it is about. */
public sealed interface Target {

    record OfSubject(UUID subjectId) implements Target {}

    /** The person a lead is about. */
    record OfLead(UUID leadId) implements Target {}

    /** Everybody whom this number or this address leads to. */
    record OfPerson(Identity identity) implements Target {}
}
