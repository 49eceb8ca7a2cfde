package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.log.AuditLog;
import dev.galena.consent.log.Finding;
import dev.galena.consent.log.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever owns the tables changes something behind the application's back: the audit names it. */
class AuditLogTest {

    @TempDir
    private static Path folder;

    private static ConsentWorld world;
    private static AuditLog audit;
    private static Sequence sequence;
    private static UUID consent;

    @BeforeAll
    static void open() {
        world = new ConsentWorld();
        sequence = world.sequence(folder);
        audit = new AuditLog(world.database, ConsentWorld.logFiles(folder));
        var people =
                IntStream.range(0, 300).mapToObj(i -> ConsentWorld.somebody()).toArray(Identity[]::new);
        consent = world.granted(people).get(120);
        for (int i = 0; i < 2; i++) record(i);
        sequence.run();
        world.granted(ConsentWorld.somebody()); // waits for the log
        record(2);
        world.inTx(tx -> {
            var rules = new RuleSets().versions(tx, List.of("us-dnc@2")).values();
            new RuleSets().publish(tx, rules, ConsentWorld.NOW);
            var submission = new Submission(world.seller, UUID.randomUUID(), new byte[32], "signed", new byte[64]);
            return new Submissions().add(tx, submission, ConsentWorld.NOW);
        });
    }

    private static void record(int n) {
        world.inTx(tx -> {
            var locked = world.consents.lock(tx, List.of(consent));
            world.consents.record(
                    tx, List.of(Event.of(consent, "lead.sold", Map.of("n", n))), locked, ConsentWorld.NOW);
            return locked;
        });
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void whatWasLeftAloneIsInOrder() {
        assertThat(audit.run()).isEqualTo(new AuditLog.Audited(303, List.of()));
    }

    /** One edit each, found, and undone. The first event is the notice's, so the person of index 120 is event 121. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update consent.log_leaf set leaf = set_byte(leaf, 30, get_byte(leaf, 30) # 1) where idx = 77 | event 77",
                "delete from consent.log_leaf where idx = 77 | event 77: is missing",
                "delete from consent.log_leaf where idx = 302 | event 302: is missing",
                "update consent.log_leaf a set leaf = b.leaf from consent.log_leaf b where a.idx + b.idx = 21 and a.idx in (10, 11) | event 10",
                "insert into consent.log_leaf select 303, consent_id, type, at, leaf from consent.log_leaf where idx = 5 | event 303: lies behind",
                "insert into consent.log_leaf select 999, consent_id, type, at, leaf from consent.log_leaf where idx = 5 | event 999: lies behind",
                "update consent.log_leaf set consent_id = (select consent_id from consent.log_leaf where idx = 8) where idx = 77 | event 77: the columns",
                "update consent.log_leaf set type = 'consent.imported' where idx = 77 | event 77: the columns",
                "update consent.log_leaf set at = at + interval '1 second' where idx = 77 | event 77: the columns",
                "update consent.log_tile set hashes = set_byte(hashes, 32 * 77, get_byte(hashes, 32 * 77) # 1) | event 77: has another hash",
                "delete from consent.log_tile | event 0: tile 0/0 of consent.log_tile is missing",
                "insert into consent.log_tile select 0, 5, hashes from consent.log_tile | tile 0/5 lies behind",
                "update consent.log_edge set hashes = set_byte(hashes, 32 * 3, get_byte(hashes, 32 * 3) # 1) where level = 0 | event 259: has another hash",
                "delete from consent.log_edge where level = 1 | event 0: tile 1/0 of consent.log_edge is missing",
                "update consent.log_tree set size = 301 | event 301: lies behind",
                "update consent.log_tree set size = 400 | event 303: is missing",
                "update consent.log_tree set root = sha256(root) | have not the root in consent.log_tree",
                "delete from consent.log_tree | consent.log_tree is empty",
                "update consent.log_checkpoint set note = replace(note, '303', '302') | consent.log_checkpoint is not signed",
                "update consent.log_checkpoint set size = 302 | has another size beside its note",
                "update consent.log_checkpoint set note = 'nonsense' | consent.log_checkpoint cannot be read",
                "delete from consent.log_checkpoint | consent.log_checkpoint is empty",
                "update consent.log_name set key = replace(key, '/1+', '/2+') | consent.log_name cannot be read",
                "update consent.consent set channels = 31 where id = '%1$s' | event 121: consent %1$s has other terms",
                "update consent.consent set granted_at = granted_at - interval '1 day' where id = '%1$s' | event 121: consent %1$s has other terms",
                "update consent.consent set expires_at = '2030-01-01Z' where id = '%1$s' | event 121: consent %1$s has other terms",
                "update consent.consent set seller_id = id where id = '%1$s' | event 121: consent %1$s has other terms",
                "update consent.consent set notice_id = sha256('x') where id = '%1$s' | event 121: consent %1$s has other terms",
                "update consent.consent set revoked_at = now() where id = '%1$s' | consent %1$s is withdrawn in one place only",
                "update consent.consent set stopped = 8 where id = '%1$s' | consent %1$s has other channels left",
                "update consent.consent set head = sha256('x') where id = '%1$s' | is not the last of consent %1$s",
                "update consent.consent set seq = 1 where id = '%1$s' | is not the last of consent %1$s",
                "delete from consent.consent where id = '%1$s' | event 121: its consent is gone",
                "delete from consent.event_pending where consent_id = '%1$s' | is not the last of consent %1$s",
                "update consent.event_pending set leaf = replace(convert_from(leaf, 'UTF8'), '\"seq\":3', '\"seq\":4')::bytea where consent_id = '%1$s' | does not follow the event before of consent %1$s",
                "update consent.notice set body = concat(body, '!') | has other words than its name says",
                "delete from consent.notice | event 0: the words it published are gone"
            })
    void everyEditIsNamed(String edit, String finding) throws SQLException {
        String sql = edit.formatted(consent);
        try (var owner = world.test.ownerConnection();
                var statement = owner.createStatement()) {
            for (var table : List.of("log_leaf", "log_tile", "log_name", "notice")) {
                statement.execute("alter table consent." + table + " disable trigger all");
            }
            var tables = List.of(
                    "log_leaf",
                    "log_tile",
                    "log_edge",
                    "log_tree",
                    "log_checkpoint",
                    "log_name",
                    "consent",
                    "notice",
                    "event_pending");
            for (var table : tables) {
                statement.execute("create table kept_" + table + " as table consent." + table);
            }
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            assertThat(audit.run().findings())
                    .as(sql)
                    .map(Finding::toString)
                    .anyMatch(f -> f.contains(finding.formatted(consent)));
            for (var table : tables) {
                String columns = table.equals("event_pending") ? " overriding system value" : "";
                statement.execute("truncate consent." + table);
                statement.execute("insert into consent." + table + columns + " table kept_" + table);
                statement.execute("drop table kept_" + table);
            }
        }
    }

    /** Each edit is undone by the next statement. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rule_set | body = jsonb_set(body, '{buyer_named}', 'false') where code = 'us-dnc' | body = jsonb_set(body, '{buyer_named}', 'true') where code = 'us-dnc' | the rules us-dnc@2 are no longer those",
                "rule_publication | digest = set_byte(digest, 0, get_byte(digest, 0) # 1) | digest = set_byte(digest, 0, get_byte(digest, 0) # 1) | the rules us-dnc@2 was not published",
                "rule_publication | version = 1 | version = 2 | the rules us-dnc@2 that it published is gone",
                "key_publication | public_key = set_byte(public_key, 0, 1) | public_key = set_byte(public_key, 0, 0) | was not published like that",
                "submission | body = reverse(body) | body = reverse(body) | has other words than its name says"
            })
    void everyEditOfRulesAndKeysIsNamed(String table, String edit, String undo, String finding) throws SQLException {
        try (var owner = world.test.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("alter table consent." + table + " disable trigger user");
            statement.execute("update consent." + table + " set " + edit);
            assertThat(audit.run().findings()).map(Finding::toString).anyMatch(f -> f.contains(finding));
            statement.execute("update consent." + table + " set " + undo);
            assertThat(audit.run().findings()).isEmpty();
        }
    }

    /** One bit anywhere in what is stored of the log, {@code -Dgalena.flips=n} times; and nothing is found between. */
    @Test
    void everyChangedBitIsFound() throws Exception {
        var random = new Random(Long.getLong("galena.seed", 3));
        int flips = Integer.getInteger("galena.flips", 60);
        try (var owner = world.test.ownerConnection();
                var statement = owner.createStatement()) {
            for (var table : List.of("log_leaf", "log_tile")) {
                statement.execute("alter table consent." + table + " disable trigger all");
            }
            for (int i = 0; i < flips; i++) {
                var flip = flip(statement, random);
                flip.turn();
                assertThat(audit.run().findings()).as(flip.toString()).isNotEmpty();
                flip.turn();
                assertThat(audit.run().findings()).as("undone: " + flip).isEmpty();
            }
        }
    }

    /** Turns one bit, and back when it is done again. */
    private interface Flip {
        void turn() throws Exception;
    }

    private static Flip flip(Statement statement, Random random) throws Exception {
        int mask = 1 << random.nextInt(8);
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                int idx = random.nextInt(303);
                yield bytes(statement, random, mask, "log_leaf", "leaf", "idx = " + idx);
            }
            case 2 -> bytes(statement, random, mask, "log_tile", "hashes", "level = 0");
            case 3 -> bytes(statement, random, mask, "log_edge", "hashes", "level = " + random.nextInt(2));
            case 4 -> {
                String note = "from consent.log_checkpoint";
                int length = number(statement, "select length(note) " + note);
                int at = 1 + random.nextInt(length);
                int code = number(statement, "select ascii(substr(note, " + at + ", 1)) " + note);
                int changed = code ^ 1 << random.nextInt(7);
                yield code > 127 || changed == 0
                        ? flip(statement, random) // the only character that is no ASCII; and a text holds no NUL
                        : text(statement, at, code, changed);
            }
            default -> file(random, mask);
        };
    }

    private static Flip bytes(Statement statement, Random random, int mask, String table, String column, String where)
            throws SQLException {
        int length =
                number(statement, "select octet_length(%s) from consent.%s where %s".formatted(column, table, where));
        String sql = "update consent.%1$s set %2$s = set_byte(%2$s, %3$d, get_byte(%2$s, %3$d) # %4$d) where %5$s"
                .formatted(table, column, random.nextInt(length), mask, where);
        return new Flip() {
            @Override
            public void turn() throws SQLException {
                assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
            }

            @Override
            public String toString() {
                return sql;
            }
        };
    }

    private static Flip text(Statement statement, int at, int code, int changed) {
        int both = code ^ changed;
        String sql =
                ("update consent.log_checkpoint set note = overlay(note placing chr(ascii(substr(note, %1$d, 1)) # %2$d) "
                                + "from %1$d for 1)")
                        .formatted(at, both);
        return new Flip() {
            @Override
            public void turn() throws SQLException {
                assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
            }

            @Override
            public String toString() {
                return sql;
            }
        };
    }

    private static Flip file(Random random, int mask) throws IOException {
        var file = folder.resolve("log.checkpoint");
        int at = random.nextInt((int) Files.size(file));
        return new Flip() {
            @Override
            public void turn() throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                bytes[at] ^= (byte) mask;
                Files.write(file, bytes);
            }

            @Override
            public String toString() {
                return "byte " + at + " of the file outside, " + mask;
            }
        };
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void theFileOutsideIsHeldAgainstTheTables() throws Exception {
        var file = folder.resolve("log.checkpoint");
        var kept = Files.readString(file);
        world.granted(ConsentWorld.somebody());
        var copy = folder.resolve("copy");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(file, kept.replace("\n303\n", "\n304\n"));
        assertThat(audit.run().findings())
                .map(Finding::toString)
                .anyMatch(f -> f.contains("checkpoint of another log"));
        Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(audit.run().findings()).isEmpty();
    }
}
