/** What came of it: a buyer works the leads he bought and says how far each got; its seller hears it. */
@NullMarked
package dev.galena.market.feedback;

import org.jspecify.annotations.NullMarked;
