/** Certificates that others issued when somebody agreed: kept while their issuers still have them. Start at {@link WatchCertificates}. */
@NullMarked
package dev.galena.market.certificate;

import org.jspecify.annotations.NullMarked;
