package dev.galena.market.certificate;

import dev.galena.consent.Identity;
import dev.galena.market.delivery.AskOutside;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** LeadiD tokens, asked for by the Authentication API, which only tells real ones from others: it neither keeps nor compares. */
public final class LeadId implements Issuer {
    private static final String HOST = "https://api.leadid.com";
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final AskOutside outside;
    private final String server;
    private final String account;

    public LeadId(AskOutside outside, String account) {
        this(outside, HOST, account);
    }

    /** {@code server}: for tests another. */
    LeadId(AskOutside outside, String server, String account) {
        this.outside = outside;
        this.server = server;
        this.account = URLEncoder.encode(account, StandardCharsets.UTF_8);
    }

    @Override
    public String code() {
        return "leadid";
    }

    @Override
    public boolean issued(String reference) {
        return TOKEN.matcher(reference).matches();
    }

    @Override
    public Verdict ask(String reference, Identity person) {
        if (!issued(reference)) return new Gone();
        var said = outside.ask(new AskOutside.Question(
                "GET",
                server + "/Authenticate?lac=" + account + "&id=" + reference,
                Map.of("Accept", "application/json"),
                null));
        if (said.status() != 200) return new Later(said.status() == 0 ? said.text() : "status-" + said.status());
        try {
            var answer = new JsonObject(said.text()).getJsonObject("authenticate");
            if (answer == null) return new Later("answer-unreadable");
            return "1".equals(String.valueOf(answer.getValue("authentic"))) ? new Good(null) : new Gone();
        } catch (DecodeException | ClassCastException e) {
            return new Later("answer-unreadable");
        }
    }

    @Override
    public String toString() {
        return code();
    }
}
