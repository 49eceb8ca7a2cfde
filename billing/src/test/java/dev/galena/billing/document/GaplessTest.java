package dev.galena.billing.document;

import static dev.galena.billing.document.Papers.EUR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Tax;
import dev.galena.db.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Numbers count 1 to n, whoever issues at the same time and whatever goes wrong. */
class GaplessTest {

    @RegisterExtension
    static final Papers PAPERS = new Papers();

    private static final int LINES = 150;

    /** Every third document, and one transaction in five at its commit, is refused by the database. */
    private static void break_() {
        PAPERS.asOwner("""
                create function billing.fail_sometimes() returns trigger language plpgsql as $$
                begin
                  if random() < tg_argv[0]::float then raise exception 'broken on purpose'; end if;
                  return null;
                end $$;
                create trigger fail_document after insert on billing.document
                  for each statement execute function billing.fail_sometimes(0.3);
                create constraint trigger fail_commit after update on billing.document_line deferrable initially deferred
                  for each row execute function billing.fail_sometimes(0.02)""");
    }

    private static void mend() {
        PAPERS.asOwner(
                "drop trigger fail_document on billing.document; drop trigger fail_commit on billing.document_line");
    }

    @Test
    void racesAndRollbacksLeaveNoGap() throws Exception {
        UUID buyer = PAPERS.german(Frequency.PURCHASE);
        break_();
        var failures = new AtomicInteger();
        var noted = new AtomicInteger();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < 6; w++) {
                all.add(pool.submit(() -> {
                    while (noted.get() < LINES || waiting() > 0) {
                        try {
                            PAPERS.issue().run();
                        } catch (RuntimeException e) {
                            failures.incrementAndGet();
                            if (failures.get() == 60) mend(); // else the last ones might never come through
                        }
                    }
                }));
            }
            for (int i = 0; i < LINES; i++) {
                UUID source = Id.next();
                PAPERS.add(DraftLine.invoiced(
                        source,
                        buyer,
                        PAPERS.clock.instant().minusSeconds(i),
                        Id.text("sal", source),
                        "Lead",
                        new Money(100 + i, EUR),
                        0,
                        Tax.NONE,
                        0));
                noted.incrementAndGet();
            }
            for (var each : all) each.get();
        } finally {
            if (failures.get() < 60) mend();
        }
        assertThat(failures).as("rollbacks").hasPositiveValue();
        // That the series counts on without a gap is asked after each test.
        assertThat(PAPERS.of(buyer))
                .extracting(Document::number)
                .doesNotHaveDuplicates()
                .hasSize(LINES);
    }

    private static long waiting() {
        return PAPERS.database()
                .inTx(tx -> tx.rows("select count(*) from billing.document_line where document_id is null")
                        .getFirst()
                        .getLong(0));
    }

    @Test
    void anIssuerThatIsKilledLeavesNothingBehind() throws Exception {
        UUID buyer = PAPERS.german(Frequency.PURCHASE);
        for (int i = 0; i < 40; i++) {
            UUID source = Id.next();
            PAPERS.add(DraftLine.invoiced(
                    source,
                    buyer,
                    PAPERS.clock.instant().plusNanos(1_000L * i).minusSeconds(60),
                    Id.text("sal", source),
                    "Lead",
                    new Money(100, EUR),
                    0,
                    Tax.NONE,
                    0));
        }
        PAPERS.asOwner("""
                create function billing.die() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
                create trigger die after insert on billing.document for each statement execute function billing.die()""");
        int killed = 0;
        for (int i = 0; i < 3; i++) {
            try {
                PAPERS.issue().run();
            } catch (RuntimeException e) {
                killed++;
            }
        }
        PAPERS.asOwner("drop trigger die on billing.document");
        assertThat(killed).isEqualTo(3);
        assertThat(PAPERS.of(buyer)).isEmpty();
        while (PAPERS.issue().run()) {}
        assertThat(PAPERS.of(buyer)).hasSize(40);
    }
}
