package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.BodyStream;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.consent.Channel;
import dev.galena.consent.SuppressPeople;
import dev.galena.consent.Suppression.Reason;
import dev.galena.db.Id;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.suppression.Report;
import dev.galena.market.suppression.Row;
import dev.galena.market.suppression.Rule;
import dev.galena.market.suppression.SuppressFile;
import dev.galena.market.suppression.SuppressRows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Numbers and addresses that must not be used: single ones, whole files, and how old the lists are. */
final class SuppressionRoutes {
    /** What a list of people who want no calls, or go to court over them, is about. */
    private static final Set<Channel> BY_TELEPHONE =
            EnumSet.of(Channel.CALL, Channel.AUTODIALED, Channel.PRERECORDED, Channel.SMS);

    private final SuppressRows rows;
    private final SuppressFile file;
    private final SuppressPeople people;

    SuppressionRoutes(SuppressRows rows, SuppressFile file, SuppressPeople people) {
        this.rows = rows;
        this.file = file;
        this.people = people;
    }

    Answer create(Call call) {
        return Answer.ok(json(take(rows, call.body(), call.caller().party(), "api")));
    }

    /** What one party says at once, by the API or in a signed message. */
    static Report take(SuppressRows rows, JsonObject body, Party party, String source) {
        return take(rows, body, party.id(), party.is(Role.OPERATOR), source);
    }

    static Report take(SuppressRows rows, JsonObject body, UUID partyId, boolean operator, String source) {
        return rows.suppress(body.getJsonArray("suppressions").stream()
                .map(JsonObject.class::cast)
                .map(each -> new Row(
                        each.getString("phone"), each.getString("email"), rule(each, partyId, operator, source)))
                .toList());
    }

    private static Rule rule(JsonObject each, UUID partyId, boolean operator, String source) {
        var channels = each.getJsonArray("channels", new JsonArray()).stream()
                .map(Object::toString)
                .toList();
        var asOf = each.getString("as_of");
        return new Rule(
                seller(each.getString("seller"), partyId, operator),
                channels(channels),
                Reason.of(each.getString("reason", "person")).orElse(Reason.PERSON),
                each.getString("list"),
                asOf == null ? null : LocalDate.parse(asOf),
                source,
                partyId);
    }

    /** A seller speaks for what it asked for itself, the operator for everybody or for one. */
    private static @Nullable UUID seller(@Nullable String named, UUID partyId, boolean operator) {
        if (!operator) return partyId;
        return named == null
                ? null
                : Id.parse("pty", named)
                        .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static Set<Channel> channels(List<String> codes) {
        var channels = EnumSet.noneOf(Channel.class);
        codes.forEach(code -> Channel.byCode(code).ifPresent(channels::add));
        return channels;
    }

    /** Streams a file in: what was read is in force even if the rest breaks off. */
    Answer upload(Call call) {
        var party = call.caller().party();
        boolean operator = party.is(Role.OPERATOR);
        var reason = Reason.of(call.query("reason").orElseThrow()).orElseThrow();
        var named = call.query("channels")
                .map(text -> channels(Arrays.asList(text.split(",", -1))))
                .orElse(reason == Reason.DNC || reason == Reason.LITIGATOR ? BY_TELEPHONE : Set.of());
        var rule = new Rule(
                seller(call.query("seller").orElse(null), party.id(), operator),
                named,
                reason,
                call.query("list").orElse(null),
                call.query("as_of").map(LocalDate::parse).orElse(null),
                "file",
                party.id());
        boolean whole = operator
                && rule.sellerId() == null
                && call.query("whole").map(Boolean::valueOf).orElse(false);
        try (var body = new BodyStream(call.request())) {
            return switch (file.suppress(body, whole, rule)) {
                case SuppressFile.Taken(var report) -> Answer.ok(json(report));
                case SuppressFile.Unreadable(var code, var row) ->
                    Answer.of(
                            Problems.FILE_UNREADABLE.because(List.of(new Fault("/" + row, code, "in row " + row))),
                            call.id());
            };
        } catch (IOException gone) {
            throw Problems.UPLOAD_BROKEN_OFF.problem().thrown();
        }
    }

    Answer counts(Call call) {
        var counted = people.counts();
        return Answer.ok(JsonObject.of(
                "data",
                new JsonArray(counted.counts().stream()
                        .map(c -> JsonObject.of(
                                "reason", c.reason(),
                                "against", c.oneSeller() ? "one-seller" : "everybody",
                                "rows", c.rows(),
                                "newest_at", c.newest().toString()))
                        .toList()),
                "complete",
                counted.complete()));
    }

    Answer lists(Call call) {
        return Answer.ok(JsonObject.of(
                "data",
                new JsonArray(people.lists().stream()
                        .map(l -> JsonObject.of(
                                "list", l.list(),
                                "as_of", l.asOf().toString(),
                                "rows", l.rows(),
                                "updated_at", l.updatedAt().toString()))
                        .toList())));
    }

    static JsonObject json(Report report) {
        return JsonObject.of(
                "rows", report.rows(),
                "added", report.added(),
                "skipped", report.skipped(),
                "consents_ended", report.ended(),
                "consents_limited", report.limited(),
                "rejected", report.rejected(),
                "rejects",
                        new JsonArray(report.rejects().stream()
                                .map(r -> JsonObject.of("row", r.row(), "field", r.field(), "code", r.code()))
                                .toList()));
    }
}
