/** A person is forgotten, or may not be yet: what is asked for, what stands against it, and what then goes. */
@NullMarked
package dev.galena.consent.erasure;

import org.jspecify.annotations.NullMarked;
