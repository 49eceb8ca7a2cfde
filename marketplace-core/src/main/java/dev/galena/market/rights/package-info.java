/** A person asks to be forgotten; somebody else may ask that nothing is lost. Start at {@link EraseSubjects}. */
@NullMarked
package dev.galena.market.rights;

import org.jspecify.annotations.NullMarked;
