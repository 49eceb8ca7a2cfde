package dev.galena.billing.payment;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What providers' books must show, written together with the journals. */
public final class Movements {

    private static final String ADD = """
            insert into billing.movement (id, provider, kind, object, amount, currency, journal_id, at)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::uuid[], $8::timestamptz[])""";

    public void add(Tx tx, List<Movement> movements) {
        if (movements.isEmpty()) return;
        tx.change(
                movements.size(),
                ADD,
                Stream.generate(Id::next).limit(movements.size()).toArray(UUID[]::new),
                movements.stream().map(Movement::provider).toArray(String[]::new),
                movements.stream().map(Movement::kind).toArray(String[]::new),
                movements.stream().map(Movement::object).toArray(String[]::new),
                movements.stream().map(m -> m.amount().minorUnits()).toArray(Long[]::new),
                movements.stream()
                        .map(m -> m.amount().currency().getCurrencyCode())
                        .toArray(String[]::new),
                movements.stream().map(Movement::journalId).toArray(UUID[]::new),
                movements.stream().map(Movement::at).toArray(Instant[]::new));
    }
}
