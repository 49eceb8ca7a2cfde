package dev.galena.market.intake;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import java.time.Instant;
import java.util.Set;

/**
 * What the person agreed to, as the row says.
 *
 * @param certified a certificate of a known issuer came with it
 */
record Agreement(
        String text, String language, Instant at, Set<Channel> channels, boolean certified, Captured captured) {}
