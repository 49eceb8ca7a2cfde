package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Page;
import dev.galena.market.listing.Card;
import dev.galena.market.listing.Facets;
import dev.galena.market.listing.Search;
import dev.galena.market.listing.Search.Order;
import dev.galena.market.listing.SearchListings;
import dev.galena.market.listing.SearchListings.Count;
import dev.galena.market.listing.SearchListings.Counting;
import dev.galena.market.listing.SearchListings.Outcome;
import dev.galena.market.listing.ShowListing;
import dev.galena.market.vertical.Criteria;
import dev.galena.market.vertical.Criteria.Parsed;
import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What buyers see of the market before they pay. */
final class ListingRoutes {
    private static final int PAGE_SIZE = 50;

    /** Parameters that are not part of the filter. */
    private static final Set<String> OWN = Set.of("sort", "limit", "cursor", "count", "facets", "within");

    private final SearchListings searchListings;
    private final ShowListing showListing;
    private final Verticals verticals;

    ListingRoutes(SearchListings searchListings, ShowListing showListing, Verticals verticals) {
        this.searchListings = searchListings;
        this.showListing = showListing;
        this.verticals = verticals;
    }

    Future<Answer> search(Call call) {
        Search search = search(call, criteria(call));
        Future<Outcome<Page.Slice<Card>>> page = searchListings.page(search);
        Optional<Counting> counting = call.query("count").flatMap(ListingRoutes::counting);
        if (counting.isEmpty()) return page.map(found -> answer(call, found, null));
        return Future.all(page, searchListings.count(search, counting.get()))
                .map(both -> answer(call, both.resultAt(0), both.resultAt(1)));
    }

    Future<Answer> facets(Call call) {
        Criteria criteria = criteria(call);
        var faults = new ArrayList<Fault>();
        var names = List.of(call.query("facets").orElse("state,level").split(",", -1));
        int within = call.query("within").map(Integer::valueOf).orElse(Facets.COUNTED_MAX);
        Facets facets = Facets.of(names, criteria.vertical().orElse(null), within, faults)
                .orElseThrow(() -> Problems.FILTER_INVALID
                        .because(VerticalRoutes.faults(faults, "/query"))
                        .thrown());
        var search = new Search(criteria, call.caller().party().currency(), Order.NEWEST, Page.first(1));
        return searchListings.facets(search, facets).map(outcome -> switch (outcome) {
            case Outcome.Found<Facets.Counted>(var counted) -> Answer.ok(ListingJson.facets(counted));
            case Outcome.TooBroad<Facets.Counted>() -> tooBroad(call);
        });
    }

    Answer read(Call call) {
        return showListing
                .toBuyer(call.id(0, "lead"), call.caller().party().currency())
                .map(shown -> Answer.ok(ListingJson.page(shown, showListing.now())))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private Criteria criteria(Call call) {
        Map<String, List<String>> filter = new HashMap<>();
        for (String name : call.query().names()) {
            if (!OWN.contains(name)) filter.put(name, call.query().getAll(name));
        }
        return switch (Criteria.parse(filter, verticals::current)) {
            case Parsed.Understood(Criteria criteria) -> criteria;
            case Parsed.Refused(List<Fault> faults) ->
                throw Problems.FILTER_INVALID
                        .because(VerticalRoutes.faults(faults, "/query"))
                        .thrown();
        };
    }

    private static Search search(Call call, Criteria criteria) {
        Order order = call.query("sort").flatMap(Order::of).orElse(Order.NEWEST);
        int size = call.query("limit").map(Integer::valueOf).orElse(PAGE_SIZE);
        Page page = Page.after(order.list(), size, call.query("cursor").orElse(null))
                .orElseThrow(() -> Problems.INVALID_CURSOR.problem().thrown());
        return new Search(criteria, call.caller().party().currency(), order, page);
    }

    private Answer answer(Call call, Outcome<Page.Slice<Card>> page, @Nullable Outcome<Count> count) {
        if (!(page instanceof Outcome.Found<Page.Slice<Card>>(var slice))) return tooBroad(call);
        Count counted = null;
        if (count != null) {
            if (!(count instanceof Outcome.Found<Count>(var found))) return tooBroad(call);
            counted = found;
        }
        String currency = call.caller().party().currency().getCurrencyCode();
        Buffer body = ListingJson.cards(slice, currency, counted, this::code);
        return Answer.of(200, "application/json", body).linked(call, slice.next());
    }

    private String code(int verticalId) {
        return verticals.current(verticalId).map(Vertical::code).orElse("");
    }

    private static Optional<Counting> counting(String text) {
        return switch (text) {
            case "estimate" -> Optional.of(Counting.ESTIMATE);
            case "exact" -> Optional.of(Counting.EXACT);
            default -> Optional.empty();
        };
    }

    private static Answer tooBroad(Call call) {
        return Answer.of(Problems.QUERY_TOO_BROAD.problem(), call.id()).with("retry-after", "1");
    }
}
