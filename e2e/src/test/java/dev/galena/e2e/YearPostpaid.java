package dev.galena.e2e;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Authority;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import io.vertx.sqlclient.Row;
import java.time.ZoneId;
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

    private static final String OWED = """
            select b.party_id, -b.posted from billing.account_balance b join billing.account a on a.id = b.account_id
            where b.party_id = any($1) and b.kind = 'BUYER_RECEIVABLE' and a.detail = '' and b.posted < 0 order by 1""";

    private final Database database;
    private final Marketplace market;
    private final Calendar clock;
    private final Random random;
    private final UUID[] buyers;
    /** The day on which each will pay. */
    private final Map<UUID, Integer> paying = new HashMap<>();

    long paid;

    YearPostpaid(Database database, Marketplace market, Calendar clock, Random random, List<Buyer> buyers, long limit) {
        this.database = database;
        this.market = market;
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

    void day(int day) {
        List<Row> owed = database.inTx(tx -> tx.rows(OWED, (Object) buyers));
        for (Row row : owed) {
            UUID buyer = row.getUUID(0);
            int when =
                    paying.computeIfAbsent(buyer, _ -> day + SOONEST_DAYS + random.nextInt(LATEST_DAYS - SOONEST_DAYS));
            if (when > day) continue;
            pay(buyer, new Money(row.getLong(1), World.USD));
            paying.remove(buyer);
            paid++;
        }
    }

    private void pay(UUID buyer, Money owed) {
        var bank = Account.platform(AccountKind.BANK, World.USD);
        var receivable = Account.of(buyer, AccountKind.BUYER_RECEIVABLE, World.USD);
        var journal = new Journal(
                Id.next(), "postpaid-paid", Id.next(), clock.instant(), List.of(new Transfer(bank, receivable, owed)));
        database.inTxRetrying(tx -> {
            market.treasury.accounts.open(tx, List.of(bank), clock.instant());
            market.treasury.ledger.lock(tx, List.of(receivable));
            market.treasury.ledger.post(tx, List.of(journal));
            return journal;
        });
    }
}
