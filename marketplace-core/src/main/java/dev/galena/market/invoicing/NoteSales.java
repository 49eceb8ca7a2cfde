package dev.galena.market.invoicing;

import dev.galena.billing.document.DraftLines;
import dev.galena.db.Database;
import dev.galena.db.Settled;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Notes what was sold for its documents, behind the sales, so that no purchase waits for it. Ids begin with their time, and it
 * goes no further than where every transaction that could still bring an older one has ended. Noting twice changes nothing.
 */
public final class NoteSales {

    private static final int ROWS_MAX = 2_000;

    static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final DraftLines lines;
    private final Duration skewMax;
    private final List<Source> sources;

    /** {@code skewMax}: by how much the clocks of processes and of the database may differ. */
    public NoteSales(Database database, DraftLines lines, Duration skewMax) {
        this(database, lines, skewMax, List.of(new SaleSource(), new ChangeSource(), new ReleaseSource()));
    }

    NoteSales(Database database, DraftLines lines, Duration skewMax, List<Source> sources) {
        this.database = database;
        this.lines = lines;
        this.skewMax = skewMax;
        this.sources = List.copyOf(sources);
    }

    /** Notes some of each kind; true when there may be more at once. */
    public boolean run() {
        boolean more = false;
        for (var source : sources) {
            more |= database.<Boolean>inTxRetrying(tx -> some(tx, source));
        }
        return more;
    }

    private boolean some(Tx tx, Source source) {
        tx.run(
                "insert into market.invoicing_mark (source, upto) values ($1, $2) on conflict do nothing",
                source.name(),
                FIRST);
        List<Row> mark = tx.rows(
                "select upto from market.invoicing_mark where source = $1 for update skip locked", source.name());
        if (mark.isEmpty()) return false;
        UUID bound = Settled.bound(tx, skewMax);
        var noted = source.read(tx, mark.getFirst().getUUID(0), bound, ROWS_MAX);
        if (noted.rows() == 0) return false;
        for (int from = 0; from < noted.lines().size(); from += ROWS_MAX) {
            lines.add(tx, noted.lines().subList(from, Math.min(noted.lines().size(), from + ROWS_MAX)));
        }
        tx.run("update market.invoicing_mark set upto = $2 where source = $1", source.name(), noted.last());
        return noted.more();
    }
}
