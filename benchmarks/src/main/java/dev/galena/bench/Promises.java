package dev.galena.bench;

import dev.galena.billing.Conservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the product's promises hold after a run; if not, the run has no figure. */
final class Promises {

    private final BenchDatabase database;

    Promises(BenchDatabase database) {
        this.database = database;
    }

    void check() {
        check(Map.of());
    }

    /** {@code differences}: what some queries find on purpose, by their names; all others must find nothing. */
    void check(Map<String, Long> differences) {
        List<String> broken = new ArrayList<>();
        database.database().inTx(tx -> {
            tx.run("set local statement_timeout = 0");
            broken.addAll(Conservation.check(tx));
            for (var row : tx.rows(Inventory.resource("promises.sql"))) {
                if (!row.getLong(1).equals(differences.getOrDefault(row.getString(0), 0L)))
                    broken.add(row.getString(0) + ": " + row.getLong(1));
            }
            return tx;
        });
        if (!broken.isEmpty()) throw new IllegalStateException("no figures: " + broken);
    }
}
