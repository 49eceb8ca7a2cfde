/** Tests on a real PostgreSQL. Those of other modules start at {@link dev.galena.db.TestDatabase}. */
@NullMarked
package dev.galena.db;

import org.jspecify.annotations.NullMarked;
