package dev.galena.billing;

import dev.galena.billing.LedgerProof.Sum;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds the ledger up for whoever wants to see it. */
public final class ProveLedger {

    private static final String SUMS = """
            select a.currency, count(*), (coalesce(sum(b.posted), 0) + coalesce(sum(d.amount), 0))::bigint,
              coalesce(sum(d.amount), 0)::bigint
            from billing.account a left join billing.balance b on b.account_id = a.id
            left join (select account_id, sum(amount) as amount from billing.delta group by account_id) d
              on d.account_id = a.id
            group by a.currency order by a.currency""";

    private static final String COUNTS = """
            select (select count(*) from billing.delta), (select at from billing.delta order by serial limit 1),
              (select count(*) from billing.journal), (select count(*) from billing.transfer),
              (select count(*) from billing.hold where state = 'open'),
              (select count(*) from billing.balance where frozen)""";

    private final Database database;
    private final ToLongFunction<Tx> unmatched;
    private final InstantSource clock;

    /** {@code unmatched} counts the lines of providers and banks that fit no journal. */
    public ProveLedger(Database database, ToLongFunction<Tx> unmatched, InstantSource clock) {
        this.database = database;
        this.unmatched = unmatched;
        this.clock = clock;
    }

    /** {@code whole}: recomputes every balance from every transfer, which reads all of the ledger. */
    public LedgerProof prove(boolean whole) {
        return database.inTx(tx -> {
            tx.run("set transaction isolation level repeatable read read only");
            return prove(tx, whole);
        });
    }

    private LedgerProof prove(Tx tx, boolean whole) {
        Instant now = clock.instant();
        List<Sum> sums = tx.rows(SUMS).stream()
                .map(row -> {
                    var currency = Currency.getInstance(row.getString(0));
                    return new Sum(
                            row.getLong(1), new Money(row.getLong(2), currency), new Money(row.getLong(3), currency));
                })
                .toList();
        var counts = tx.rows(COUNTS).getFirst();
        return new LedgerProof(
                now,
                sums,
                counts.getLong(0),
                instant(counts.getOffsetDateTime(1)),
                counts.getLong(2),
                counts.getLong(3),
                counts.getLong(4),
                counts.getLong(5),
                unmatched.applyAsLong(tx),
                whole ? Conservation.check(tx) : null);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
