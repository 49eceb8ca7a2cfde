package dev.galena.consent;

import dev.galena.consent.evidence.Exhibits;
import dev.galena.consent.log.LogFiles;
import dev.galena.consent.log.ProofBundles;
import dev.galena.consent.log.Sequence;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database with the consent schema, people who agree to things, and threads that race. */
final class ConsentWorld implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final Instant GRANTED = NOW.minus(Duration.ofDays(1));
    static final String WORDS = "Northfield College may call me. My consent is not a condition of any purchase.";

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    final TestDatabase test = TestDatabase.create(vertx, "consent");
    final Database database = test.database();
    final MasterKey master = MasterKey.generate();
    final Subjects subjects = new Subjects(master);
    final Notices notices = new Notices();
    final Consents consents = new Consents(subjects, notices);
    final UUID seller = Id.next();

    <T extends @Nullable Object> T inTx(Function<Tx, T> work) {
        return database.inTx(work);
    }

    /** Somebody new, with a number and an address. */
    static Identity somebody() {
        int n = PEOPLE.incrementAndGet();
        return new Identity("+1213555%04d".formatted(n), "person" + n + "@example.com");
    }

    Grant grant(Subject subject, Identity identity) {
        return grant(subject, identity, GRANTED, WORDS);
    }

    Grant grant(Subject subject, Identity identity, Instant grantedAt, String words) {
        return new Grant(
                subject,
                identity,
                seller,
                words,
                "en",
                grantedAt,
                null,
                Set.of(Channel.CALL, Channel.SMS),
                true,
                false,
                new Captured(
                        "Ada Abbott",
                        "https://courses.example.com/guide?src=1",
                        "198.51.100.7",
                        "Mozilla/5.0",
                        List.of("https://cert.trustedform.com/1"),
                        List.of("google", "c01"),
                        null));
    }

    /** One consent each, committed. */
    List<UUID> granted(Identity... identities) {
        return inTx(tx -> grantedIn(tx, GRANTED, identities));
    }

    List<UUID> grantedIn(Tx tx, Instant grantedAt, Identity... identities) {
        var people = subjects.resolve(tx, List.of(identities), NOW);
        var grants = new ArrayList<Grant>();
        for (int i = 0; i < identities.length; i++) {
            grants.add(grant(people.get(i), identities[i], grantedAt, WORDS));
        }
        return consents.grant(tx, grants, NOW);
    }

    Consent consent(UUID id) {
        return inTx(tx -> consents.find(tx, List.of(id))).get(id);
    }

    History history(UUID id) {
        return inTx(tx -> consents.history(tx, List.of(id))).getFirst();
    }

    /** What takes its events into a log whose files lie in this folder. */
    Sequence sequence(Path folder) {
        return new Sequence(database, logFiles(folder), () -> NOW, Id.next());
    }

    static LogFiles logFiles(Path folder) {
        return new LogFiles(folder.resolve("log.key"), folder.resolve("log.checkpoint"), "consent.example.com/1");
    }

    ProofBundles bundles() {
        return new ProofBundles(consents, new Disclosures(subjects), notices, new RuleSets(), new Exhibits(subjects));
    }

    static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        return inParallel(Collections.nCopies(times, call));
    }

    static <T> List<T> inParallel(List<? extends Callable<T>> calls) throws Exception {
        var results = new ArrayList<T>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(calls)) results.add(future.get());
        }
        return results;
    }

    @Override
    public void close() {
        test.close();
        vertx.close().await();
    }
}
