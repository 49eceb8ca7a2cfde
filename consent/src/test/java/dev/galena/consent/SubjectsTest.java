package dev.galena.consent;

import static dev.galena.consent.ConsentWorld.NOW;
import static dev.galena.consent.ConsentWorld.inParallel;
import static dev.galena.consent.ConsentWorld.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

    private static ConsentWorld world;

    @BeforeAll
    static void open() {
        world = new ConsentWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void aPersonIsMadeOnceAndThenKnown() {
        var ada = somebody();
        var first = resolve(ada).getFirst();
        var again = resolve(ada).getFirst();
        assertThat(first.known()).isFalse();
        assertThat(again.known()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
        byte[] sealed = first.key().seal(new byte[] {1}, new byte[0]);
        assertThat(again.key().open(sealed, new byte[0])).containsExactly(1);
        assertThat(world.inTx(tx -> world.subjects.keys(tx, List.of(first.id())))
                        .get(first.id())
                        .open(sealed, new byte[0]))
                .containsExactly(1);
    }

    @Test
    void numberOrAddressAloneLeadsToThePerson() {
        var ada = somebody();
        var id = resolve(ada).getFirst().id();
        assertThat(resolve(new Identity(ada.phoneE164(), null)).getFirst().id()).isEqualTo(id);
        assertThat(resolve(new Identity(null, ada.email().toUpperCase(java.util.Locale.ROOT)))
                        .getFirst()
                        .id())
                .isEqualTo(id);
        assertThat(find(new Identity(null, ada.email()))).containsExactly(id);
        assertThat(find(somebody())).isEmpty();
    }

    @Test
    void aSecondAddressIsLearnt() {
        var ada = somebody();
        var other = somebody();
        var id = resolve(ada).getFirst().id();
        resolve(new Identity(ada.phoneE164(), other.email()));
        assertThat(find(new Identity(null, other.email()))).containsExactly(id);
    }

    @Test
    void whereNumberAndAddressDisagreeTheNumberDecidesAndTheOtherIsTold() {
        var ada = somebody();
        var ben = somebody();
        var ids = resolve(ada, ben).stream().map(Subject::id).toList();
        var mixed = new Identity(ada.phoneE164(), ben.email());
        var subject = resolve(mixed).getFirst();
        assertThat(subject.id()).isEqualTo(ids.getFirst());
        assertThat(subject.alsoMatched()).containsExactly(ids.getLast());
        assertThat(find(mixed)).containsExactlyElementsOf(ids);
    }

    @Test
    void rowsOfOneFileThatShareAnythingAreOnePerson() {
        var a = somebody();
        var b = somebody();
        var c = somebody();
        var chain = resolve(a, new Identity(a.phoneE164(), b.email()), new Identity(c.phoneE164(), b.email()), a);
        assertThat(chain.stream().map(Subject::id).distinct()).hasSize(1);
        assertThat(chain).noneMatch(Subject::known);
    }

    @Test
    void theOrderIsThatOfTheList() {
        var people = new ArrayList<Identity>();
        for (int i = 0; i < 50; i++) people.add(somebody());
        var first = resolve(people);
        var shuffled = new ArrayList<>(people);
        Collections.shuffle(shuffled, new Random(5));
        var second = resolve(shuffled);
        for (int i = 0; i < 50; i++) {
            assertThat(second.get(i).id())
                    .isEqualTo(first.get(people.indexOf(shuffled.get(i))).id());
        }
    }

    @Test
    void nothingPersonalIsInTheTables() throws SQLException {
        var ada = somebody();
        resolve(ada);
        try (var owner = world.test.ownerConnection();
                var statement = owner.createStatement();
                var rows = statement.executeQuery(
                        "select string_agg(k::text, '|') || (select string_agg(s::text, '|') from consent.subject s)"
                                + " from consent.subject_key k")) {
            rows.next();
            assertThat(rows.getString(1))
                    .isNotEmpty()
                    .doesNotContain(ada.phoneE164().substring(1), ada.email());
        }
    }

    /** Batches race that overlap in numbers and addresses, in other orders and combinations. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void racingBatchesAgreeOnWhoIsWho(long seed) throws Exception {
        var random = new Random(seed);
        var pool = new ArrayList<Identity>();
        for (int i = 0; i < 30; i++) pool.add(somebody());
        var batches = new ArrayList<List<Identity>>();
        for (int b = 0; b < 8; b++) {
            var batch = new ArrayList<>(pool);
            Collections.shuffle(batch, random);
            for (int i = 0; i < 10; i++) {
                batch.set(
                        i,
                        random.nextBoolean()
                                ? new Identity(batch.get(i).phoneE164(), null)
                                : new Identity(null, batch.get(i).email()));
            }
            batches.add(batch);
        }
        var calls = batches.stream()
                .map(b -> (Callable<List<Subject>>) () -> resolve(b))
                .toList();
        var resolved = inParallel(calls);
        for (var ada : pool) {
            var seen = find(ada);
            for (int b = 0; b < batches.size(); b++) {
                for (int i = 0; i < batches.get(b).size(); i++) {
                    var identity = batches.get(b).get(i);
                    boolean same = ada.phoneE164().equals(identity.phoneE164())
                            || ada.email().equals(identity.email());
                    if (same)
                        assertThat(seen)
                                .as("seed %d", seed)
                                .contains(resolved.get(b).get(i).id());
                }
            }
        }
        assertThat(orphans()).as("seed %d", seed).isEmpty();
    }

    @Test
    void aPersonNewInTwentyTransactionsAtOnceIsMadeOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            var ada = somebody();
            var ids = inParallel(20, () -> resolve(ada).getFirst());
            assertThat(ids.stream().map(Subject::id).distinct()).hasSize(1);
            assertThat(ids).filteredOn(s -> !s.known()).hasSize(1);
        }
        assertThat(orphans()).isEmpty();
    }

    /** People whom no hash leads to, and hashes that lead to nobody. */
    private static List<String> orphans() {
        return world.inTx(
                tx -> tx.rows("""
                                select id::text from consent.subject s
                                where not exists (select from consent.subject_key k where k.subject_id = s.id)
                                union all select hash::text from consent.subject_key k
                                where not exists (select from consent.subject s where s.id = k.subject_id)""").stream().map(row -> row.getString(0)).toList());
    }

    private static List<Subject> resolve(Identity... identities) {
        return resolve(Arrays.asList(identities));
    }

    private static List<Subject> resolve(List<Identity> identities) {
        return world.database.inTx(tx -> world.subjects.resolve(tx, identities, NOW));
    }

    private static Set<UUID> find(Identity identity) {
        return world.inTx(tx -> world.subjects.findAll(tx, identity));
    }
}
