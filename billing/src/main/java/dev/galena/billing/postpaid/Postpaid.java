package dev.galena.billing.postpaid;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who pays afterwards, and what they owed cycle by cycle. */
public final class Postpaid {

    private static final String SELECT = "select party_id, currency, days, zone, start, cycle, due_at";

    private static final String SET = """
            insert into billing.postpaid (party_id, currency, days, zone, start, cycle, due_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (party_id) do update set currency = excluded.currency, days = excluded.days, zone = excluded.zone,
              start = excluded.start, cycle = excluded.cycle, due_at = excluded.due_at""";

    private static final String DUE = SELECT + """
            , billing.party_now(party_id, $1) from billing.postpaid
            where due_at <= billing.latest_now($1) and due_at <= billing.party_now(party_id, $1)
            order by due_at, party_id limit $2 for no key update skip locked""";

    /** One whose cycle is over, and what time it is for it. */
    record Due(Agreed agreed, Instant now) {}

    public Optional<Agreed> find(Tx tx, UUID partyId) {
        return tx.rows(SELECT + " from billing.postpaid where party_id = $1", partyId).stream()
                .findFirst()
                .map(Postpaid::agreed);
    }

    Optional<Agreed> lock(Tx tx, UUID partyId) {
        return tx.rows(SELECT + " from billing.postpaid where party_id = $1 for no key update", partyId).stream()
                .findFirst()
                .map(Postpaid::agreed);
    }

    void set(Tx tx, Agreed a) {
        tx.change(
                1,
                SET,
                a.partyId(),
                a.currency().getCurrencyCode(),
                (short) a.days(),
                a.zone().getId(),
                a.start(),
                a.cycle(),
                a.dueAt());
    }

    List<Due> due(Tx tx, Instant world, int rowsMax) {
        return tx.rows(DUE, world, rowsMax).stream()
                .map(row -> new Due(agreed(row), row.getOffsetDateTime(7).toInstant()))
                .toList();
    }

    void add(Tx tx, List<ClosedCycle> cycles) {
        tx.change(
                cycles.size(),
                """
                insert into billing.postpaid_cycle (id, party_id, starts_at, ends_at, owed, currency, at)
                select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::text[],
                  $7::timestamptz[])""",
                cycles.stream().map(ClosedCycle::id).toArray(UUID[]::new),
                cycles.stream().map(ClosedCycle::partyId).toArray(UUID[]::new),
                cycles.stream().map(c -> c.span().start()).toArray(Instant[]::new),
                cycles.stream().map(c -> c.span().end()).toArray(Instant[]::new),
                cycles.stream().map(c -> c.owed().minorUnits()).toArray(Long[]::new),
                cycles.stream().map(c -> c.owed().currency().getCurrencyCode()).toArray(String[]::new),
                cycles.stream().map(ClosedCycle::at).toArray(Instant[]::new));
    }

    private static Agreed agreed(Row row) {
        var due = row.getOffsetDateTime(6);
        return new Agreed(
                row.getUUID(0),
                Currency.getInstance(row.getString(1)),
                row.getInteger(2),
                ZoneId.of(row.getString(3)),
                row.getLocalDate(4),
                row.getInteger(5),
                due == null ? null : due.toInstant());
    }
}
