package dev.galena.market.returns;

import dev.galena.db.Id;
import java.util.UUID;

/**
 * What of our own records decides a return.
 *
 * @param id of a sale, a revocation or a return, as its kind says
 */
public record Evidence(Kind kind, UUID id) {

    public enum Kind {
        /** This buyer had bought the person already. */
        EARLIER_SALE("earlier-sale", "sal"),
        /** The person had withdrawn before the sale, which we heard of later. */
        WITHDRAWN_BEFORE("withdrawn-before", "rev"),
        /** The lead came back for the same reason, and that was accepted. */
        RETURNED_BEFORE("returned-before", "ret");

        private final String code;
        private final String prefix;

        Kind(String code, String prefix) {
            this.code = code;
            this.prefix = prefix;
        }

        public String code() {
            return code;
        }

        static Kind of(String code) {
            for (var kind : values()) if (kind.code.equals(code)) return kind;
            throw new IllegalArgumentException("no kind of evidence: " + code);
        }
    }

    /** As the API writes it. */
    public String text() {
        return Id.text(kind.prefix, id);
    }
}
