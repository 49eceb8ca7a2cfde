/** Runs while Galena is built, never in production: writes the classes by which SQL names its tables. */
@NullMarked
package dev.galena.db.generate;

import org.jspecify.annotations.NullMarked;
