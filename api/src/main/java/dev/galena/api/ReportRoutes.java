package dev.galena.api;

import static dev.galena.api.http.Access.may;
import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.direct;
import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;
import static dev.galena.market.party.Scope.REPORTS_READ;
import static io.vertx.core.http.HttpMethod.GET;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.api.http.Route;
import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.insight.Column;
import dev.galena.market.insight.Question;
import dev.galena.market.insight.ReadReports;
import dev.galena.market.insight.ReadReports.Kind;
import dev.galena.market.insight.Report;
import dev.galena.market.party.AdmitParties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Figures of a period: rows for a chart, or the same as a table in CSV. */
final class ReportRoutes {
    private final ReadReports reports;
    private final AdmitParties parties;
    private final InstantSource clock;

    private ReportRoutes(ReadReports reports, AdmitParties parties, InstantSource clock) {
        this.reports = reports;
        this.parties = parties;
        this.clock = clock;
    }

    static List<Route> of(Marketplace market) {
        var reports = new ReportRoutes(market.insight.readReports, market.admitParties, market.clock);
        return List.of(
                reports.on(Kind.FUNNEL, SELLER, OPERATOR),
                reports.on(Kind.STOCK, SELLER, OPERATOR),
                reports.on(Kind.QUALITY, SELLER, OPERATOR),
                reports.on(Kind.COHORT, SELLER, OPERATOR),
                reports.on(Kind.PRICES, BUYER, SELLER, OPERATOR),
                reports.on(Kind.SPEED, BUYER, SELLER, OPERATOR),
                reports.on(Kind.FLOW, BUYER, SELLER, OPERATOR),
                reports.on(Kind.EARNINGS, SELLER, OPERATOR));
    }

    private Route on(Kind kind, Role... roles) {
        String path = "/v1/reports/" + kind.name().toLowerCase(Locale.ROOT);
        return route(GET, path, may(REPORTS_READ, roles), direct(call -> answer(call, kind)));
    }

    private Answer answer(Call call, Kind kind) {
        var question = question(call, kind);
        var report = reports.read(kind, question);
        if (call.header("accept").orElse("").contains("text/csv")) {
            String name = kind.name().toLowerCase(Locale.ROOT) + "-" + question.from() + "-" + question.to();
            return Answer.of(200, "text/csv; charset=utf-8", Buffer.buffer(ReportCsv.of(report)))
                    .with("content-disposition", "attachment; filename=\"" + name + ".csv\"")
                    .with("x-content-type-options", "nosniff");
        }
        var json = new JsonObject()
                .put("time_zone", question.zone().getId())
                .put("as_of", report.asOf().toString());
        if (kind != Kind.STOCK)
            json.put("from", question.from().toString()).put("to", question.to().toString());
        return Answer.ok(json.put("data", rows(report)));
    }

    private Question question(Call call, Kind kind) {
        Party caller = call.caller().party();
        boolean operator = call.caller().is(OPERATOR);
        Party party = party(call, caller, operator);
        if (party == null && kind == Kind.EARNINGS)
            throw Problems.invalid("/query/party", "name the seller").thrown();
        boolean sells = party != null && party.is(SELLER);
        Party whose = party == null ? caller : party;
        LocalDate to = call.query("to")
                .map(LocalDate::parse)
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), whose.timeZone()));
        LocalDate from = call.query("from").map(LocalDate::parse).orElse(to.minusDays(Question.DAYS - 1));
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= Question.DAYS_MAX)
            throw Problems.invalid("/query/to", "from one to " + Question.DAYS_MAX + " days, the last one included")
                    .thrown();
        return new Question(
                party == null ? null : party.id(),
                clock.instant(),
                from,
                to,
                whose.timeZone(),
                party == null
                        ? call.query("currency").orElse(null)
                        : party.currency().getCurrencyCode(),
                call.query("by").orElse(null),
                batch(call),
                call.query("source").orElse(null),
                call.query("vertical").orElse(null),
                call.query("exclusive").map(Boolean::valueOf).orElse(false),
                party != null && (!sells || call.query("of").orElse("own").equals("market")),
                party != null && call.query("side").map("buyer"::equals).orElse(!sells));
    }

    /** Null: the operator asks for all. To others there is nobody but themselves. */
    private @Nullable Party party(Call call, Party caller, boolean operator) {
        var named = call.query("party");
        if (named.isEmpty()) return operator ? null : caller;
        return Id.parse("pty", named.get())
                .filter(id -> operator || id.equals(caller.id()))
                .flatMap(parties::find)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static @Nullable UUID batch(Call call) {
        return call.query("batch")
                .map(text -> Id.parse("bat", text)
                        .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown()))
                .orElse(null);
    }

    private static JsonArray rows(Report report) {
        var rows = new JsonArray();
        for (var row : report.rows()) {
            var json = new JsonObject();
            for (int i = 0; i < row.size(); i++)
                json.put(report.columns().get(i).name(), value(report.columns().get(i), row.get(i)));
            rows.add(json);
        }
        return rows;
    }

    private static @Nullable Object value(Column column, @Nullable Object cell) {
        return switch (cell) {
            case null -> null;
            case Money money -> MoneyJson.of(money);
            case UUID id -> Id.text(Objects.requireNonNull(column.prefix()), id);
            case Long number -> number;
            default -> cell.toString();
        };
    }
}
