package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.tax.PublishVatRules;
import dev.galena.billing.tax.VatRuleBook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** How supplies are taxed, version by version. */
final class VatRuleRoutes {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final PublishVatRules publish;

    VatRuleRoutes(PublishVatRules publish) {
        this.publish = publish;
    }

    Answer list(Call call) {
        var data = new JsonArray();
        publish.all().forEach(version -> data.add(json(version)));
        return Answer.ok(JsonObject.of("data", data));
    }

    Answer publish(Call call) {
        var body = call.body();
        for (String country : body.getJsonObject("rates").fieldNames()) {
            if (!COUNTRY.matcher(country).matches()) {
                throw Problems.invalid("/rates", "names what is not a country by two letters")
                        .thrown();
            }
        }
        var rules = JsonObject.of("rates", body.getJsonObject("rates"), "rules", body.getJsonArray("rules"));
        return publish.publish(LocalDate.parse(body.getString("valid_from")), rules)
                .map(version -> Answer.of(201, "application/json", json(version).toBuffer()))
                .orElseThrow(
                        () -> Problems.invalid("/valid_from", "is in the past").thrown());
    }

    private static JsonObject json(VatRuleBook.Version version) {
        return JsonObject.of(
                "version", version.version(),
                "valid_from", version.validFrom().toString(),
                "rates", version.body().getJsonObject("rates"),
                "rules", version.body().getJsonArray("rules", new JsonArray()),
                "created_at", version.createdAt().toString());
    }
}
