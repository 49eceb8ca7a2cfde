/**
 * What an officer may ask of the past: what a person was shown and agreed to, who bought under it, who looked, and when it
 * ended; every question is itself on record. Start at {@link dev.galena.market.trail.ReadTrail}.
 */
@NullMarked
package dev.galena.market.trail;

import org.jspecify.annotations.NullMarked;
