package dev.galena.market.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.Withdrawal;
import dev.galena.db.Id;
import dev.galena.market.World;
import dev.galena.market.delivery.DeliverEvents;
import dev.galena.market.delivery.Events;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.party.RegisterKey;
import dev.galena.market.purchase.Outcome;
import dev.galena.market.purchase.Refusal;
import dev.galena.market.purchase.Reply;
import dev.galena.market.relay.Holder.Manner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The clock of an obligation, on a clock that is set by hand. */
class WatchObligationsTest {
    @RegisterExtension
    static final World WORLD = new World();

    private static UUID seller;
    private static DeliverEvents deliver;
    private static RegisterKey register;

    @BeforeAll
    static void open() {
        seller = WORLD.seller();
        register = new RegisterKey(WORLD.database(), new PartyKeys(), WORLD.clock);
        deliver = new DeliverEvents(
                WORLD.vertx(), WORLD.database(), WORLD.consents, WORLD.master, WORLD.clock, true, new FollowNews());
        deliver.start();
    }

    @AfterAll
    static void close() {
        deliver.close();
    }

    private static WatchObligations watch(InstantSource clock) {
        return new WatchObligations(WORLD.database(), WORLD.consents, WORLD.ledger, new Events(), clock);
    }

    private static AcknowledgeObligation acknowledge() {
        return new AcknowledgeObligation(WORLD.database(), WORLD.consents, new PartyKeys(), new Events(), WORLD.clock);
    }

    private static Reply buy(Holder holder, UUID lead) {
        return WORLD.buyLeads()
                .buy(List.of(WORLD.request(holder.buyer(), lead)))
                .getFirst();
    }

    private static UUID withdraw(UUID lead) {
        var withdraw = new WithdrawConsent(
                WORLD.database(),
                WORLD.subjects,
                WORLD.consents,
                WORLD.clock,
                new TellHolders(new Obligations(new Events())));
        return withdraw.withdraw(new Withdrawal(
                        new Withdrawal.OfConsent(WORLD.consentOf(lead)), WORLD.clock.instant(), "test", seller))
                .orElseThrow()
                .revocationIds()
                .getFirst();
    }

    private record Row(UUID id, UUID consent, Instant createdAt, Instant dueAt) {}

    private static Row owed(Holder holder, UUID lead) {
        return WORLD.database().read(tx -> {
            var row = tx.rows(
                            "select id, consent_id, created_at, due_at from market.obligation where holder_id = $1 and lead_id = $2",
                            holder.buyer().id(),
                            lead)
                    .getFirst();
            return new Row(
                    row.getUUID(0),
                    row.getUUID(1),
                    row.getOffsetDateTime(2).toInstant(),
                    row.getOffsetDateTime(3).toInstant());
        });
    }

    private static long told(Holder holder, String type) {
        return WORLD.count(
                "select count(*) from market.event where party_id = $1 and type = $2",
                holder.buyer().id(),
                type);
    }

    private static List<String> chain(UUID consent) {
        return WORLD
                .database()
                .read(tx -> tx.rows(
                        "select type from consent.event where consent_id = $1 order by idx nulls last, serial",
                        consent))
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static void runAt(Instant now) {
        var watch = watch(() -> now);
        while (watch.run()) {}
    }

    private static void awaitReached(UUID lead) throws InterruptedException {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (WORLD.count("select count(*) from market.obligation where lead_id = $1 and reached_at is null", lead)
                > 0) {
            assertThat(System.nanoTime()).as("everybody is told").isLessThan(patience);
            Thread.sleep(20);
        }
    }

    @Test
    void remindedTwiceThenStoppedUntilItIsConfirmed() throws InterruptedException {
        var holder = Holder.of(WORLD.buyer(1_000_000), register, Manner.CONFIRMS);
        UUID lead = WORLD.listed(seller, WORLD.terms());
        assertThat(bought(buy(holder, lead))).isTrue();
        UUID revocation = withdraw(lead);
        var row = owed(holder, lead);
        Duration whole = Duration.between(row.createdAt, row.dueAt);
        assertThat(whole).isBetween(Duration.ofDays(13), Duration.ofDays(20));
        awaitReached(lead);

        runAt(row.createdAt.plus(whole.multipliedBy(50).dividedBy(100)).minusMillis(1));
        assertThat(told(holder, "revocation.reminder")).isZero();
        assertThat(chain(row.consent))
                .containsExactly(
                        "consent.granted", "lead.sold", "consent.revoked", "revocation.sent", "revocation.sent");
        runAt(row.createdAt.plus(whole.multipliedBy(50).dividedBy(100)));
        runAt(row.createdAt.plus(whole.multipliedBy(80).dividedBy(100)).minusMillis(1));
        assertThat(told(holder, "revocation.reminder")).isOne();
        runAt(row.createdAt.plus(whole.multipliedBy(80).dividedBy(100)));
        runAt(row.dueAt.minusMillis(1));
        assertThat(told(holder, "revocation.reminder")).isEqualTo(2);
        UUID other = WORLD.listed(seller, WORLD.terms());
        assertThat(bought(buy(holder, other))).isTrue();

        runAt(row.dueAt);
        runAt(row.dueAt.plusSeconds(1));
        assertThat(told(holder, "revocation.overdue")).isOne();
        UUID third = WORLD.listed(seller, WORLD.terms());
        assertThat(refusal(buy(holder, third))).isEqualTo(new Refusal.RevocationOverdue(List.of(row.id)));

        var said = holder.said(revocation, row.id, row.consent, WORLD.clock.instant());
        assertThat(acknowledge().acknowledge(said)).isInstanceOf(AcknowledgeObligation.Acknowledged.class);
        assertThat(acknowledge().acknowledge(said)).isInstanceOf(AcknowledgeObligation.Acknowledged.class);
        assertThat(bought(buy(holder, third))).isTrue();
        // The seller is late too: that stops nobody.
        assertThat(chain(row.consent))
                .containsExactly(
                        "consent.granted",
                        "lead.sold",
                        "consent.revoked",
                        "revocation.sent",
                        "revocation.sent",
                        "revocation.overdue",
                        "revocation.overdue",
                        "revocation.acked");
        runAt(row.dueAt.plusSeconds(100));
        assertThat(told(holder, "revocation.overdue")).isOne();
    }

    @Test
    void marksThatPassedWhileNobodyLookedAreOneReminder() {
        var holder = Holder.of(WORLD.buyer(1_000_000), register, Manner.CONFIRMS);
        UUID lead = WORLD.listed(seller, WORLD.terms());
        buy(holder, lead);
        withdraw(lead);
        var row = owed(holder, lead);
        runAt(row.dueAt.minusMillis(1));
        assertThat(told(holder, "revocation.reminder")).isOne();
        runAt(row.dueAt);
        assertThat(told(holder, "revocation.overdue")).isOne();
    }

    @Test
    void manyWatchersTellEverybodyOnce() throws Exception {
        var holder = Holder.of(WORLD.buyer(1_000_000), register, Manner.CONFIRMS);
        List<UUID> leads = WORLD.listed(seller, 60, WORLD.terms());
        for (UUID lead : leads) {
            assertThat(bought(buy(holder, lead))).isTrue();
            withdraw(lead);
        }
        Instant due = owed(holder, leads.getLast()).dueAt;
        List<Future<?>> runs = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++)
                runs.add(threads.submit(() -> {
                    for (int round = 0; round < 10; round++)
                        watch(() -> due.plusSeconds(1)).run();
                }));
        }
        for (var run : runs) run.get();
        runAt(due.plusSeconds(2));
        assertThat(told(holder, "revocation.overdue")).isEqualTo(60);
        assertThat(WORLD.count(
                        "select count(*) from consent.event where type = 'revocation.overdue' and consent_id = any($1)",
                        (Object) leads.stream().map(WORLD::consentOf).toArray(UUID[]::new)))
                .isEqualTo(120);
    }

    @Test
    void whatDoesNotVerifyIsCountedAndShown() {
        var wrong = Holder.of(WORLD.buyer(1_000_000), register, Manner.SIGNS_WRONGLY);
        UUID lead = WORLD.listed(seller, WORLD.terms());
        buy(wrong, lead);
        UUID revocation = withdraw(lead);
        var row = owed(wrong, lead);
        Instant now = WORLD.clock.instant();
        for (int i = 0; i < 3; i++)
            assertThat(acknowledge().acknowledge(wrong.said(revocation, row.id, row.consent, now)))
                    .isEqualTo(new AcknowledgeObligation.Refused(PartyKeys.Verdict.WRONG));
        var read = new ReadObligations(WORLD.database());
        var viewer = new ReadObligations.Viewer(wrong.buyer().id(), false, false);
        var shown = read.one(viewer, row.id).orElseThrow();
        assertThat(shown.refused()).isEqualTo(3);
        assertThat(shown.reasons()).contains("acknowledgement-refused");
        assertThat(WORLD.count(
                        "select count(*) from market.acknowledgement where refused = 'wrong' and obligation_id = $1",
                        row.id))
                .isEqualTo(3);

        var rival = Holder.of(WORLD.buyer(1_000), register, Manner.CONFIRMS);
        assertThat(acknowledge().acknowledge(rival.said(revocation, row.id, row.consent, now)))
                .isEqualTo(new AcknowledgeObligation.NotThere());
        var right = new Holder(wrong.buyer(), wrong.pair(), wrong.key(), Manner.CONFIRMS);
        assertThat(acknowledge().acknowledge(right.said(revocation, row.id, row.consent, now.plusSeconds(3_600))))
                .isEqualTo(new AcknowledgeObligation.WrongTime());
        assertThat(acknowledge().acknowledge(right.said(Id.next(), row.id, row.consent, now)))
                .isEqualTo(new AcknowledgeObligation.NotThere());
        assertThat(acknowledge().acknowledge(right.said(revocation, row.id, row.consent, now)))
                .isInstanceOf(AcknowledgeObligation.Acknowledged.class);
        var after = read.one(viewer, row.id).orElseThrow();
        assertThat(after.reasons()).isEmpty();
        assertThat(after.acknowledged()).isNotNull();
        assertThat(chain(row.consent)).endsWith("revocation.sent", "revocation.acked");
    }

    private static boolean bought(Reply reply) {
        return reply instanceof Reply.Decided(var outcome, var answer) && outcome instanceof Outcome.Bought;
    }

    private static Refusal refusal(Reply reply) {
        var decided = (Reply.Decided) reply;
        return ((Outcome.Declined) decided.outcome()).reasons().getFirst().refusal();
    }
}
