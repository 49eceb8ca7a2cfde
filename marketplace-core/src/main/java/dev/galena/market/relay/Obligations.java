package dev.galena.market.relay;

import dev.galena.consent.Channel;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who has to hear and to confirm what, until when. Written in the transaction of the cause, together with the event by which
 * the holder is told; the time at which it is due is never changed again.
 */
public final class Obligations {

    /** Reminders come when this much of the time is over. */
    static final List<Integer> REMINDERS_PERCENT = List.of(50, 80);

    private final Events events;
    private final DueRules rules = new DueRules();

    public Obligations(Events events) {
        this.events = events;
    }

    /** Somebody has to hear of one cause. {@code channels}: that ended; none: everything did. */
    public record Owed(UUID causeId, Holding holding, Set<Channel> channels) {
        public Owed {
            channels = Set.copyOf(channels);
        }
    }

    /** Everybody who has something of one cause. */
    public void add(Tx tx, Kind kind, UUID causeId, List<Holding> holders, Instant now) {
        add(tx, kind, holders.stream().map(h -> new Owed(causeId, h, Set.of())).toList(), now);
    }

    /** {@code now}: when it took hold here; the clocks start then. */
    public void add(Tx tx, Kind kind, List<Owed> owed, Instant now) {
        if (owed.isEmpty()) return;
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        int n = owed.size();
        UUID[] ids = new UUID[n];
        UUID[] eventIds = new UUID[n];
        String[] references = new String[n];
        Instant[] dueAt = new Instant[n];
        Instant[] nextAt = new Instant[n];
        List<NewEvent> news = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Holding holding = owed.get(i).holding;
            DueRule rule = rules.of(tx, kind, holding.ruleSet());
            ids[i] = Id.next();
            eventIds[i] = Id.next();
            references[i] = rule.reference();
            dueAt[i] = rule.due(at);
            nextAt[i] = reminder(at, dueAt[i], 0);
            news.add(new NewEvent(
                    eventIds[i],
                    holding.party(),
                    kind.news(),
                    holding.lead(),
                    data(kind, owed.get(i), ids[i], at, dueAt[i]),
                    at));
        }
        events.add(tx, news);
        tx.change(
                n,
                """
                insert into market.obligation
                  (id, kind, cause_id, holder_id, role, consent_id, lead_id, event_id, rule, created_at, due_at, next_at)
                select id, $9, cause_id, holder_id, role, consent_id, lead_id, event_id, rule, $10, due_at, next_at
                from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[],
                            $11::timestamptz[], $12::timestamptz[])
                  as t(id, cause_id, holder_id, role, consent_id, lead_id, event_id, rule, due_at, next_at)""",
                ids,
                owed.stream().map(Owed::causeId).toArray(UUID[]::new),
                owed.stream().map(o -> o.holding.party()).toArray(UUID[]::new),
                owed.stream().map(o -> o.holding.role()).toArray(String[]::new),
                owed.stream().map(o -> o.holding.consent()).toArray(UUID[]::new),
                owed.stream().map(o -> o.holding.lead()).toArray(UUID[]::new),
                eventIds,
                references,
                kind.code(),
                at,
                dueAt,
                nextAt);
    }

    /** When the clock comes to its {@code step}-th mark; the last is the end. */
    static Instant reminder(Instant begin, Instant due, int step) {
        if (step >= REMINDERS_PERCENT.size()) return due;
        Duration part = Duration.between(begin, due)
                .multipliedBy(REMINDERS_PERCENT.get(step))
                .dividedBy(100);
        return begin.plus(part).truncatedTo(ChronoUnit.MICROS);
    }

    private static Json data(Kind kind, Owed owed, UUID id, Instant at, Instant dueAt) {
        Holding holding = owed.holding;
        var data = JsonObject.of(
                        "lead",
                        Id.text("lead", holding.lead()),
                        "consent",
                        Id.text("cns", holding.consent()),
                        kind.code(),
                        Id.text(kind.prefix(), owed.causeId),
                        "obligation",
                        Id.text("obl", id))
                .put("effective_at", at.toString())
                .put("due_at", dueAt.toString());
        if (holding.purchase() != null) data.put("purchase", Id.text("pur", holding.purchase()));
        if (!owed.channels.isEmpty())
            data.put(
                    "channels",
                    new JsonArray(
                            owed.channels.stream().sorted().map(Channel::code).toList()));
        return new Json(data.encode());
    }
}
