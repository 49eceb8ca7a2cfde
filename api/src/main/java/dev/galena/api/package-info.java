/** The server: reads its configuration ({@link Config}), opens the market ({@link Main}), serves it ({@link Routes}: every path on one page). */
@NullMarked
package dev.galena.api;

import org.jspecify.annotations.NullMarked;
