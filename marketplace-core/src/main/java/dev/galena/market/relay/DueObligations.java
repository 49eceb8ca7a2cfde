package dev.galena.market.relay;

import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Obligations that are being worked on: every read locks what it finds. */
final class DueObligations {
    static final int LAST_STEP = Obligations.REMINDERS_PERCENT.size() + 1;

    private static final String SELECT = """
            select o.id, o.kind, o.cause_id, o.holder_id, o.role, p.currency, o.consent_id, o.lead_id, o.rule, o.created_at,
                   o.due_at, o.reached_at, o.reached_by, o.told_at, o.acked_at, o.step, o.refused
            from market.obligation o join market.party p on p.id = o.holder_id
            """;

    private final Events events;

    DueObligations(Events events) {
        this.events = events;
    }

    /** {@code step}: reminders sent, the last is the end. */
    record Running(
            UUID id,
            Kind kind,
            UUID causeId,
            UUID holder,
            String role,
            String currency,
            UUID consent,
            UUID lead,
            String rule,
            Instant createdAt,
            Instant dueAt,
            @Nullable Instant reachedAt,
            @Nullable String reachedBy,
            @Nullable Instant toldAt,
            @Nullable Instant ackedAt,
            int step,
            int refused) {

        boolean buyer() {
            return role.equals("buyer");
        }

        boolean overdue() {
            return step == LAST_STEP;
        }

        /** As it is now; marks that were passed while nobody looked are passed together. */
        Running at(Instant now) {
            int passed = step;
            while (passed < LAST_STEP
                    && !Obligations.reminder(createdAt, dueAt, passed).isAfter(now)) passed++;
            return with(reachedAt, reachedBy, passed);
        }

        Running reachedBy(String how, Instant now) {
            return reachedAt != null ? this : with(now, how, step);
        }

        private Running with(@Nullable Instant newReachedAt, @Nullable String newReachedBy, int newStep) {
            return new Running(
                    id,
                    kind,
                    causeId,
                    holder,
                    role,
                    currency,
                    consent,
                    lead,
                    rule,
                    createdAt,
                    dueAt,
                    newReachedAt,
                    newReachedBy,
                    toldAt,
                    ackedAt,
                    newStep,
                    refused);
        }
    }

    Optional<Running> lock(Tx tx, Kind kind, UUID causeId, UUID id, UUID holder) {
        return tx
                .rows(
                        SELECT
                                + "where o.id = $1 and o.holder_id = $2 and o.cause_id = $3 and o.kind = $4 for no key update of o",
                        id,
                        holder,
                        causeId,
                        kind.code())
                .stream()
                .findFirst()
                .map(DueObligations::running);
    }

    /** Holders that were reached, which the log does not say yet. */
    List<Running> untold(Tx tx, int rowsMax) {
        return tx.rows(SELECT + """
                                where o.reached_at is not null and o.told_at is null
                                order by o.id limit $1 for no key update of o skip locked""", rowsMax).stream()
                .map(DueObligations::running)
                .toList();
    }

    void told(Tx tx, List<Running> told, Instant now) {
        tx.change(
                told.size(),
                "update market.obligation set told_at = $2 where id = any($1)",
                told.stream().map(Running::id).toArray(UUID[]::new),
                now);
    }

    /** Those whose clock has come to its next mark. */
    List<Running> waiting(Tx tx, Instant now, int rowsMax) {
        return tx.rows(SELECT + """
                                where o.acked_at is null and o.next_at <= $1
                                order by o.next_at limit $2 for no key update of o skip locked""", now, rowsMax).stream()
                .map(DueObligations::running)
                .toList();
    }

    /** Tells holders how far the clock is. */
    void remind(Tx tx, List<Running> steps, Instant now) {
        events.add(
                tx,
                steps.stream()
                        .map(r -> new NewEvent(Id.next(), r.holder(), type(r), r.lead(), data(r), now))
                        .toList());
    }

    private static String type(Running of) {
        return of.kind().code() + (of.overdue() ? ".overdue" : ".reminder");
    }

    private static Json data(Running of) {
        var data = JsonObject.of(
                        "obligation",
                        Id.text("obl", of.id()),
                        of.kind().code(),
                        Id.text(of.kind().prefix(), of.causeId()),
                        "lead",
                        Id.text("lead", of.lead()),
                        "consent",
                        Id.text("cns", of.consent()))
                .put("due_at", of.dueAt().toString());
        if (!of.overdue()) data.put("percent", Obligations.REMINDERS_PERCENT.get(of.step() - 1));
        return new Json(data.encode());
    }

    /** Writes how far their clocks are. */
    void move(Tx tx, List<Running> steps, Instant now) {
        tx.change(
                steps.size(),
                """
                update market.obligation o set step = n.step, next_at = n.next_at,
                  overdue_at = case when n.next_at is null then $4::timestamptz end,
                  reasons = o.reasons | case when n.next_at is null then 4 else 0 end
                from unnest($1::uuid[], $2::smallint[], $3::timestamptz[]) as n(id, step, next_at) where o.id = n.id""",
                steps.stream().map(Running::id).toArray(UUID[]::new),
                steps.stream().map(r -> (short) r.step()).toArray(Short[]::new),
                steps.stream().map(DueObligations::next).toArray(Instant[]::new),
                now);
    }

    private static @Nullable Instant next(Running of) {
        return of.overdue() ? null : Obligations.reminder(of.createdAt(), of.dueAt(), of.step());
    }

    private static Running running(Row row) {
        return new Running(
                row.getUUID(0),
                Kind.of(row.getString(1)),
                row.getUUID(2),
                row.getUUID(3),
                row.getString(4),
                row.getString(5),
                row.getUUID(6),
                row.getUUID(7),
                row.getString(8),
                row.getOffsetDateTime(9).toInstant(),
                row.getOffsetDateTime(10).toInstant(),
                instant(row.getOffsetDateTime(11)),
                row.getString(12),
                instant(row.getOffsetDateTime(13)),
                instant(row.getOffsetDateTime(14)),
                row.getInteger(15),
                row.getInteger(16));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
