package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Outcome;
import dev.galena.market.purchase.Purchase;
import dev.galena.market.purchase.Refusal;
import dev.galena.market.purchase.Refused;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Sale;
import dev.galena.market.purchase.Wanted;
import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Outcomes of purchases as JSON. A problem is kept without its request id, which belongs to the request that is answered,
 * not to the one that was answered first.
 */
final class PurchaseAnswers implements BuyLeads.Answering {

    @Override
    public KeptAnswer answer(Request request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Bought(var purchase, var left) -> bought(request, purchase, left);
            case Outcome.Declined(var reasons) -> declined(request, reasons);
        };
    }

    private static KeptAnswer bought(Request request, Purchase purchase, List<Refused> left) {
        if (left.isEmpty()) return new KeptAnswer(201, text(purchase).getBytes(UTF_8));
        var json = new JsonObject(text(purchase)).put("skipped", faults(request, left));
        return new KeptAnswer(201, json.encode().getBytes(UTF_8));
    }

    /** What a purchase would be; a refusal is that of the purchase. */
    static KeptAnswer quote(Request request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined(var reasons) -> declined(request, reasons);
            case Outcome.Bought(var purchase, var left) -> {
                Currency currency = purchase.total().currency();
                var lines = new JsonArray();
                for (Sale sale : purchase.sales()) {
                    lines.add(JsonObject.of("lead", Id.text("lead", sale.lead()))
                            .put("list_price", money(sale.charge().listPrice(), currency))
                            .put("price", money(sale.price(), currency))
                            .put("vat", money(sale.charge().vat(), currency))
                            .put("paid_by", sale.charge().quota() == null ? "money" : "quota"));
                }
                var json = JsonObject.of(
                                "lines", lines, "total", money(purchase.total().minorUnits(), currency))
                        .put("vat", money(purchase.vat(), currency))
                        .put("promo", money(purchase.promo(), currency))
                        .put("wallet", money(purchase.total().minorUnits() - purchase.promo(), currency));
                if (!left.isEmpty()) json.put("skipped", faults(request, left));
                yield new KeptAnswer(200, json.encode().getBytes(UTF_8));
            }
        };
    }

    private static JsonObject money(long amount, Currency currency) {
        return JsonObject.of("amount", amount, "currency", currency.getCurrencyCode());
    }

    /** Written by hand: ids, numbers and times hold nothing to escape, and this is the hot path. */
    static String text(Purchase purchase) {
        String currency = purchase.total().currency().getCurrencyCode();
        var json = new StringBuilder(280 + 340 * purchase.sales().size());
        json.append("{\"id\":\"")
                .append(Id.text("pur", purchase.id()))
                .append("\",\"at\":\"")
                .append(purchase.at());
        json.append("\",\"total\":");
        money(json, purchase.total().minorUnits(), currency).append(",\"vat\":");
        money(json, purchase.vat(), currency).append(",\"promo\":");
        money(json, purchase.promo(), currency).append(",\"sales\":[");
        for (Sale sale : purchase.sales()) {
            if (json.charAt(json.length() - 1) != '[') json.append(',');
            json.append("{\"id\":\"").append(Id.text("sal", sale.id()));
            json.append("\",\"lead\":\"").append(Id.text("lead", sale.lead()));
            json.append("\",\"price\":");
            money(json, sale.price(), currency).append(",\"vat\":");
            money(json, sale.charge().vat(), currency).append(",\"paid_by\":\"");
            json.append(sale.charge().quota() == null ? "money" : "quota").append('"');
            json.append(",\"exclusive\":").append(sale.exclusive());
            json.append(",\"slot\":").append(sale.slot()).append(",\"slots\":").append(sale.maxSales());
            json.append(",\"score\":").append(sale.score());
            json.append(",\"level\":\"").append(Level.of(sale.level()).code());
            json.append("\",\"consent\":\"").append(Id.text("cns", sale.consent()));
            json.append("\",\"rule_set\":\"").append(sale.ruleSet());
            json.append("\",\"return_until\":\"").append(sale.returnUntil()).append("\"}");
        }
        return json.append("]}").toString();
    }

    private static StringBuilder money(StringBuilder json, long amount, String currency) {
        return json.append("{\"amount\":")
                .append(amount)
                .append(",\"currency\":\"")
                .append(currency)
                .append("\"}");
    }

    private static KeptAnswer declined(Request request, List<Refused> reasons) {
        Problems kind = kind(reasons.getFirst().refusal());
        var json = JsonObject.of(
                "type", kind.path(),
                "title", kind.title(),
                "status", kind.status(),
                "code", kind.code(),
                "errors", faults(request, reasons));
        return new KeptAnswer(kind.status(), json.encode().getBytes(UTF_8));
    }

    private static JsonArray faults(Request request, List<Refused> reasons) {
        var faults = new JsonArray();
        for (Refused reason : reasons) {
            faults.add(JsonObject.of(
                    "pointer", pointer(request, reason),
                    "code", reason.refusal().code(),
                    "detail", detail(reason.refusal())));
        }
        return faults;
    }

    private static String pointer(Request request, Refused reason) {
        if (reason.position() < 0 || !(request.wanted() instanceof Wanted.These these)) return "";
        return these.leads().size() == 1 ? "/listing" : "/listings/" + reason.position();
    }

    /** Exhaustive: a new refusal breaks the build here. */
    static Problems kind(Refusal refusal) {
        return switch (refusal) {
            case Refusal.RevocationOverdue overdue -> Problems.REVOCATION_OVERDUE;
            case Refusal.NotFound() -> Problems.NOT_FOUND;
            case Refusal.SoldOut() -> Problems.LEAD_SOLD_OUT;
            case Refusal.Withdrawn() -> Problems.LEAD_WITHDRAWN;
            case Refusal.Expired expired -> Problems.LEAD_EXPIRED;
            case Refusal.NotExclusive() -> Problems.EXCLUSIVE_UNAVAILABLE;
            case Refusal.OwnLead() -> Problems.OWN_LEAD;
            case Refusal.AlreadyOwned() -> Problems.ALREADY_OWNED;
            case Refusal.ConsentLost lost -> Problems.CONSENT_LOST;
            case Refusal.ConsentNotForBuyer not -> Problems.CONSENT_NOT_FOR_BUYER;
            case Refusal.QuotaExhausted() -> Problems.QUOTA_EXHAUSTED;
            case Refusal.InsufficientFunds funds -> Problems.INSUFFICIENT_FUNDS;
            case Refusal.PriceChanged price -> Problems.PRICE_CHANGED;
            case Refusal.NothingMatches() -> Problems.NOTHING_MATCHES;
        };
    }

    private static String detail(Refusal refusal) {
        return switch (refusal) {
            case Refusal.RevocationOverdue(var obligations) ->
                obligations.stream().map(id -> Id.text("obl", id)).collect(Collectors.joining(" "));
            case Refusal.Expired(var at) -> "since " + at;
            case Refusal.ConsentLost(var standing) -> standing.code();
            case Refusal.ConsentNotForBuyer(var standing) -> standing.code();
            case Refusal.InsufficientFunds(var price, var free) ->
                "costs " + price.written() + ", there is " + free.written();
            case Refusal.PriceChanged(var price) -> "costs " + price.written() + " now";
            default -> kind(refusal).title();
        };
    }
}
