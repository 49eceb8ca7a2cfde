package dev.galena.api;

import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Amounts as the API has them. */
final class MoneyJson {

    private MoneyJson() {}

    static JsonObject of(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }

    /** The amount at this place of the body, which must be in the party's currency. */
    static Money read(JsonObject body, String field, Currency currency) {
        var money = body.getJsonObject(field);
        if (!money.getString("currency").equals(currency.getCurrencyCode())) {
            var fault = new Fault("/" + field + "/currency", "invalid", "the party's is " + currency);
            throw Problems.INVALID_REQUEST.because(List.of(fault)).thrown();
        }
        return new Money(money.getLong("amount"), currency);
    }

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
