package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.BodyStream;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.Channel;
import dev.galena.db.Id;
import dev.galena.market.party.Role;
import dev.galena.market.suppression.OptOut;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page by which a person says no more: one link, one use, no script, nothing from elsewhere. */
final class OptOutRoutes {
    private static final String CSP = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int FORM_BYTES_MAX = 4_096;
    private static final Map<Channel, String> NAMES = Map.of(
            Channel.CALL, "Calls",
            Channel.AUTODIALED, "Calls and texts by automatic dialling",
            Channel.PRERECORDED, "Recorded calls",
            Channel.SMS, "Text messages",
            Channel.EMAIL, "E-mail");

    private final OptOut optOut;
    private final URI publicUrl;

    OptOutRoutes(OptOut optOut, URI publicUrl) {
        this.optOut = optOut;
        this.publicUrl = publicUrl;
    }

    Answer link(Call call) {
        var party = call.caller().party();
        var lead = Id.parse("lead", call.body().getString("lead"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        return optOut.link(lead, party.is(Role.OPERATOR), party.id())
                .map(made -> Answer.ok(JsonObject.of(
                                "url",
                                publicUrl + "/opt-out/" + made.token(),
                                "expires_at",
                                made.expiresAt().toString()))
                        .with("cache-control", "no-store"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer show(Call call) {
        return optOut.page(call.pathValue(0)).map(OptOutRoutes::form).orElseGet(OptOutRoutes::gone);
    }

    Answer choose(Call call) {
        var choice = choice(call);
        if (choice.isEmpty()) {
            return page(400, "Please choose", "<p>Nothing was chosen. Go back and choose what should stop.</p>");
        }
        return optOut.choose(call.pathValue(0), choice.get())
                ? page(
                        200,
                        "Done",
                        "<p>It is in force from now on. Companies that have your details have been told.</p>")
                : gone();
    }

    private static Optional<OptOut.Choice> choice(Call call) {
        Map<String, List<String>> form;
        try (var body = new BodyStream(call.request())) {
            byte[] bytes = body.readNBytes(FORM_BYTES_MAX + 1);
            if (bytes.length > FORM_BYTES_MAX) return Optional.empty();
            form = new QueryStringDecoder(new String(bytes, UTF_8), UTF_8, false, 20).parameters();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        var stop = form.getOrDefault("stop", List.of("")).getFirst();
        return switch (stop) {
            case "all" -> Optional.of(new OptOut.Everything());
            case "seller" -> Optional.of(new OptOut.ThisSeller());
            case "channels" -> {
                var channels = EnumSet.noneOf(Channel.class);
                form.getOrDefault("channel", List.of())
                        .forEach(code -> Channel.byCode(code).ifPresent(channels::add));
                yield channels.isEmpty() ? Optional.empty() : Optional.of(new OptOut.Channels(channels));
            }
            default -> Optional.empty();
        };
    }

    private static Answer form(OptOut.Page page) {
        var seller = escaped(page.sellerName());
        var channels = page.channels().stream()
                .sorted()
                .map(c -> "<p><label><input type=\"checkbox\" name=\"channel\" value=\"%s\"> %s</label></p>"
                        .formatted(c.code(), NAMES.get(c)))
                .collect(Collectors.joining());
        var some = channels.isEmpty()
                ? ""
                : ("<p><label><input type=\"radio\" name=\"stop\" value=\"channels\"> Stop only these, whoever it is:</label></p>"
                        + "<fieldset><legend>Ways to reach you</legend>" + channels + "</fieldset>");
        return page(
                200,
                "Stop being contacted",
                ("<p>You are asked about <strong>%s</strong>. What should stop?</p><form method=\"post\"><fieldset>"
                                + "<legend>Your choice</legend>"
                                + "<p><label><input type=\"radio\" name=\"stop\" value=\"all\" required checked> Everything: nobody may"
                                + " contact me</label></p>"
                                + "<p><label><input type=\"radio\" name=\"stop\" value=\"seller\"> Only what %s was told</label></p>%s"
                                + "</fieldset><p><button type=\"submit\">Stop</button></p></form>")
                        .formatted(escaped(page.masked()), seller, some));
    }

    /** Unknown, used and expired look the same. */
    private static Answer gone() {
        return page(
                410,
                "This link no longer works",
                "<p>It was used already, or it has expired. If you are still contacted, ask whoever does for a new link.</p>");
    }

    private static Answer page(int status, String title, String content) {
        return Answer.of(
                        status,
                        "text/html; charset=utf-8",
                        Buffer.buffer("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                                + "<meta name=\"robots\" content=\"noindex\"><title>" + title
                                + "</title></head><body><main><h1>"
                                + title + "</h1>" + content + "</main></body></html>"))
                .with("content-security-policy", CSP)
                .with("referrer-policy", "no-referrer")
                .with("x-content-type-options", "nosniff")
                .with("cache-control", "no-store");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
