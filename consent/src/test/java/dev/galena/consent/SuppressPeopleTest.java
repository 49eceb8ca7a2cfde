package dev.galena.consent;

import static dev.galena.consent.ConsentWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.SuppressPeople.Suppressed;
import dev.galena.consent.Suppression.Reason;
import dev.galena.db.Id;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Consents of the world are for calls and texts. */
class SuppressPeopleTest {
    private static final AtomicInteger PEOPLE = new AtomicInteger(1_000);
    private static final UUID TELLER = Id.next();
    private static ConsentWorld world;
    private static SuppressPeople people;
    private static List<Ended> heard;

    @BeforeAll
    static void open() {
        world = new ConsentWorld();
        heard = new CopyOnWriteArrayList<>();
        people = new SuppressPeople(
                world.database, world.subjects, world.consents, () -> NOW, (tx, ended) -> heard.add(ended));
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static Identity somebody() {
        return new Identity("+1214555" + PEOPLE.incrementAndGet(), null);
    }

    private static Suppression of(Identity identity, UUID seller, Channel... channels) {
        return new Suppression(identity, seller, Set.of(channels), Reason.PERSON, null, null, "test", TELLER);
    }

    private static List<String> chain(UUID consent) {
        return world.history(consent).events().stream()
                .map(History.Recorded::type)
                .toList();
    }

    @Test
    void allEndsEverythingAtOnceAndLater() {
        var ada = somebody();
        var ids = world.granted(ada, ada);
        assertThat(people.suppress(List.of(of(ada, null)))).isEqualTo(new Suppressed(1, 2, 0));
        for (var id : ids) {
            assertThat(world.consent(id).revokedAt()).isEqualTo(NOW);
            assertThat(chain(id)).containsExactly("consent.granted", "suppression.added", "consent.revoked");
            assertThat(world.history(id).revocations())
                    .anySatisfy(r -> assertThat(r.consentId()).isEqualTo(id));
        }
        assertThat(heard.getLast().revocationOf()).containsOnlyKeys(ids);
        assertThat(people.suppress(List.of(of(ada, null)))).isEqualTo(Suppressed.NOTHING);
        var later = world.granted(ada).getFirst();
        assertThat(world.consent(later).revokedAt()).as("granted after it").isEqualTo(NOW);
        var others = world.granted(somebody()).getFirst();
        assertThat(world.consent(others).revokedAt()).isNull();
    }

    @Test
    void theNumberEntersTheLogAsACommitmentOnly() {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        people.suppress(List.of(of(ada, null)));
        var event = world.history(id).events().get(1);
        assertThat(event.leaf()).contains("\"commitments\":{\"phone\":").doesNotContain(ada.phoneE164());
        assertThat(event.opened()).containsEntry("phone", ada.phoneE164());
    }

    @Test
    void aSellersEndsThatSellersOnly() {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        assertThat(people.suppress(List.of(of(ada, Id.next())))).isEqualTo(new Suppressed(1, 0, 0));
        assertThat(world.consent(id).revokedAt()).isNull();
        assertThat(people.suppress(List.of(of(ada, world.seller)))).isEqualTo(new Suppressed(1, 1, 0));
        assertThat(world.consent(id).revokedAt()).isEqualTo(NOW);
    }

    @Test
    void channelsAreTakenAwayUntilNoneIsLeft() {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        var before = world.consent(id).channels();
        assertThat(before).contains(Channel.CALL, Channel.SMS);
        assertThat(people.suppress(List.of(of(ada, null, Channel.SMS)))).isEqualTo(new Suppressed(1, 0, 1));
        assertThat(world.consent(id).allows(Channel.SMS)).isFalse();
        assertThat(world.consent(id).allows(Channel.CALL)).isTrue();
        assertThat(world.consent(id).revokedAt()).isNull();
        assertThat(heard.getLast().limited()).containsEntry(id, Set.of(Channel.SMS));
        assertThat(chain(id)).containsExactly("consent.granted", "suppression.added");
        assertThat(people.suppress(List.of(of(ada, null, Channel.EMAIL))).limited())
                .isZero();

        var later = world.granted(ada).getFirst();
        assertThat(world.consent(later).allows(Channel.SMS))
                .as("granted after it")
                .isFalse();
        assertThat(world.consent(later).revokedAt()).isNull();

        var rest = before.stream().filter(c -> c != Channel.SMS).toArray(Channel[]::new);
        assertThat(people.suppress(List.of(of(ada, null, rest))).ended()).isEqualTo(2);
        assertThat(world.consent(id).revokedAt()).isEqualTo(NOW);
    }

    /** Whoever is first to the lock: afterwards nothing that was granted can be used. */
    @Test
    void grantsThatAreBeingRecordedDoNotSlipThrough() throws Exception {
        int rounds = 150;
        List<Identity> racing = new ArrayList<>();
        for (int i = 0; i < rounds; i++) racing.add(somebody());
        List<UUID> ids = new CopyOnWriteArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : racing) {
                var start = new CountDownLatch(1);
                List<Future<?>> both = List.of(
                        threads.submit(() -> {
                            start.await();
                            return ids.addAll(world.granted(one));
                        }),
                        threads.submit(() -> {
                            start.await();
                            return people.suppress(List.of(of(one, world.seller)));
                        }));
                start.countDown();
                for (var each : both) each.get();
            }
        }
        assertThat(ids).hasSize(rounds);
        for (var id : ids) assertThat(world.consent(id).revokedAt()).isNotNull();
    }

    @Test
    void thousandsOfStrangersAtOnce() {
        List<Suppression> rows = new ArrayList<>();
        for (int i = 0; i < SuppressPeople.ROWS_MAX; i++) rows.add(of(somebody(), null));
        rows.set(1, rows.getFirst());
        assertThat(people.suppress(rows)).isEqualTo(new Suppressed(SuppressPeople.ROWS_MAX - 1, 0, 0));
    }

    @Test
    void listsKnowHowOldTheyAre() {
        var suppressions = new Suppressions();
        assertThat(world.database.<java.util.Optional<LocalDate>>read(tx -> suppressions.listAge(tx, "national")))
                .isEmpty();
        people.know("national", LocalDate.of(2026, 11, 1), 7, TELLER);
        people.know("national", LocalDate.of(2026, 10, 1), 9, TELLER);
        assertThat(world.database.<java.util.Optional<LocalDate>>read(tx -> suppressions.listAge(tx, "national")))
                .contains(LocalDate.of(2026, 11, 1));
        assertThat(people.lists()).extracting(Suppressions.Listed::rows).containsExactly(7L);
    }
}
