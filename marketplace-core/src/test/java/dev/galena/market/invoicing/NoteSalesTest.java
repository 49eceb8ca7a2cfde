package dev.galena.market.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.document.DraftLines;
import dev.galena.db.Id;
import dev.galena.market.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoteSalesTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final NoteSales noteSales = new NoteSales(WORLD.database(), new DraftLines(), Duration.ZERO);

    private void noteAll() {
        long before = System.currentTimeMillis();
        while (System.currentTimeMillis() == before) Thread.onSpinWait(); // ids of this millisecond come in the next
        while (noteSales.run()) {}
    }

    private static long lacking() {
        return WORLD.count("""
                select count(*) from market.sale s
                where not exists (select from only billing.document_line l where l.kind = 'invoice' and l.source = s.id)
                  or exists (select from only billing.document_line l where l.source = s.id and l.net <> s.price)""");
    }

    @Test
    void everySaleIsNotedOnceWhileOthersAreMade() throws Exception {
        UUID seller = WORLD.seller();
        var leads = WORLD.listed(seller, 300, WORLD.terms().slots(1));
        var buyers = WORLD.buyers(8, 1_000_000);
        var buying = new AtomicInteger(buyers.size());
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int b = 0; b < buyers.size(); b++) {
                var buyer = buyers.get(b);
                var mine = leads.subList(b * leads.size() / 8, (b + 1) * leads.size() / 8);
                all.add(pool.submit(() -> {
                    for (UUID lead : mine) WORLD.buyLeads().buy(List.of(WORLD.request(buyer, lead)));
                    buying.decrementAndGet();
                }));
            }
            for (int i = 0; i < 2; i++)
                all.add(pool.submit(() -> {
                    while (buying.get() > 0) noteSales.run();
                }));
            for (var each : all) each.get();
        }
        noteAll();
        assertThat(WORLD.count("select count(*) from market.sale where seller_id = $1", seller))
                .isEqualTo(300);
        assertThat(lacking()).isZero();
        assertThat(
                        WORLD.count(
                                "select count(*) from market.sale where id > (select upto from market.invoicing_mark where source = 'sale')"))
                .as("sales that would be read again")
                .isZero();
        assertThat(WORLD.count("select count(*) from billing.document_line"))
                .isEqualTo(WORLD.count("select count(*) from market.sale"));
    }

    /** Its id is older than the newest that was noted, and it commits after that: the mark must not have passed it. */
    @Test
    void aSaleThatCommitsLateIsNotOverlooked() throws Exception {
        UUID seller = WORLD.seller();
        var buyer = WORLD.buyer(1_000_000);
        var leads = WORLD.listed(seller, 3, WORLD.terms());
        WORLD.buyLeads().buy(List.of(WORLD.request(buyer, leads.get(0))));
        noteAll();
        UUID late = Id.next();
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = pool.submit(() -> WORLD.run(tx -> {
                tx.rows("select 1");
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                tx.run("""
                        insert into market.sale (lead_id, slot, max_sales, exclusive, id, purchase_id, buyer_id, seller_id, subject_id,
                          consent_id, vertical_id, price, fee, score, level, rule_set, sold_at, return_until)
                        select $1, 9, 9, false, $1, purchase_id, $2, seller_id, subject_id, consent_id, vertical_id, price, fee, score,
                          level, rule_set, sold_at, return_until from market.sale limit 1""", late, Id.next());
            }));
            begun.await();
            WORLD.buyLeads().buy(List.of(WORLD.request(buyer, leads.get(1))));
            noteAll();
            end.countDown();
            slow.get();
        }
        noteAll();
        assertThat(WORLD.count("select count(*) from billing.document_line where source = $1", late))
                .isEqualTo(1);
        cleanUp(late);
    }

    /** The sale was no real one. */
    private static void cleanUp(UUID sale) throws Exception {
        try (var owner = WORLD.testDatabase().ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("alter table market.sale disable trigger user; delete from market.sale where id = '"
                    + sale + "'; alter table market.sale enable trigger user");
        }
    }
}
