/**
 * A buyer pays a price a month and gets leads for it. {@link Plan}s are versions that never change; {@link Agreements} is what a
 * buyer may do; {@link Renewals} is what happens by itself. Leads paid for in advance are rows of {@code billing.quota}, from which
 * purchases take.
 */
@NullMarked
package dev.galena.billing.subscription;

import org.jspecify.annotations.NullMarked;
