package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.lead.Contact;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.PurchaseDesk;
import dev.galena.market.purchase.Purchases;
import dev.galena.market.purchase.QuoteLeads;
import dev.galena.market.purchase.ReadPurchases;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.RevealContact;
import dev.galena.market.purchase.RevealContact.Revealed;
import dev.galena.market.purchase.RevealContact.Viewer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Leads are bought, and seen by whoever bought them. */
final class PurchaseRoutes {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final int ID_START = "{\"id\":\"".length();
    private static final int ID_LENGTH = "pur_".length() + 26;

    private final PurchaseRequests requests;
    private final PurchaseDesk desk;
    private final ReadPurchases readPurchases;
    private final RevealContact revealContact;
    private final QuoteLeads quoteLeads;

    PurchaseRoutes(
            PurchaseRequests requests,
            PurchaseDesk desk,
            ReadPurchases readPurchases,
            RevealContact revealContact,
            QuoteLeads quoteLeads) {
        this.quoteLeads = quoteLeads;
        this.requests = requests;
        this.desk = desk;
        this.readPurchases = readPurchases;
        this.revealContact = revealContact;
    }

    /** The hot path: no waiting here, the desk shares its commits. */
    Future<Answer> buy(Call call) {
        return desk.submit(requests.read(call)).map(reply -> answer(call, reply));
    }

    /** What it would cost and what would pay, or why it would be refused. */
    Answer quote(Call call) {
        var request = requests.quote(call);
        return answer(call, PurchaseAnswers.quote(request, quoteLeads.quote(request)), false);
    }

    private static Answer answer(Call call, Reply reply) {
        return switch (reply) {
            case Reply.Decided(var outcome, var answer) -> answer(call, answer);
            case Reply.Replayed(var answer) -> answer(call, answer).with("idempotency-replayed", "true");
            case Reply.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
            case Reply.Overloaded(var retryAfter) ->
                Answer.of(Problems.OVERLOADED.problem(), call.id())
                        .with("retry-after", Long.toString(retryAfter.toSeconds()));
            case Reply.Failed(var cause) -> throw new IllegalStateException("not decided", cause);
        };
    }

    private static Answer answer(Call call, KeptAnswer kept) {
        return answer(call, kept, true);
    }

    private static Answer answer(Call call, KeptAnswer kept, boolean located) {
        byte[] body = kept.body();
        if (kept.status() >= 400) {
            // The kept problem ends in a brace; the request id is that of the request being answered.
            var buffer = Buffer.buffer(body.length + 60).appendBytes(body, 0, body.length - 1);
            buffer.appendString(",\"request_id\":\"").appendString(call.id()).appendString("\"}");
            return Answer.of(kept.status(), PROBLEM, buffer);
        }
        var buffer = Buffer.buffer(body);
        if (!located) return Answer.of(kept.status(), JSON, buffer);
        String id = buffer.getString(ID_START, ID_START + ID_LENGTH);
        return Answer.of(kept.status(), JSON, buffer).with("location", "/v1/purchases/" + id);
    }

    Answer list(Call call) {
        var page = call.page(Purchases.ORDER);
        var slice = readPurchases.page(call.caller().partyId(), page);
        return Answer.page(call, slice, p -> new JsonObject(PurchaseAnswers.text(p)));
    }

    Answer one(Call call) {
        var id = call.id(0, "pur");
        return readPurchases
                .one(call.caller().partyId(), id)
                .map(p -> Answer.of(200, JSON, Buffer.buffer(PurchaseAnswers.text(p))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Whoever has withdrawn since is not shown; if that is all of them, the call is refused. */
    Answer contact(Call call) {
        var viewer = new Viewer(call.caller().partyId(), call.caller().actor(), call.id());
        List<Revealed> revealed = revealContact
                .reveal(viewer, call.id(0, "pur"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        if (revealed.stream().allMatch(Revealed::erased)) {
            throw Problems.ERASED.problem().thrown();
        }
        if (revealed.stream().allMatch(r -> r.contact() == null)) {
            throw Problems.CONSENT_LOST.problem().thrown();
        }
        return contacts(call.pathValue(0), revealed);
    }

    static Answer contacts(String purchase, List<Revealed> revealed) {
        var contacts = new JsonArray(revealed.stream().map(PurchaseRoutes::json).toList());
        return Answer.ok(JsonObject.of("purchase", purchase, "contacts", contacts))
                .with("cache-control", "no-store");
    }

    private static JsonObject json(Revealed revealed) {
        var json = JsonObject.of("lead", Id.text("lead", revealed.sale().lead()));
        Contact contact = revealed.contact();
        if (contact == null) {
            return json.put("withheld", revealed.erased() ? "erased" : "consent-lost");
        }
        return json.put("contact", json(contact));
    }

    static JsonObject json(Contact contact) {
        return new JsonObject()
                .put("first_name", contact.firstName())
                .put("last_name", contact.lastName())
                .put("email", contact.email())
                .put("phone", contact.phone())
                .put("street", contact.street())
                .put("city", contact.city());
    }
}
