package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.listing.Listing;
import dev.galena.market.listing.SellListings;
import dev.galena.market.listing.ShowListing;
import dev.galena.market.listing.Wanted;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A seller's own leads on the market. */
final class LeadListingRoutes {
    private static final UUID NONE = new UUID(0, 0);

    private final SellListings sellListings;
    private final ShowListing showListing;
    private final Verticals verticals;

    LeadListingRoutes(SellListings sellListings, ShowListing showListing, Verticals verticals) {
        this.sellListings = sellListings;
        this.showListing = showListing;
        this.verticals = verticals;
    }

    Answer list(Call call) {
        var page = call.page(SellListings.ORDER);
        return Answer.page(
                call,
                sellListings.page(call.caller().partyId(), wanted(call), page),
                own -> ListingJson.own(
                        own,
                        verticals
                                .current(own.listing().terms().verticalId())
                                .map(Vertical::code)
                                .orElse("")));
    }

    private Wanted wanted(Call call) {
        var vertical = call.query("vertical")
                .map(code -> verticals
                        .current(code)
                        .orElseThrow(() -> Problems.invalid("/query/vertical", "there is no such vertical")
                                .thrown()));
        return new Wanted(
                vertical.map(Vertical::id).orElse(null),
                call.query("status")
                        .map(s -> Listing.Status.valueOf(s.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                call.query("source").orElse(null),
                call.query("batch")
                        .map(text -> Id.parse("bat", text).orElse(NONE))
                        .orElse(null),
                call.query("sold").map(Boolean::valueOf).orElse(null),
                time(call, "generated_from"),
                time(call, "generated_to"));
    }

    private static @Nullable Instant time(Call call, String name) {
        return call.query(name)
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .orElse(null);
    }

    Answer read(Call call) {
        return showListing
                .toSeller(call.id(0, "lead"), call.caller().partyId())
                .map(shown -> Answer.ok(ListingJson.page(shown, showListing.now())))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer withdraw(Call call) {
        var id = call.id(0, "lead");
        return switch (sellListings.withdraw(id, call.caller().partyId())) {
            case NOT_FOUND -> throw Problems.NOT_FOUND.problem().thrown();
            case NOT_OPEN -> Answer.of(Problems.LEAD_NOT_OPEN.problem(), call.id());
            case WITHDRAWN -> read(call);
        };
    }
}
