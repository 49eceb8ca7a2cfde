package dev.galena.billing.subscription;

import dev.galena.billing.recurring.Anchor;
import dev.galena.billing.recurring.Period;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Subscriptions as stored. */
public final class Subscriptions {
    /** Names the list in its cursors. */
    public static final String ORDER = "subscription";

    private static final String SELECT = """
            select id, party_id, plan_id, status, anchor, zone, base, period, period_start, period_end, attempts, upgrades,
                   next_plan_id, cancelled, due_at, created_at, ended_at\s""";

    private static final String DUE = SELECT + """
            , billing.party_now(party_id, $1) from billing.subscription
            where due_at <= billing.latest_now($1) and due_at <= billing.party_now(party_id, $1)
            order by due_at, id limit $2 for no key update skip locked""";

    private static final String ADD = """
            insert into billing.subscription (id, party_id, first_plan_id, plan_id, status, anchor, zone, base, period, period_start,
              period_end, attempts, upgrades, next_plan_id, cancelled, due_at, created_at, ended_at)
            values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)""";

    private static final String SAVE = """
            update billing.subscription s set plan_id = t.plan_id, status = t.status, anchor = t.anchor, base = t.base,
              period = t.period, period_start = t.period_start, period_end = t.period_end, attempts = t.attempts,
              upgrades = t.upgrades, next_plan_id = t.next_plan_id, cancelled = t.cancelled, due_at = t.due_at,
              ended_at = t.ended_at
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::int[], $6::int[], $7::timestamptz[],
                $8::timestamptz[], $9::int[], $10::int[], $11::uuid[], $12::bool[], $13::timestamptz[], $14::timestamptz[])
              as t(id, plan_id, status, anchor, base, period, period_start, period_end, attempts, upgrades, next_plan_id,
                cancelled, due_at, ended_at)
            where s.id = t.id""";

    /** One whose time has come, and what time it is for its party. */
    record Due(Subscription subscription, Instant now) {}

    void add(Tx tx, Subscription s) {
        tx.change(
                1,
                ADD,
                s.id(),
                s.partyId(),
                s.planId(),
                s.status().code(),
                s.anchor().start(),
                s.anchor().zone().getId(),
                s.base(),
                s.period(),
                s.span().start(),
                s.span().end(),
                s.attempts(),
                s.upgrades(),
                s.nextPlanId(),
                s.cancelled(),
                s.dueAt(),
                s.createdAt(),
                s.endedAt());
    }

    void save(Tx tx, List<Subscription> all) {
        if (all.isEmpty()) return;
        tx.change(
                all.size(),
                SAVE,
                column(all, Subscription::id, UUID[]::new),
                column(all, Subscription::planId, UUID[]::new),
                column(all, s -> s.status().code(), String[]::new),
                column(all, s -> s.anchor().start(), LocalDate[]::new),
                column(all, Subscription::base, Integer[]::new),
                column(all, Subscription::period, Integer[]::new),
                column(all, s -> s.span().start(), Instant[]::new),
                column(all, s -> s.span().end(), Instant[]::new),
                column(all, Subscription::attempts, Integer[]::new),
                column(all, Subscription::upgrades, Integer[]::new),
                column(all, Subscription::nextPlanId, UUID[]::new),
                column(all, Subscription::cancelled, Boolean[]::new),
                column(all, Subscription::dueAt, Instant[]::new),
                column(all, Subscription::endedAt, Instant[]::new));
    }

    /** Locks those whose time has come, the longest waiting first; leaves those that somebody else holds. */
    List<Due> due(Tx tx, Instant world, int rowsMax) {
        return tx.rows(DUE, world, rowsMax).stream()
                .map(row -> new Due(subscription(row), row.getOffsetDateTime(17).toInstant()))
                .toList();
    }

    /** Locks a party's own. */
    Optional<Subscription> lock(Tx tx, UUID partyId, UUID id) {
        return first(tx.rows(
                SELECT + "from billing.subscription where id = $1 and party_id = $2 for no key update", id, partyId));
    }

    /** A party's own; any, where {@code partyId} is null. */
    public Optional<Subscription> find(Tx tx, @Nullable UUID partyId, UUID id) {
        return first(tx.rows(
                SELECT + "from billing.subscription where id = $1 and ($2::uuid is null or party_id = $2)",
                id,
                partyId));
    }

    /** A party's own, or all; of any version of a plan, where it is named; the newest first. */
    public Slice<Subscription> page(
            Tx tx, @Nullable UUID partyId, @Nullable String plan, @Nullable String status, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(SELECT + """
                        from billing.subscription
                        where ($1::uuid is null or party_id = $1) and ($2::uuid is null or id < $2)
                          and ($3::text is null or plan_id in (select id from billing.plan where code = $3))
                          and ($4::text is null or status = $4)
                        order by id desc limit $5""", partyId, after == null ? null : after.id(), plan, status, page.limit());
        return page.cut(ORDER, rows.stream().map(Subscriptions::subscription).toList(), s -> new Cursor("", s.id()));
    }

    /** How many of a party have not ended. */
    int open(Tx tx, UUID partyId) {
        return tx.rows(
                        "select count(*)::int from billing.subscription where party_id = $1 and status <> 'ended'",
                        partyId)
                .getFirst()
                .getInteger(0);
    }

    /** Whether a party has ever subscribed to a plan, in whatever version. */
    boolean hadPlan(Tx tx, UUID partyId, String code) {
        return tx.rows("""
                        select exists (select from billing.subscription s join billing.plan p on p.id in (s.first_plan_id, s.plan_id)
                                       where s.party_id = $1 and p.code = $2)""", partyId, code).getFirst().getBoolean(0);
    }

    private static Optional<Subscription> first(List<Row> rows) {
        return rows.stream().findFirst().map(Subscriptions::subscription);
    }

    private static Subscription subscription(Row row) {
        return new Subscription(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                Status.of(row.getString(3)),
                new Anchor(row.getLocalDate(4), ZoneId.of(row.getString(5))),
                row.getInteger(6),
                row.getInteger(7),
                new Period(
                        row.getOffsetDateTime(8).toInstant(),
                        row.getOffsetDateTime(9).toInstant()),
                row.getInteger(10),
                row.getInteger(11),
                row.getUUID(12),
                row.getBoolean(13),
                instant(row, 14),
                row.getOffsetDateTime(15).toInstant(),
                instant(row, 16));
    }

    private static @Nullable Instant instant(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Subscription> all, Function<Subscription, T> value, IntFunction<T[]> array) {
        return all.stream().map(value).toArray(array);
    }
}
