/** Tests of the generator. */
@NullMarked
package dev.galena.db.generate;

import org.jspecify.annotations.NullMarked;
