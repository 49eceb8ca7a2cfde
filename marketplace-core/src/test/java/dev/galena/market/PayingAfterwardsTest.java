package dev.galena.market;

import static dev.galena.market.World.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Authority;
import dev.galena.billing.Money;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.recurring.Jobs;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.consent.RuleSets;
import dev.galena.db.Id;
import dev.galena.market.World.Buyer;
import dev.galena.market.delivery.Events;
import dev.galena.market.invoicing.Papers;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.Idempotency;
import dev.galena.market.purchase.Judge;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Purchases;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Settlement;
import dev.galena.market.purchase.Trade;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sold around the end of a cycle falls into that one or into the next: all of it, once. */
class PayingAfterwardsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final AtomicReference<Instant> now = new AtomicReference<>(WORLD.clock.instant());
    private final Treasury treasury = new Treasury(WORLD.database(), now::get);
    private final Papers papers =
            new Papers(WORLD.database(), treasury.accounts, treasury.ledger, new Events(), now::get);
    private final PayingAfterwards paying = new PayingAfterwards(WORLD.database(), treasury, papers);
    private final RunJobs jobs = new RunJobs(WORLD.database(), new Jobs(), now::get, List.of(paying.cycles.job()));
    private final BuyLeads buyLeads = new BuyLeads(
            WORLD.database(),
            new Trade(
                    WORLD.consents,
                    treasury.ledger,
                    new Judge(WORLD.verticals, new RuleSets(), WORLD.notices, WORLD.deals),
                    new Settlement(WORLD.consents, treasury.ledger, new Events(), new Purchases()),
                    now::get),
            new Idempotency(),
            (request, outcome) -> new KeptAnswer(200, new byte[0]),
            now::get);
    private final UUID seller = WORLD.seller();
    private final Buyer buyer = WORLD.buyer(300);

    @BeforeEach
    void aBuyerOnCredit() {
        WORLD.run(tx -> {
            tx.run("delete from billing.job");
            tx.run("update billing.postpaid set due_at = null");
        });
        jobs.run();
        papers.saveProfile.save(profile(Profile.PLATFORM, "DE123456789"));
        papers.saveProfile.save(profile(buyer.id(), null));
        WORLD.run(tx -> treasury.creditLines.set(
                tx, buyer.id(), new Money(1_000_000, USD), new Authority(Id.next(), "known"), now.get()));
    }

    @Test
    void theLastMomentIsOfTheCycleAndTheNextOfTheNext() {
        Instant end = begin();
        var leads = WORLD.listed(seller, 4, WORLD.terms());
        buyAt(end.minusSeconds(2), leads.get(0));
        buyAt(end.minus(1, ChronoUnit.MICROS), leads.get(1));
        buyAt(end, leads.get(2));
        buyAt(end.plusMillis(1), leads.get(3));
        assertThat(WORLD.count("select count(*) from billing.document_line where party_id = $1", buyer.id()))
                .as("noted by nobody yet")
                .isZero();
        now.set(end.plusSeconds(1));
        jobs.run();
        assertThat(sold()).containsExactly(2L);
        assertThat(receivable()).isEqualTo(2 * 1_190 - 300);
        while (papers.noteSales.run()) {}
        while (papers.issueDocuments.run()) {}
        assertThat(sold()).as("nobody invoices the rest meanwhile").containsExactly(2L);
        now.set(end.plus(8, ChronoUnit.DAYS));
        jobs.run();
        assertThat(sold()).containsExactly(2L, 2L);
        assertThat(receivable()).isEqualTo(4 * 1_190 - 300);
        WORLD.run(tx -> paying.cycles.end(tx, buyer.id()));
    }

    @Test
    void whoeverBuysWhileCyclesEndIsInvoicedOnceForEachLead() throws Exception {
        Instant end = begin();
        int count = 60;
        var leads = WORLD.listed(seller, count, WORLD.terms());
        var left = new AtomicInteger(count);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (var lead : leads) {
            all.add(() -> {
                buyAt(end.plusMillis(3L * (count / 2 - left.getAndDecrement())), lead);
                return true;
            });
        }
        for (int i = 0; i < 6; i++) all.add(jobs::run);
        all.add(papers.noteSales::run);
        all.add(papers.issueDocuments::run);
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var future : threads.invokeAll(all)) future.get();
        }
        now.set(end.plus(8, ChronoUnit.DAYS));
        jobs.run();
        assertThat(sold().stream().mapToLong(n -> n).sum()).isEqualTo(count);
        assertThat(receivable()).isEqualTo(count * 1_190L - 300);
        assertThat(WORLD.balance(buyer)).isZero();
        WORLD.run(tx -> paying.cycles.end(tx, buyer.id()));
    }

    private Instant begin() {
        var agreed = WORLD.database().inTx(tx -> paying.cycles.begin(tx, buyer.id(), USD, ZoneOffset.UTC, 7));
        return agreed.span(0).end();
    }

    /** The clock goes on from there, unless it is further already. */
    private void buyAt(Instant time, UUID lead) {
        now.accumulateAndGet(time, (a, b) -> a.isAfter(b) ? a : b);
        var reply = buyLeads.buy(List.of(WORLD.request(buyer, lead))).getFirst();
        assertThat(((Reply.Decided) reply).outcome()).isInstanceOf(Bought.class);
    }

    /** Leads on each invoice, in their order; what they ask for is what is owed. */
    private List<Long> sold() {
        var invoices = WORLD.database()
                .inTx(tx -> tx
                        .rows(
                                "select frozen from billing.document where party_id = $1 and kind = 'invoice' order by id",
                                buyer.id())
                        .stream()
                        .map(row -> Frozen.read(row.getBuffer(0).getBytes()))
                        .toList());
        assertThat(invoices.stream().mapToLong(d -> d.totals().payable()).sum()).isEqualTo(receivable());
        return invoices.stream().map(d -> (long) d.lines().size()).toList();
    }

    private long receivable() {
        return -WORLD.database()
                .inTx(tx -> treasury.ledger.balance(tx, Account.of(buyer.id(), AccountKind.BUYER_RECEIVABLE, USD)))
                .minorUnits();
    }

    private static Profile profile(UUID party, @Nullable String vatId) {
        return new Profile(
                party,
                "Company",
                "Main Street 1",
                "Town",
                "12345",
                null,
                "DE",
                vatId,
                null,
                "billing@example.com",
                Frequency.PURCHASE,
                ZoneId.of("UTC"),
                false);
    }
}
