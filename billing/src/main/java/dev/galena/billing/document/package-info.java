/**
 * What is owed on paper: invoices, credit notes, and the statements that the marketplace writes for its sellers. Whatever is to
 * appear on one is noted as a {@link DraftLine} when it happens; {@link IssueDocuments} numbers and freezes; everything else is
 * rendered from what is frozen.
 */
@NullMarked
package dev.galena.billing.document;

import org.jspecify.annotations.NullMarked;
