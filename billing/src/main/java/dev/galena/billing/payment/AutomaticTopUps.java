package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.Money;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which wallets fill themselves up, from when on, by how much. */
public final class AutomaticTopUps {

    private static final String COLUMNS =
            "select a.party_id, a.currency, a.threshold, a.amount, a.stopped_at, a.stopped from billing.automatic_topup a ";

    /**
     * What a buyer has set up.
     *
     * @param threshold below it the wallet is filled up
     * @param stopped why it was stopped; null: it is in force
     */
    public record Rule(
            UUID partyId,
            Money threshold,
            Money amount,
            @Nullable Instant stoppedAt,
            @Nullable String stopped) {}

    /** Replaces what was set up before, and starts again what was stopped. */
    public void set(Tx tx, UUID partyId, Money threshold, Money amount, Instant now) {
        tx.run(
                """
                insert into billing.automatic_topup (party_id, wallet_id, currency, threshold, amount, created_at)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (party_id) do update set threshold = excluded.threshold, amount = excluded.amount,
                  stopped_at = null, stopped = null, created_at = excluded.created_at""",
                partyId,
                Account.wallet(partyId, amount.currency()).id(),
                amount.currency().getCurrencyCode(),
                threshold.minorUnits(),
                amount.minorUnits(),
                now);
    }

    /** False where there is none. */
    public boolean end(Tx tx, UUID partyId) {
        return tx.run("delete from billing.automatic_topup where party_id = $1", partyId) == 1;
    }

    public Optional<Rule> find(Tx tx, UUID partyId) {
        return tx.rows(COLUMNS + "where a.party_id = $1", partyId).stream()
                .findFirst()
                .map(AutomaticTopUps::rule);
    }

    /** Held by this transaction: those below their threshold for which no top-up is on its way. */
    List<Rule> due(Tx tx, int max) {
        return tx.rows(COLUMNS + """
                        join billing.balance b on b.account_id = a.wallet_id
                        where a.stopped_at is null and b.posted - b.held < a.threshold
                          and not exists (select from billing.topup t where t.party_id = a.party_id and t.automatic and t.state = 'open')
                        order by a.party_id limit $1 for no key update of a skip locked""", max).stream().map(AutomaticTopUps::rule).toList();
    }

    int since(Tx tx, UUID partyId, Instant since) {
        return tx.rows(
                        "select count(*)::int from billing.topup where party_id = $1 and automatic and created_at > $2",
                        partyId,
                        since)
                .getFirst()
                .getInteger(0);
    }

    void stop(Tx tx, UUID partyId, String why, Instant now) {
        tx.run(
                "update billing.automatic_topup set stopped_at = $2, stopped = $3 where party_id = $1",
                partyId,
                now,
                why);
    }

    private static Rule rule(Row row) {
        OffsetDateTime stopped = row.getOffsetDateTime(4);
        return new Rule(
                row.getUUID(0),
                Money.of(row.getLong(2), row.getString(1)),
                Money.of(row.getLong(3), row.getString(1)),
                stopped == null ? null : stopped.toInstant(),
                row.getString(5));
    }
}
