/**
 * Documents go out by e-mail. A row is written with the document ({@link Outbox}) and sent afterwards ({@link SendMail}), at least
 * once: the message keeps its id, so that a mailbox can drop a repeat.
 */
@NullMarked
package dev.galena.billing.mail;

import org.jspecify.annotations.NullMarked;
