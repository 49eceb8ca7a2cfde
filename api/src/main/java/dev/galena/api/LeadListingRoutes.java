package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.market.listing.SellListings;
import dev.galena.market.listing.ShowListing;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;

/** A seller's own leads on the market. */
final class LeadListingRoutes {
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
                sellListings.page(call.caller().partyId(), page),
                own -> ListingJson.own(
                        own,
                        verticals
                                .current(own.listing().terms().verticalId())
                                .map(Vertical::code)
                                .orElse("")));
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
