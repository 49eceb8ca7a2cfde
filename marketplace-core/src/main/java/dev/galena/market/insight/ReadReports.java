package dev.galena.market.insight;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;

/** Figures of a period. Whoever asks sees his own; the operator everybody's. */
public final class ReadReports {

    /** What there is to ask for. */
    public enum Kind {
        FUNNEL(new Funnel()),
        STOCK(new Stock()),
        QUALITY(new Quality()),
        COHORT(new Cohort()),
        PRICES(new Prices()),
        SPEED(new Speed()),
        FLOW(new Flow()),
        EARNINGS(new Earned());

        @SuppressWarnings("ImmutableEnumChecker") // drawings have no state
        private final Drawing drawing;

        Kind(Drawing drawing) {
            this.drawing = drawing;
        }

        public List<Column> columns() {
            return drawing.columns();
        }
    }

    private final Database database;

    public ReadReports(Database database) {
        this.database = database;
    }

    public Report read(Kind kind, Question question) {
        return database.inTx(tx -> {
            var rows = kind.drawing.rows(tx, question);
            return new Report(kind.columns(), rows, kind == Kind.STOCK ? counted(tx, question.now()) : question.now());
        });
    }

    private static Instant counted(Tx tx, Instant now) {
        return tx.rows("select at from market.stock_count").stream()
                .findFirst()
                .map(row -> row.getOffsetDateTime(0).toInstant())
                .orElse(now);
    }
}
