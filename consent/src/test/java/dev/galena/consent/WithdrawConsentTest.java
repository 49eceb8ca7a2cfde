package dev.galena.consent;

import static dev.galena.consent.ConsentWorld.GRANTED;
import static dev.galena.consent.ConsentWorld.NOW;
import static dev.galena.consent.ConsentWorld.inParallel;
import static dev.galena.consent.ConsentWorld.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.consent.Withdrawal.OfConsent;
import dev.galena.consent.Withdrawal.OfPerson;
import dev.galena.consent.Withdrawal.OfSubject;
import dev.galena.db.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WithdrawConsentTest {

    private static final UUID TELLER = Id.next();
    private static ConsentWorld world;
    private static List<Ended> heard;
    private static WithdrawConsent withdrawConsent;

    @BeforeAll
    static void open() {
        world = new ConsentWorld();
        heard = new CopyOnWriteArrayList<>();
        withdrawConsent = new WithdrawConsent(
                world.database, world.subjects, world.consents, () -> NOW, (tx, ended) -> heard.add(ended));
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void oneConsentIsWithdrawnAndTheOthersStand() {
        var ada = somebody();
        var ids = world.granted(ada, ada);
        var withdrawn = withdraw(new OfConsent(ids.getFirst())).orElseThrow();
        assertThat(withdrawn.consentIds()).containsExactly(ids.getFirst());
        assertThat(heard).contains(withdrawn.ended());
        assertThat(world.consent(ids.getFirst()).revokedAt()).isEqualTo(NOW);
        assertThat(world.consent(ids.getLast()).revokedAt()).isNull();
        var history = world.history(ids.getFirst());
        assertThat(history.events())
                .extracting(History.Recorded::type)
                .containsExactly("consent.granted", "consent.revoked");
        assertThat(history.revocations()).hasSize(1).first().satisfies(r -> {
            assertThat(r.consentId()).isEqualTo(ids.getFirst());
            assertThat(r.channel()).isEqualTo("api");
            assertThat(r.recordedBy()).isEqualTo(TELLER);
        });
        assertThat(world.history(ids.getLast()).revocations()).isEmpty();
    }

    @Test
    void aPersonWithdrawsEverythingByNumberOrAddress() {
        var ada = somebody();
        var ids = world.granted(ada, ada);
        var withdrawn = withdraw(new OfPerson(new Identity(null, ada.email()))).orElseThrow();
        assertThat(withdrawn.consentIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ids)
                .allSatisfy(id -> assertThat(world.consent(id).revokedAt()).isEqualTo(NOW));
        assertThat(world.history(ids.getFirst()).revocations()).hasSize(1);
    }

    @Test
    void whereNumberAndAddressLeadToTwoPeopleBothWithdraw() {
        var ada = somebody();
        var ben = somebody();
        var ids = world.granted(ada, ben);
        var withdrawn = withdraw(new OfPerson(new Identity(ada.phoneE164(), ben.email())))
                .orElseThrow();
        assertThat(withdrawn.consentIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(withdrawn.revocationIds()).hasSize(2);
    }

    @Test
    void repeatingItEndsNothingMore() {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        var subjectId = world.consent(id).subjectId();
        withdraw(new OfSubject(subjectId));
        assertThat(withdraw(new OfSubject(subjectId)).orElseThrow().consentIds())
                .isEmpty();
        assertThat(withdraw(new OfConsent(id)).orElseThrow().consentIds()).isEmpty();
        assertThat(world.consent(id).seq()).isEqualTo(1);
    }

    @Test
    void whatDoesNotExistCannotBeWithdrawn() {
        assertThat(withdraw(new OfConsent(Id.next())).isEmpty()).isTrue();
        assertThat(withdraw(new OfSubject(Id.next())).isEmpty()).isTrue();
    }

    @Test
    void aGrantOlderThanTheWithdrawalCountsForNothingAlsoOfAPersonUnknownBefore() {
        var ada = somebody();
        assertThat(withdraw(new OfPerson(ada)).orElseThrow().consentIds()).isEmpty();
        var before = world.granted(ada).getFirst();
        assertThat(world.consent(before).revokedAt()).isEqualTo(NOW);
        assertThat(world.history(before).events().getFirst().leaf()).contains("withdrawn_since");
        var after =
                world.inTx(tx -> world.grantedIn(tx, NOW.plusSeconds(1), ada)).getFirst();
        assertThat(world.consent(after).revokedAt()).isNull();
    }

    @Test
    void aWithdrawalByAddressCountsForAGrantThatBringsItWithAnotherNumber() {
        var ada = somebody();
        var ben = somebody();
        world.granted(ada);
        withdraw(new OfPerson(new Identity(null, ben.email())));
        var id = world.granted(new Identity(ada.phoneE164(), ben.email())).getFirst();
        assertThat(world.consent(id).revokedAt()).isEqualTo(NOW);
    }

    @Test
    void whatFollowsFailsWithIt() {
        var id = world.granted(somebody()).getFirst();
        var failing =
                new WithdrawConsent(world.database, world.subjects, world.consents, () -> NOW, (tx, withdrawn) -> {
                    throw new IllegalStateException("the buyers cannot be told");
                });
        assertThatThrownBy(() -> failing.withdraw(new Withdrawal(new OfConsent(id), NOW, "api", TELLER)))
                .hasMessage("the buyers cannot be told");
        assertThat(world.consent(id).revokedAt()).isNull();
    }

    @Test
    void aClaimAheadOfOurClockCountsAsNow() {
        var id = world.granted(somebody()).getFirst();
        withdrawConsent.withdraw(new Withdrawal(new OfConsent(id), NOW.plusSeconds(60), "api", TELLER));
        assertThat(world.history(id).revocations().getFirst().claimedAt()).isEqualTo(NOW);
    }

    /** A grant holds the person while it is recorded; the withdrawal waits and then ends what it recorded. */
    @Test
    void aWithdrawalCatchesAGrantThatIsBeingRecorded() throws Exception {
        var known = somebody();
        world.granted(known);
        for (var person : List.of(known, somebody())) {
            var recorded = new CountDownLatch(1);
            var commit = new CountDownLatch(1);
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var granting = pool.submit(() -> world.inTx(tx -> {
                    var ids = world.grantedIn(tx, GRANTED, person);
                    recorded.countDown();
                    await(commit);
                    return ids;
                }));
                recorded.await();
                var withdrawing = pool.submit(() -> withdraw(new OfPerson(person)));
                try {
                    assertThatThrownBy(() -> withdrawing.get(300, TimeUnit.MILLISECONDS))
                            .isInstanceOf(java.util.concurrent.TimeoutException.class);
                } finally {
                    commit.countDown();
                }
                var id = granting.get().getFirst();
                assertThat(withdrawing.get().orElseThrow().consentIds()).contains(id);
                assertThat(world.consent(id).revokedAt()).isEqualTo(NOW);
            }
        }
    }

    /** Sales of one consent race its withdrawal: the chain must show no sale behind the revocation. */
    @Test
    void noSaleFollowsAWithdrawal() throws Exception {
        for (int round = 0; round < 40; round++) {
            var ada = somebody();
            var id = world.granted(ada).getFirst();
            var calls = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 6; i++) calls.add(() -> sell(id));
            calls.add(3, () -> withdraw(round(ada, id)).isPresent());
            inParallel(calls);
            assertThat(sell(id)).isFalse();
            assertThat(world.history(id).events().getLast().type()).isEqualTo("consent.revoked");
        }
    }

    private static Withdrawal.Target round(Identity ada, UUID id) {
        return id.getLeastSignificantBits() % 2 == 0 ? new OfPerson(ada) : new OfConsent(id);
    }

    private static boolean sell(UUID id) {
        return world.database.inTx(tx -> {
            var locked = world.consents.lock(tx, List.of(id));
            if (locked.get(id).revokedAt() != null) return false;
            world.consents.record(tx, List.of(Event.of(id, "lead.sold", Map.of("lead", Id.next()))), locked, NOW);
            return true;
        });
    }

    private static Optional<Withdrawn> withdraw(Withdrawal.Target target) {
        return withdrawConsent.withdraw(new Withdrawal(target, Instant.EPOCH, "api", TELLER));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
