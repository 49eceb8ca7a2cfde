package dev.galena.market.relay;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A party has a lead: it sold it or bought it.
 *
 * @param purchase of a buyer
 * @param ruleSet of the lead's vertical, whose calendar counts; null where the vertical does not say
 */
public record Holding(
        UUID party,
        boolean buyer,
        UUID subject,
        UUID consent,
        UUID lead,
        @Nullable UUID purchase,
        @Nullable String ruleSet) {

    String role() {
        return buyer ? "buyer" : "seller";
    }
}
