/** What was kept beside a consent, so that years later somebody can see what the person saw. Start at {@link Exhibits}. */
@NullMarked
package dev.galena.consent.evidence;

import org.jspecify.annotations.NullMarked;
