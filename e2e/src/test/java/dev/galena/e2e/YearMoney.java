package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.payment.FakeStripe;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.OpenTopUp;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.billing.payment.ProcessEvents;
import dev.galena.billing.payment.ReceiveEvent;
import dev.galena.billing.payment.ReceiveEvent.Verdict;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payment.TopUp;
import dev.galena.billing.payout.Destination;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.PayoutBooks;
import dev.galena.billing.payout.Payouts;
import dev.galena.billing.payout.SendPayouts;
import dev.galena.billing.reconcile.BankImports;
import dev.galena.billing.reconcile.BankLines;
import dev.galena.billing.reconcile.ImportStatement;
import dev.galena.billing.reconcile.ProviderLines;
import dev.galena.billing.reconcile.ReconcileDays;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The provider's side of a year: pages that are paid, events that come twice and in any order, disputes won and lost. */
final class YearMoney implements AutoCloseable {
    private static final Mail CARELESS = new Mail(2, true, 0);
    private static final int DISPUTED_PERCENT = 3;
    private static final long APPROVED_MAX = Long.MAX_VALUE;
    private static final int WEEK = 7;
    private static final List<Integer> WORKERS = List.of(1, 2, 3, 4);

    private static final String LOW = """
            select party_id from billing.account_balance
            where party_id = any($1) and kind = 'BUYER_WALLET' and posted < $2 order by 1""";

    final FakeStripe stripe;
    final ImportStatement importStatement;
    private final Database database;
    private final Calendar clock;
    private final Random random;
    private final Crowd crowd;
    private final Stores stores;
    private final OpenTopUp open;
    private final ReceiveEvent receive;
    private final ProcessEvents process;
    private final Payouts payouts = new Payouts();
    private final PayoutBooks payoutBooks;
    private final SendPayouts sendPayouts;
    private final ReconcileDays reconcile;
    /** By the day on which they are closed. */
    private final Map<Integer, List<String>> disputes = new HashMap<>();

    private UUID[] prepaid = {};
    private Money topUp = Money.zero(World.USD);

    final AtomicLong topUps = new AtomicLong();
    long disputed;
    long paidOut;
    /** The alarms that they have to raise, in the order of the days. */
    final List<String> faults = new ArrayList<>();

    YearMoney(Vertx vertx, Database database, Marketplace market, Calendar clock, Random random, Crowd crowd) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.crowd = crowd;
        stripe = new FakeStripe(vertx, clock);
        stores = Stores.of(market.treasury.accounts, market.treasury.ledger);
        var provider = new Stripe(stripe.settings());
        open = new OpenTopUp(database, stores.topUps(), Map.of("stripe", provider));
        payoutBooks = new PayoutBooks(payouts, stores);
        sendPayouts = new SendPayouts(database, payouts, payoutBooks, provider, clock);
        var bankLines = new BankLines(new ProviderLines(), stores, payouts, payoutBooks);
        importStatement = new ImportStatement(database, new ProviderLines(), bankLines, new BankImports(), clock);
        reconcile = new ReconcileDays(database, provider, stores, new ProviderLines(), clock);
        receive = new ReceiveEvent(database, List.of(FakeStripe.SECRET), clock);
        process = new ProcessEvents(database, stores, payoutBooks::reversed, clock);
    }

    /** Where a seller's money goes. */
    void direct(UUID seller) {
        var account = new Destination(Method.CONNECT, "Seller", "acct_" + seller, "");
        database.inTx(tx -> {
            payouts.direct(tx, seller, account, "usr_year", clock.instant());
            return account;
        });
    }

    /** Once a week each seller gets all that is his. */
    void payOut(List<UUID> sellers, int day) {
        if (day % WEEK != 0) return;
        for (UUID seller : sellers) {
            var asking = database.inTx(
                    tx -> payoutBooks.ask(tx, seller, null, World.USD, "usr_year", APPROVED_MAX, clock.instant()));
            if (asking instanceof PayoutBooks.Asking.Asked) paidOut++;
        }
        while (sendPayouts.run() > 0) {}
    }

    /** The provider's books of today go wrong in one place: a line lost, changed, repeated or invented. */
    void fault(int day) {
        long today = clock.instant().getEpochSecond();
        var fresh = charges(today);
        if (fresh.isEmpty()) {
            topUp(prepaid[random.nextInt(prepaid.length)]);
            tell(day);
            fresh = charges(today);
        }
        faults.add(changed(faults.size(), fresh.getFirst()));
    }

    private List<JsonObject> charges(long since) {
        return stripe.books.transactions().stream()
                .filter(line -> line.getString("type").equals("charge") && line.getLong("created") >= since)
                .toList();
    }

    /** Tells which alarm it has to raise. */
    private String changed(int n, JsonObject line) {
        String name = line.getString("id");
        return switch (n % 6) {
            case 0 -> {
                tamper(name, _ -> null);
                yield "line-missing paid " + line.getJsonObject("source").getString("payment_intent");
            }
            case 1 -> {
                tamper(name, l -> l.put("amount", l.getLong("amount") + 1));
                yield "amount-differs " + name;
            }
            case 2 -> {
                tamper(name, l -> l.put("currency", "eur"));
                yield "currency-differs " + name;
            }
            case 3 -> {
                tamper(name, l -> l.put("fee", l.getLong("amount")));
                yield "fee-odd " + name;
            }
            case 4 -> {
                stripe.books.add(line.copy().put("id", "txn_twice" + n));
                yield "line-repeated txn_twice" + n;
            }
            default -> {
                var source = JsonObject.of("id", "ch_odd" + n, "payment_intent", "pi_odd" + n);
                stripe.books.add(line.copy().put("id", "txn_odd" + n).put("source", source));
                yield "line-unknown txn_odd" + n;
            }
        };
    }

    private void tamper(String name, UnaryOperator<JsonObject> change) {
        stripe.books.tamper(line -> line.getString("id").equals(name) ? change.apply(line) : line);
    }

    /** Compares each day that is over; every fault raises its alarm, and nothing else raises one. */
    void reconcile() {
        while (reconcile.run()) {}
        var alarms = alarms();
        var before = faults.subList(0, Math.max(0, faults.size() - 1)); // today's is compared tomorrow
        if (alarms.size() < faults.size()) assertThat(alarms).containsExactlyInAnyOrderElementsOf(before);
        else assertThat(alarms).containsExactlyInAnyOrderElementsOf(faults);
    }

    /** When every day was compared. */
    void everyFaultIsFound(int expected) {
        assertThat(faults).hasSize(expected);
        assertThat(alarms()).containsExactlyInAnyOrderElementsOf(faults);
    }

    private List<String> alarms() {
        return database.inTx(tx -> tx.rows("""
                        select kind || ' ' || subject from billing.alarm
                        where resolved_at is null and kind <> 'dispute-opened' order by 1""")).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Those who pay in advance, and how much at a time. */
    void prepaid(List<Buyer> buyers, long amount) {
        prepaid = buyers.stream().map(Buyer::id).toArray(UUID[]::new);
        topUp = new Money(amount, World.USD);
    }

    /** Whoever has less than a quarter of his usual amount pays in. */
    void day(int day) {
        List<UUID> low = database.inTx(tx -> tx.rows(LOW, prepaid, topUp.minorUnits() / 4)).stream()
                .map(row -> row.getUUID(0))
                .toList();
        List<String> payments = crowd.map(low, this::topUp);
        for (String payment : payments) if (random.nextInt(100) < DISPUTED_PERCENT) dispute(payment, day);
        tell(day);
    }

    private void dispute(String payment, int day) {
        disputes.computeIfAbsent(day + 10, d -> new ArrayList<>())
                .add(stripe.books.dispute(payment, topUp.minorUnits() / 2));
        disputed++;
    }

    /** A buyer pays by card; the wallet has it when the provider has told. */
    private String topUp(UUID buyer) {
        var asked = TopUp.asked(Id.next(), buyer, "stripe", topUp, false, false, clock.instant());
        database.inTx(tx -> {
            stores.topUps().add(tx, asked);
            return asked;
        });
        if (!(open.open(asked.id()) instanceof Opening.Opened(var opened))) throw new AssertionError("not opened");
        topUps.incrementAndGet();
        return stripe.books.pay(opened.session());
    }

    /** What the provider has to tell, each once or twice, in any order. */
    void tell(int day) {
        var due = disputes.remove(day);
        if (due != null) for (var dispute : due) stripe.books.close(dispute, random.nextBoolean());
        stripe.deliver(CARELESS, random, (signature, body) -> {
            assertThat(receive.receive(signature, body)).isNotEqualTo(Verdict.NOT_GENUINE);
            return 200;
        });
        crowd.each(WORKERS, _ -> {
            while (process.run()) {}
        });
    }

    @Override
    public void close() {
        stripe.close();
    }
}
