package dev.galena.billing.payment;

import dev.galena.billing.Accounts;
import dev.galena.billing.Ledger;
import dev.galena.billing.News;
import dev.galena.db.Tx;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What payments are written to.
 *
 * @param tell writes down what parties shall hear, in the transaction that caused it
 */
public record Stores(
        Accounts accounts,
        Ledger ledger,
        TopUps topUps,
        Refunds refunds,
        Cards cards,
        Movements movements,
        Alarms alarms,
        BiConsumer<Tx, List<News>> tell) {

    /** Tells nobody. */
    public static Stores of(Accounts accounts, Ledger ledger) {
        return of(accounts, ledger, (tx, news) -> {});
    }

    public static Stores of(Accounts accounts, Ledger ledger, BiConsumer<Tx, List<News>> tell) {
        return new Stores(
                accounts, ledger, new TopUps(), new Refunds(), new Cards(), new Movements(), new Alarms(), tell);
    }
}
