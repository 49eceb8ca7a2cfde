package dev.galena.billing.terms;

import dev.galena.billing.Account;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** What is on record of buyers, beside their money. */
public final class Buyers {

    private static final String TERMS = """
            select p.id, t.country, t.category, t.rate_bps,
                   exists (select from billing.quota q where q.party_id = p.id and not q.closed),
                   coalesce(b.posted > b.held, false), coalesce(c.ahead_ms, 0)
            from unnest($1::uuid[], $2::uuid[]) as p(id, promo)
            left join billing.tax_standing t on t.party_id = p.id
            left join billing.balance b on b.account_id = p.promo
            left join billing.test_clock c on c.party_id = p.id""";

    private static final String AVAILABLE = """
            select account_id,
                   case when frozen then 0 else greatest(0, posted - held - coalesce(floor_wanted, floor, 0)) end
            from billing.balance where account_id = any($1)""";

    /**
     * Sends the look-up without waiting.
     *
     * @param promo the BUYER_PROMO accounts of those that are asked about
     */
    public Supplier<Map<UUID, BuyerTerms>> reading(Tx tx, Collection<Account> promo) {
        return tx.ask(
                Buyers::terms,
                TERMS,
                promo.stream().map(Account::partyId).toArray(UUID[]::new),
                promo.stream().map(Account::id).toArray(UUID[]::new));
    }

    /** What could be debited of STRICT accounts, not locked: others may be quicker. Those without balance are absent. */
    public Map<UUID, Long> available(Tx tx, Collection<Account> accounts) {
        Map<UUID, Long> available = HashMap.newHashMap(accounts.size());
        for (Row row :
                tx.rows(AVAILABLE, (Object) accounts.stream().map(Account::id).toArray(UUID[]::new))) {
            available.put(row.getUUID(0), row.getLong(1));
        }
        return available;
    }

    private static Map<UUID, BuyerTerms> terms(List<Row> rows) {
        Map<UUID, BuyerTerms> terms = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            String category = row.getString(2);
            var tax = category == null
                    ? TaxStanding.NONE
                    : new TaxStanding(row.getString(1), category, row.getInteger(3));
            terms.put(
                    row.getUUID(0),
                    new BuyerTerms(tax, row.getBoolean(4), row.getBoolean(5), Duration.ofMillis(row.getLong(6))));
        }
        return terms;
    }
}
