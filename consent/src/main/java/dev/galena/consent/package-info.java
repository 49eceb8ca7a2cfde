/**
 * May we talk to this person, and can we prove it? People are found by keyed hashes ({@link Subjects}), what they agreed to
 * is recorded with the words they saw ({@link Consents}), {@link Standings} judges it, {@link WithdrawConsent} ends it.
 * Everything personal is sealed under the person's own key; events go into the log without it.
 */
@NullMarked
package dev.galena.consent;

import org.jspecify.annotations.NullMarked;
