package dev.galena.market.certificate;

import dev.galena.consent.Identity;
import dev.galena.market.delivery.AskOutside;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * TrustedForm, Certificate API 4.0: {@code retain} with {@code match_lead} on the certificate's own address. One that nobody
 * retains is gone after three days, or ninety if a form was sent.
 */
public final class TrustedForm implements Issuer {
    private static final String HOST = "https://cert.trustedform.com";
    private static final Pattern REFERENCE = Pattern.compile("https://cert\\.trustedform\\.com/([0-9a-f]{40})");

    private final AskOutside outside;
    private final String server;
    private final String authorization;

    public TrustedForm(AskOutside outside, String apiKey) {
        this(outside, HOST, apiKey);
    }

    /** {@code server}: for tests another. */
    TrustedForm(AskOutside outside, String server, String apiKey) {
        this.outside = outside;
        this.server = server;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("API:" + apiKey).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String code() {
        return "trustedform";
    }

    @Override
    public boolean issued(String reference) {
        return REFERENCE.matcher(reference).matches();
    }

    @Override
    public Verdict ask(String reference, Identity person) {
        var parts = REFERENCE.matcher(reference);
        if (!parts.matches()) return new Gone();
        var lead = new JsonObject();
        if (person.phoneE164() != null) lead.put("phone", person.phoneE164());
        if (person.email() != null) lead.put("email", person.email());
        var body = JsonObject.of("match_lead", lead, "retain", new JsonObject());
        var headers = Map.of(
                "Authorization", authorization,
                "Api-Version", "4.0",
                "Accept", "application/json",
                "Content-Type", "application/json");
        return verdict(
                outside.ask(new AskOutside.Question("POST", server + "/" + parts.group(1), headers, body.encode())));
    }

    private static Verdict verdict(AskOutside.Said said) {
        if (said.status() == 404) return new Gone();
        if (said.status() != 200) return new Later(said.status() == 0 ? said.text() : "status-" + said.status());
        try {
            var answer = new JsonObject(said.text());
            var match = answer.getJsonObject("match_lead", new JsonObject()).getJsonObject("result", new JsonObject());
            if (!match.getBoolean("success", false)) return new OfAnother();
            if (!"success".equals(answer.getString("outcome"))) return new Later("outcome-not-success");
            var kept = answer.getJsonObject("retain", new JsonObject()).getJsonObject("results", new JsonObject());
            return new Good(Instant.parse(kept.getString("expires_at", "")));
        } catch (DecodeException | ClassCastException | DateTimeException e) {
            return new Later("answer-unreadable");
        }
    }

    @Override
    public String toString() {
        return code();
    }
}
