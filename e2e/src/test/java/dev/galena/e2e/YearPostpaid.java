package dev.galena.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.billing.Authority;
import dev.galena.billing.Money;
import dev.galena.billing.reconcile.ImportStatement;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Buyers who pay afterwards, in cycles of 7, 14 and 30 days: by bank, some days after the invoice, some of them too late. */
final class YearPostpaid {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final List<Integer> CYCLES = List.of(7, 14, 30);
    private static final int SOONEST_DAYS = 3;
    private static final int LATEST_DAYS = 21;

    private static final String OPEN = """
            select d.name, o.amount - o.paid from billing.open_invoice o join billing.document d on d.id = o.document_id
            where o.party_id = any($1) and o.paid < o.amount order by d.name""";

    private final Database database;
    private final Marketplace market;
    private final Calendar clock;
    private final Random random;
    private final UUID[] buyers;
    private final ImportStatement importStatement;
    /** By the number of the invoice: the day on which it will be paid. */
    private final Map<String, Integer> paying = new HashMap<>();

    long paid;

    YearPostpaid(
            Database database,
            Marketplace market,
            ImportStatement importStatement,
            Calendar clock,
            Random random,
            List<Buyer> buyers,
            long limit) {
        this.database = database;
        this.market = market;
        this.importStatement = importStatement;
        this.clock = clock;
        this.random = random;
        this.buyers = buyers.stream().map(Buyer::id).toArray(UUID[]::new);
        for (int i = 0; i < this.buyers.length; i++) begin(this.buyers[i], CYCLES.get(i % CYCLES.size()), limit);
    }

    private void begin(UUID buyer, int days, long limit) {
        var authority = new Authority(Id.next(), "known for years");
        database.inTx(tx -> {
            market.treasury.creditLines.set(tx, buyer, new Money(limit, World.USD), authority, clock.instant());
            return market.payingAfterwards.cycles.begin(tx, buyer, World.USD, ZONE, days);
        });
    }

    /** The bank's statement of a day: what buyers have paid, under the number of the invoice. */
    void day(int day) {
        List<Row> open = database.inTx(tx -> tx.rows(OPEN, (Object) buyers));
        var statement = new StringBuilder();
        for (Row row : open) {
            String number = row.getString(0);
            int when = paying.computeIfAbsent(
                    number, _ -> day + SOONEST_DAYS + random.nextInt(LATEST_DAYS - SOONEST_DAYS));
            if (when > day) continue;
            statement
                    .append(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate())
                    .append(',')
                    .append(BigDecimal.valueOf(row.getLong(1), 2).toPlainString())
                    .append(",USD,Invoice ")
                    .append(number)
                    .append('\n');
            paid++;
        }
        if (statement.isEmpty()) return;
        String file = "date,amount,currency,text\n" + statement;
        importStatement.run(file.getBytes(UTF_8), ImportStatement.Format.CSV, "usr_year");
    }
}
