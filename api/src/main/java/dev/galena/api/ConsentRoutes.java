package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problem;
import dev.galena.api.http.Problems;
import dev.galena.consent.Channel;
import dev.galena.consent.Consent;
import dev.galena.consent.Digest;
import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.db.Id;
import dev.galena.market.relay.Kind;
import dev.galena.market.trail.ReadConsents;
import dev.galena.market.trail.RecordRevocation;
import dev.galena.market.trail.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people agreed to, and that they take it back. */
final class ConsentRoutes {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final ReadConsents consents;
    private final RecordRevocation revocations;
    private final ObligationRoutes obligations;

    ConsentRoutes(ReadConsents consents, RecordRevocation revocations, ObligationRoutes obligations) {
        this.consents = consents;
        this.revocations = revocations;
        this.obligations = obligations;
    }

    Answer consent(Call call) {
        return consents.one(Sight.of(call.caller().party()), call.id(0, "cns"))
                .map(consent -> Answer.ok(json(consent)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Addressed by content, so it never changes. */
    Answer notice(Call call) {
        var hash = call.pathValue(0);
        if (!SHA256.matcher(hash).matches()) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return consents.notice(Digest.of(HexFormat.of().parseHex(hash)))
                .map(notice -> Answer.ok(JsonObject.of(
                                "hash", notice.id().hex(), "language", notice.language(), "text", notice.text()))
                        .with("cache-control", "private, max-age=31536000, immutable"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer revoke(Call call) {
        var body = call.body();
        var claimed = body.getString("claimed_at");
        var at = claimed == null ? null : OffsetDateTime.parse(claimed).toInstant();
        var claim =
                new RecordRevocation.Claim(Sight.of(call.caller().party()), of(body), at, body.getString("channel"));
        return revocations
                .record(claim)
                .map(recorded -> Answer.created(
                        "/v1/revocations/"
                                + Id.text("rev", recorded.revocations().getFirst()),
                        JsonObject.of(
                                "revocations",
                                new JsonArray(recorded.revocations().stream()
                                        .map(id -> Id.text("rev", id))
                                        .toList()),
                                "consents_ended",
                                recorded.consents())))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer revocation(Call call) {
        return revocations
                .one(Sight.of(call.caller().party()), call.id(0, "rev"))
                .map(revocation -> Answer.ok(
                        json(revocation).put("holders", obligations.holders(call, Kind.REVOCATION, revocation.id()))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static RecordRevocation.Of of(JsonObject body) {
        var consent = body.getString("consent");
        var lead = body.getString("lead");
        var person = body.getJsonObject("person");
        if (List.of(consent != null, lead != null, person != null).stream()
                        .filter(given -> given)
                        .count()
                != 1) {
            throw Problems.invalid("", "name exactly one of consent, lead and person")
                    .thrown();
        }
        if (consent != null) return new RecordRevocation.OfConsent(id("cns", consent));
        if (lead != null) return new RecordRevocation.OfLead(id("lead", lead));
        return new RecordRevocation.OfPerson(identity(person, "/person"));
    }

    /** A telephone number in E.164, an e-mail address, or both. */
    static Identity identity(JsonObject person, String pointer) {
        try {
            return new Identity(person.getString("phone"), person.getString("email"));
        } catch (IllegalArgumentException e) {
            Problem problem = Problems.INVALID_REQUEST.because(
                    List.of(new Fault(pointer, "field-invalid", String.valueOf(e.getMessage()))));
            throw problem.thrown();
        }
    }

    private static UUID id(String prefix, String text) {
        return Id.parse(prefix, text)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    static JsonObject json(Consent consent) {
        return JsonObject.of(
                        "id", Id.text("cns", consent.id()),
                        "subject", Id.text("sub", consent.subjectId()),
                        "notice", consent.noticeId().hex(),
                        "seller", Id.text("pty", consent.sellerId()),
                        "granted_at", consent.grantedAt().toString(),
                        "expires_at", text(consent.expiresAt()),
                        "revoked_at", text(consent.revokedAt()),
                        "channels",
                                new JsonArray(consent.channels().stream()
                                        .map(Channel::code)
                                        .toList()),
                        "certified", consent.certified(),
                        "events", consent.seq() + 1)
                .put("head", consent.head().hex());
    }

    static JsonObject json(History.Revocation revocation) {
        return JsonObject.of(
                "id", Id.text("rev", revocation.id()),
                "subject", Id.text("sub", revocation.subjectId()),
                "consent", revocation.consentId() == null ? null : Id.text("cns", revocation.consentId()),
                "claimed_at", revocation.claimedAt().toString(),
                "effective_at", revocation.effectiveAt().toString(),
                "channel", revocation.channel(),
                "recorded_by", Id.text("pty", revocation.recordedBy()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
