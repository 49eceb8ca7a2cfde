/**
 * Officers look at some of many, drawn at random so that nobody can choose, and sign what they found. Start at {@link
 * dev.galena.market.sample.DrawSample}.
 */
@NullMarked
package dev.galena.market.sample;

import org.jspecify.annotations.NullMarked;
