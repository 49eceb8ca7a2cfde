package dev.galena.market.purchase;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reason of a refusal.
 *
 * @param lead which one it is about; null: about the request as a whole
 * @param position of that lead in the request, from 0; −1 for the request as a whole
 */
public record Refused(@Nullable UUID lead, int position, Refusal refusal) {

    static Refused whole(Refusal refusal) {
        return new Refused(null, -1, refusal);
    }
}
