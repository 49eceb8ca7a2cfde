package dev.galena.market.listing;

import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.ListedLead;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A lead as it is offered now. */
public record Listing(NewListing terms, int sold, Status status) {

    public enum Status {
        OPEN,
        EXHAUSTED,
        WITHDRAWN,
        EXPIRED,
        ERASED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public int slotsLeft() {
        return status == Status.OPEN ? terms.maxSales() - sold : 0;
    }

    /** Somebody may still buy a slot, as far as the listing goes. */
    public boolean onSale(Instant now) {
        return status == Status.OPEN && sold < terms.maxSales() && now.isBefore(terms.expiresAt());
    }

    /** What all slots together cost; null if they cannot be had together, or no longer. */
    public @Nullable Long exclusivePrice() {
        return sold == 0 ? terms.exclusivePrice() : null;
    }

    /** As filters see it. */
    public ListedLead asListed() {
        var facts = new Facts(
                terms.attrs().getMap(),
                terms.state(),
                terms.zip(),
                terms.sourceAlias(),
                terms.channels(),
                terms.certified(),
                terms.generatedAt());
        return new ListedLead(
                terms.verticalId(), facts, terms.score(), terms.level(), terms.price(), exclusivePrice() != null, sold);
    }
}
