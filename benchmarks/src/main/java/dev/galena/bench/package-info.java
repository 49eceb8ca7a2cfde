/** Benchmarks, each with its baseline in the same run. Start at {@link dev.galena.bench.Main}. */
@NullMarked
package dev.galena.bench;

import org.jspecify.annotations.NullMarked;
