/**
 * PostgreSQL for everyone above: transactions, pages, ids, migrations and the embedded server. Start at
 * {@link dev.galena.db.Database}.
 */
@NullMarked
package dev.galena.db;

import org.jspecify.annotations.NullMarked;
