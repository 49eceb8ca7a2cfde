package dev.galena.market.intake;

import static dev.galena.market.intake.IntakeWorld.file;
import static dev.galena.market.intake.IntakeWorld.head;
import static dev.galena.market.intake.IntakeWorld.line;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Id;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    private IntakeWorld world;

    @BeforeEach
    void open() {
        world = new IntakeWorld();
    }

    @AfterEach
    void close() {
        long leads = world.count("market.lead");
        assertThat(world.count("market.contact")).isEqualTo(leads);
        assertThat(world.count("market.listing")).isEqualTo(leads);
        assertThat(world.count("consent.consent")).isEqualTo(leads);
        assertThat(world.count("consent.event_pending where type like 'consent.%'"))
                .isEqualTo(leads);
        assertThat(world.count(
                        "market.lead l join consent.consent c on c.id = l.consent_id and c.subject_id = l.subject_id"))
                .isEqualTo(leads);
        assertThat(world.count("(select 1 from market.lead group by subject_id having count(*) > 1) twice"))
                .isZero();
        world.close();
    }

    @Test
    void goodRowsAreListedAndEachBadOneGetsAllItsReasons() {
        String csv = head()
                + line(1)
                + line("Bob,Bad,bob@,12,Nowhere,TX,90012")
                + line("Eve,Temp,eve@mailinator.com,(213) 555-0002,,California,90012-1234")
                + ",,,,,,,,2031-01-01T00:00:00Z,,Finance\n"
                + line(3);
        Batch batch = world.run(csv);

        assertThat(batch.state()).isEqualTo(Batch.State.DONE);
        assertThat(batch.counts().accepted()).isEqualTo(2);
        assertThat(batch.counts().rejected()).isEqualTo(3);
        assertThat(world.faults(batch))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        2L, List.of("invalid-phone", "invalid-email", "state-zip-mismatch"),
                        3L, List.of("disposable-email"),
                        4L,
                                List.of(
                                        "field-missing",
                                        "field-missing",
                                        "field-missing",
                                        "consent-missing",
                                        "consent-in-future",
                                        "consent-missing")));
        assertThat(world.count("market.listing where attrs->>'specialization' = 'Finance Management' and state = 'CA'"))
                .isEqualTo(2);
        assertThat(world.count("market.event where type = 'batch.finished'")).isEqualTo(1);
        assertThat(world.count("market.batch_chunk")).isZero();
    }

    @Test
    void whatRecordsLackToBeSoldIsSaid() {
        String head = head().replace("\n", ",Consent Page\n");
        String signed = line(1).replace("\n", ",https://forms.example.com/a\n");
        String mailed = line(3).replace("call|sms", "email").replace("\n", ",\n");
        String csv = head + signed + line(2).replace("\n", ",\n") + mailed;

        for (Batch batch : List.of(world.run("text/csv", true, csv.getBytes(UTF_8), Map.of()), world.run(csv))) {
            assertThat(batch.counts().accepted()).isEqualTo(3);
            assertThat(batch.counts().unsellable()).isEqualTo(2);
            assertThat(batch.counts().lacking()).isEqualTo(Map.of("signature", 2L, "channel", 1L, "automated", 1L));
        }
    }

    @Test
    void samePersonIsTakenOnceInTheFileAndAcrossFiles() {
        Batch first = world.run(file(0, 3)
                + line("ADA,BAKER,ADA0@EXAMPLE.COM,310-555-9999,Los Angeles,CA,90012")
                + line("Ada,B,other@example.com,+12135550001,Los Angeles,CA,90012"));
        Batch second = world.run(file(2, 4));

        assertThat(first.counts().accepted()).isEqualTo(3);
        assertThat(first.counts().duplicates()).isEqualTo(2);
        assertThat(second.counts().accepted()).isEqualTo(1);
        assertThat(second.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void sameBytesAreTheSameBatch() throws IOException {
        Batch first = world.run(file(0, 2));
        var again = world.upload("web", "text/csv", false, gzip(file(0, 2).getBytes(UTF_8)), Map.of());
        assertThat(again).isEqualTo(new UploadBatch.Outcome.Same(first.id()));
        assertThat(world.count("market.batch")).isEqualTo(1);
    }

    @Test
    void correctedRejectsComeInAndFormulasStayHarmless() {
        Batch batch = world.run(head()
                + line("=cmd|' /C calc'!A0,\"+x, \"\"y\"\"\",bob@example.com,12,@town,CA,90012")
                + line("'=Ann,-Lee,ann@example.com,(213) 555-0007,Los Angeles,CA,1"));
        String rejects = world.rejects(batch);

        assertThat(rejects)
                .doesNotContainPattern("(?m)(^|,)\"?[=@+-]")
                .contains("invalid-phone")
                .contains("field-invalid");
        String corrected = rejects.replace("\"12\"", "\"'+12135550005\"").replace("\"1\"", "90012");
        Batch second = world.run(corrected);
        assertThat(second.counts().accepted()).isEqualTo(2);
        assertThat(second.counts().byCode()).isEmpty();
        var contacts = world.database()
                .inTx(tx -> world.leads.ofSeller(tx, world.seller, dev.galena.db.Page.first(10)).rows().stream()
                        .map(lead -> world.contacts
                                .find(tx, lead.id())
                                .orElseThrow()
                                .open(world.subjects
                                        .keys(tx, List.of(lead.subjectId()))
                                        .get(lead.subjectId())))
                        .toList());
        assertThat(contacts).extracting(c -> c.firstName()).containsExactlyInAnyOrder("=cmd|' /C calc'!A0", "'=Ann");
        assertThat(contacts).extracting(c -> c.lastName()).containsExactlyInAnyOrder("+x, \"y\"", "-Lee");
    }

    @Test
    void everyEncodingDelimiterAndPacking() throws IOException {
        int n = 0;
        for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE, Charset.forName("windows-1252"))) {
            for (String delimiter : List.of(",", ";", "\t", "|")) {
                String person = "Jürgen,Müller" + n + ",j" + n
                        + "@example.com,(213) 555-%04d,Los Angeles,CA,90012".formatted(n++);
                String csv = (head() + line(person).replace("call|sms", "call")).replace(",", delimiter);
                Batch batch = world.run(n % 2 == 0 ? csv.getBytes(charset) : gzip(csv.getBytes(charset)));
                assertThat(batch.counts().accepted())
                        .as("%s %s %s", charset, delimiter, world.faults(batch))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void linesOfJsonNestedOrDotted() {
        String ndjson = """
                {"first_name":"Ada","email":"ada@example.com","state":"CA","zip":"90012","consent":{"text":"%s","at":"2026-11-20T10:00:00Z","channels":["call","email"]},"attr":{"specialization":"Finance"}}
                {"first_name":"Ben","phone":"+12135550002","zip":"90012","consent.text":"%s","consent.at":"2026-11-20T10:00:00Z","consent.channels":"sms","attr.total_visits":7}
                {"phone":"+12135550003","phone":"+12135550004"}
                {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}
                [1]
                {"phone":
                """.formatted(IntakeWorld.WORDS, IntakeWorld.WORDS);
        Batch batch = world.run("application/x-ndjson", false, ndjson.getBytes(UTF_8), Map.of());
        assertThat(batch.counts().accepted()).as("%s", world.faults(batch)).isEqualTo(2);
        assertThat(world.faults(batch))
                .isEqualTo(Map.of(
                        3L,
                        List.of("json-duplicate-key"),
                        4L,
                        List.of("json-too-big"),
                        5L,
                        List.of("json-not-an-object"),
                        6L,
                        List.of("json-invalid")));
    }

    @Test
    void hostileFilesGetAStableCode() throws IOException {
        byte[] packed = gzip(file(0, 50).getBytes(UTF_8));
        assertThat(code(Arrays.copyOf(packed, packed.length / 2))).isEqualTo("gzip-damaged");
        assertThat(code(new byte[0])).isEqualTo("file-empty");
        assertThat(code(" \n\n".getBytes(UTF_8))).isEqualTo("file-empty");
        assertThat(code("PK\3\4rest".getBytes(UTF_8))).isEqualTo("unknown-format");
        assertThat(code(",".repeat(1_000_000).getBytes(UTF_8))).isIn("too-many-columns", "mapping-incomplete");
        assertThat(code(("a" + ",b".repeat(1_000_000)).getBytes(UTF_8))).isEqualTo("too-many-columns");
        assertThat(code("\"a,b,c\n".getBytes(UTF_8))).isEqualTo("quote-not-closed");
        assertThat(code("a,b\n1,2\n".getBytes(UTF_8))).isEqualTo("mapping-incomplete");
        assertThat(code("x".repeat(3_000_000).getBytes(UTF_8))).isNotBlank();
        InputStream zeros = new ByteArrayInputStream(gzip(new byte[200 << 20]));
        assertThat(world.upload("web", "text/csv", false, zeros, Map.of()))
                .isInstanceOfSatisfying(
                        UploadBatch.Outcome.Unreadable.class,
                        u -> assertThat(u.code()).isEqualTo("gzip-bomb"));
        assertThat(world.count("market.batch")).isZero();
        assertThat(world.count("market.batch_chunk")).isZero();
    }

    @Test
    void nulAndBytesOutsideTheEncodingRejectTheirRow() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((file(0, 2)
                        + line("J\u00fcrgen,A,j1@example.com,(213) 555-1001,Los Angeles,CA,90012")
                        + line("J\u00e9,A,j2@example.com,(213) 555-1002,Los Angeles,CA,90012"))
                .getBytes(UTF_8));
        bytes.writeBytes(line("J\u00fcrgen,B,j3@example.com,(213) 555-1003,Los Angeles,CA,90012")
                .getBytes(Charset.forName("windows-1252")));
        bytes.writeBytes(line("N\0l,C,j4@example.com,(213) 555-1004,Los Angeles,CA,90012")
                .getBytes(UTF_8));
        Batch batch = world.run(bytes.toByteArray());
        assertThat(batch.counts().accepted()).isEqualTo(4);
        assertThat(world.faults(batch))
                .isEqualTo(Map.of(5L, List.of("field-unreadable"), 6L, List.of("field-unreadable")));
    }

    @Test
    void dryRunSaysTheSameAndWritesNothing() {
        world.run(file(0, 1));
        String csv = file(0, 3) + line(2) + line("Bob,Bad,bob@,12,Nowhere,TX,90012");
        Batch dry = world.run("text/csv", true, csv.getBytes(UTF_8), Map.of());
        assertThat(world.count("market.lead")).isEqualTo(1);
        Batch real = world.run(csv);
        assertThat(dry.counts().toJson()).isEqualTo(real.counts().toJson());
        assertThat(real.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void mappingIsGivenThenRemembered() {
        Map<String, @Nullable String> given = new HashMap<>();
        given.put("A", "phone");
        given.put("B", "zip");
        given.put("C", "consent.text");
        given.put("D", "consent.at");
        given.put("Email", null);
        String head = "A,B,C,D,Email,Stuff\n";
        Batch first = world.run(
                "text/csv",
                false,
                (head + "213-555-0001,90012,yes I agree,2026-11-20 10:00:00,broken@,x\n").getBytes(UTF_8),
                given);
        assertThat(first.counts().accepted()).isEqualTo(1);
        Batch second = world.run(head + "213-555-0002,90012,yes I agree,2026-11-20 10:00:00,broken@,y\n");
        assertThat(second.counts().accepted()).isEqualTo(1);
        assertThat(second.mapping().columns())
                .extracting(Mapping.Column::how)
                .containsExactly("remembered", "remembered", "remembered", "remembered", "told-to", "unknown");
        assertThat(world.upload("web", "text/csv", false, "a".getBytes(UTF_8), Map.of("A", "nonsense")))
                .isEqualTo(new UploadBatch.Outcome.TargetUnknown("nonsense"));
        assertThat(world.upload("other", "text/csv", false, "a".getBytes(UTF_8), Map.of()))
                .isEqualTo(new UploadBatch.Outcome.SourceUnknown());
    }

    @Test
    void twoBatchesThatRaceTakeEachPersonOnce() throws InterruptedException {
        world.upload("web", "text/csv", false, file(0, 6000).getBytes(UTF_8), Map.of());
        world.upload(
                "web",
                "text/csv",
                false,
                (head()
                                + file(0, 6000).lines().skip(1).toList().reversed().stream()
                                        .map(l -> l + "\n")
                                        .reduce("", String::concat))
                        .getBytes(UTF_8),
                Map.of());
        var go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Intake process = world.intake(Limits.DEFAULT);
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                world.work(process);
            }));
        }
        go.countDown();
        for (Thread thread : threads) thread.join();
        assertThat(world.count("market.batch where state = 'done'")).isEqualTo(2);
        assertThat(world.count("market.lead")).isEqualTo(6000);
    }

    @Test
    void killedAtAnyPartItGoesOnWithoutALostOrDoubledRow() throws InterruptedException {
        world.upload("web", "text/csv", false, file(0, 9000).getBytes(UTF_8), Map.of());
        for (int kill = 0; kill < 4; kill++) {
            long before = world.count("market.lead");
            Thread worker = Thread.startVirtualThread(() -> {
                try {
                    world.intake(Limits.DEFAULT).runBatches().one(Id.next());
                } catch (InterruptedException e) {
                    // killed
                }
            });
            while (worker.isAlive() && world.count("market.lead") == before) Thread.onSpinWait();
            worker.interrupt();
            worker.join();
            world.execute("update market.batch set lease_until = '2026-01-01' where state = 'running'");
        }
        world.work(world.intake);
        UUID id = world.rows("select id from market.batch").getFirst().getUUID(0);
        assertThat(world.batch(id).state()).isEqualTo(Batch.State.DONE);
        assertThat(world.batch(id).counts().accepted()).isEqualTo(9000);
        assertThat(world.count("market.lead")).isEqualTo(9000);
    }

    @Test
    void workerWhoseLeaseWasTakenOverWritesNothing() {
        world.upload("web", "text/csv", false, file(0, 10).getBytes(UTF_8), Map.of());
        UUID id = world.rows("select id from market.batch").getFirst().getUUID(0);
        world.execute(
                "create function steal() returns trigger language plpgsql as $$ begin update market.batch set worker = gen_random_uuid(); return new; end $$");
        world.execute("create trigger steal before insert on market.lead for each row execute function steal()");
        world.work(world.intake);
        assertThat(world.batch(id).state()).isEqualTo(Batch.State.RUNNING);
        assertThat(world.count("market.lead")).isZero();
    }

    @Test
    void senderThatGoesAwayLeavesNothing() {
        InputStream sent = new ByteArrayInputStream(file(0, 50).getBytes(UTF_8));
        InputStream cutOff = new FilterInputStream(sent) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = super.read(into, offset, length);
                if (n < 0) throw new IOException("gone");
                return n;
            }
        };
        assertThatThrownBy(() -> world.upload("web", "text/csv", false, cutOff, Map.of()))
                .hasRootCauseMessage("gone");
        assertThat(world.count("market.batch")).isZero();
    }

    private String code(byte[] body) {
        return switch (world.upload("web", "text/csv", false, body, Map.of())) {
            case UploadBatch.Outcome.Unreadable(String code, String detail) -> code;
            case UploadBatch.Outcome other -> other.toString();
        };
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
