/** Who trades here: parties and their roles, the people and keys that act for them, and who looked at what. Start at {@link Party}. */
@NullMarked
package dev.galena.market.party;

import org.jspecify.annotations.NullMarked;
