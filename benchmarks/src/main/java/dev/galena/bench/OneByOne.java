package dev.galena.bench;

import dev.galena.bench.Stream.Deal;
import dev.galena.billing.Ledger;
import dev.galena.consent.Consents;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subjects;
import dev.galena.market.delivery.Events;
import dev.galena.market.pricing.Deals;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.Idempotency;
import dev.galena.market.purchase.Judge;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Purchases;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Settlement;
import dev.galena.market.purchase.Trade;
import dev.galena.market.purchase.Wanted;
import dev.galena.market.vertical.Verticals;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The product's own statements, a transaction for each purchase, by as many connections as the baseline has. */
final class OneByOne {

    private static final int CONNECTIONS = 16;

    private final BuyLeads buyLeads;

    OneByOne(BenchDatabase database, Inventory inventory) {
        var clock = InstantSource.system();
        var notices = new Notices();
        var consents = new Consents(new Subjects(MasterKey.generate()), notices);
        var ledger = new Ledger();
        var judge = new Judge(new Verticals(), new RuleSets(), notices, new Deals());
        var settlement = new Settlement(consents, ledger, new Events(), new Purchases());
        var trade = new Trade(consents, ledger, judge, settlement, clock);
        buyLeads = new BuyLeads(
                database.database().again(config -> config.throughIndexes()),
                trade,
                new Idempotency(),
                (request, outcome) -> new KeptAnswer(201, outcome.toString().getBytes(StandardCharsets.UTF_8)),
                clock);
    }

    /** Purchases a second. */
    double run(double warmSeconds, double seconds, Stream stream) throws InterruptedException {
        var done = new AtomicLong();
        long start = System.nanoTime();
        long from = start + (long) (warmSeconds * 1e9);
        long end = from + (long) (seconds * 1e9);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    Reply reply = buyLeads.buy(List.of(request(stream.next()))).getFirst();
                    if (!(reply instanceof Reply.Decided)) throw new IllegalStateException(reply.toString());
                    if (System.nanoTime() >= from) done.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        return done.get() / seconds;
    }

    private static Request request(Deal deal) {
        var claim = new Claim(deal.buyer().id(), BuyLeads.OPERATION, deal.key(), new byte[32]);
        var wanted = new Wanted.These(List.of(deal.lead().id()), false);
        return new Request(deal.buyer().id(), Inventory.NAME, Currency.getInstance("USD"), claim, wanted, false, null);
    }
}
