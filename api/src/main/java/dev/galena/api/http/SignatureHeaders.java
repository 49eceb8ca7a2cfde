package dev.galena.api.http;

import dev.galena.db.Id;
import dev.galena.market.intake.Signed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request's signature, as RFC 9421 (HTTP Message Signatures) writes it, over exactly {@code "@method" "@target-uri"
 * "content-digest"} with {@code created}, {@code keyid} and {@code alg="ed25519"}; the digest is SHA-256, as RFC 9530 writes it.
 */
public final class SignatureHeaders {
    private static final String COMPONENTS = "(\"@method\" \"@target-uri\" \"content-digest\")";
    private static final Pattern INPUT = Pattern.compile("([a-z*][a-z0-9_.*-]{0,39})=(" + Pattern.quote(COMPONENTS)
            + "((?:;(?:created=[0-9]{1,12}|keyid=\"[!#-\\[\\]-~]{1,60}\"|alg=\"ed25519\")){3}))");
    private static final Pattern SIGNATURE = Pattern.compile("([a-z*][a-z0-9_.*-]{0,39})=:([A-Za-z0-9+/]{86}==):");
    private static final Pattern DIGEST = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");
    private static final Pattern CREATED = Pattern.compile(";created=([0-9]+)");
    private static final Pattern KEY = Pattern.compile(";keyid=\"([^\"]+)\"");

    private SignatureHeaders() {}

    /** Nothing when the request has neither header. One that cannot be understood is refused. */
    public static Optional<Signed> of(Call call) {
        var input = call.header("signature-input");
        var signature = call.header("signature");
        if (input.isEmpty() && signature.isEmpty()) return Optional.empty();
        return Optional.of(read(
                call,
                match(INPUT, input.orElse("")),
                match(SIGNATURE, signature.orElse("")),
                call.header("content-digest").orElse("")));
    }

    private static Signed read(Call call, Matcher input, Matcher signature, String digest) {
        var created = CREATED.matcher(input.group(3));
        var key = KEY.matcher(input.group(3));
        if (!input.group(1).equals(signature.group(1)) || !created.find() || !key.find()) throw wrong();
        try {
            return new Signed(
                    Id.parse("sgk", key.group(1)).orElseThrow(SignatureHeaders::wrong),
                    Instant.ofEpochSecond(Long.parseLong(created.group(1))),
                    List.of(base(call, "https", input, digest), base(call, "http", input, digest)),
                    Base64.getDecoder().decode(match(DIGEST, digest).group(1)),
                    Base64.getDecoder().decode(signature.group(2)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong();
        }
    }

    /** Whoever stands between us and the sender may have taken the s from https, but hands on the host. */
    private static String base(Call call, String scheme, Matcher input, String digest) {
        var authority = call.request().authority();
        return "\"@method\": " + call.request().method() + "\n"
                + "\"@target-uri\": " + scheme + "://" + (authority == null ? "" : authority) + call.uri() + "\n"
                + "\"content-digest\": " + digest + "\n"
                + "\"@signature-params\": " + input.group(2);
    }

    private static Matcher match(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.matches()) throw wrong();
        return matcher;
    }

    private static RuntimeException wrong() {
        return Problems.SUBMISSION_SIGNATURE_INVALID.problem().thrown();
    }
}
