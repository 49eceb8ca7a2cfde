package dev.galena.api;

import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Wanted;
import dev.galena.market.vertical.Criteria;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a buyer asks for, read from a body that has been checked against its schema. */
final class PurchaseRequests {

    private final Verticals verticals;

    PurchaseRequests(Verticals verticals) {
        this.verticals = verticals;
    }

    Request read(Call call) {
        return read(call, call.idempotencyKey());
    }

    /** A quote is of no effect and needs no key. */
    Request quote(Call call) {
        return read(call, "");
    }

    private Request read(Call call, String key) {
        var party = call.caller().party();
        var body = call.body();
        var claim = new Claim(
                party.id(), BuyLeads.OPERATION, key, Claim.hash(call.rawBody().getBytes()));
        Wanted wanted = wanted(body, party.currency().getCurrencyCode());
        return new Request(
                party.id(),
                party.name(),
                party.currency(),
                claim,
                wanted,
                body.getBoolean("exclusive", false),
                amount(body, "expected_total", party.currency().getCurrencyCode()));
    }

    private Wanted wanted(JsonObject body, String currency) {
        String one = body.getString("listing");
        JsonArray several = body.getJsonArray("listings");
        JsonObject filter = body.getJsonObject("filter");
        int ways = (one == null ? 0 : 1) + (several == null ? 0 : 1) + (filter == null ? 0 : 1);
        if (ways != 1) throw invalid("", "exactly one of listing, listings and filter");
        if (filter == null && (body.containsKey("count") || body.containsKey("budget"))) {
            throw invalid("", "count and budget go with a filter");
        }
        if (several == null && body.containsKey("partial")) throw invalid("/partial", "goes with listings");
        if (body.containsKey("expected_total") && (filter != null || body.getBoolean("partial", false))) {
            throw invalid("/expected_total", "goes with purchases that are all or nothing");
        }
        if (one != null) return new Wanted.These(List.of(lead(one)), false);
        if (several != null) return new Wanted.These(leads(several), body.getBoolean("partial", false));
        Integer count = body.getInteger("count");
        Long budget = amount(body, "budget", currency);
        if (count == null || budget == null) throw invalid("", "a filter needs count and budget");
        return new Wanted.UpTo(count, criteria(filter), budget);
    }

    private Criteria criteria(JsonObject filter) {
        return switch (Criteria.parse(filter, verticals::current)) {
            case Criteria.Parsed.Understood(var criteria) -> criteria;
            case Criteria.Parsed.Refused(var faults) ->
                throw Problems.INVALID_REQUEST
                        .because(faults.stream()
                                .map(f -> new Fault("/filter" + f.pointer(), f.code(), f.detail()))
                                .toList())
                        .thrown();
        };
    }

    private static List<UUID> leads(JsonArray several) {
        List<UUID> leads = new ArrayList<>(several.size());
        for (int i = 0; i < several.size(); i++) leads.add(lead(several.getString(i)));
        if (new HashSet<>(leads).size() != leads.size()) throw invalid("/listings", "a lead is named twice");
        return leads;
    }

    private static UUID lead(String id) {
        return Id.parse("lead", id).orElseThrow(() -> invalid("", "not an id of a lead: " + id));
    }

    private static @Nullable Long amount(JsonObject body, String name, String currency) {
        JsonObject money = body.getJsonObject(name);
        if (money == null) return null;
        if (!money.getString("currency").equals(currency))
            throw invalid("/" + name + "/currency", "yours is " + currency);
        return money.getLong("amount");
    }

    private static RuntimeException invalid(String pointer, String detail) {
        return Problems.INVALID_REQUEST
                .because(List.of(new Fault(pointer, "invalid", detail)))
                .thrown();
    }
}
