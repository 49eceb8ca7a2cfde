package dev.galena.market.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Grant;
import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.Subjects;
import dev.galena.consent.evidence.Certificates;
import dev.galena.consent.log.LogFiles;
import dev.galena.consent.log.Sequence;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.market.delivery.AskOutside;
import dev.galena.market.delivery.Events;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine that answers as the issuers do. What it says follows from how a reference begins. */
class WatchCertificatesTest {
    private static final Instant EXPIRES = Instant.parse("2031-11-01T00:00:00Z");
    private static final String KEY = "canary-key";

    @TempDir
    private static Path folder;

    private static final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private static Vertx vertx;
    private static TestDatabase test;
    private static HttpServer server;
    private static Subjects subjects;
    private static Consents consents;
    private static Sequence sequence;
    private static List<Issuer> issuers;
    private static WatchCertificates watch;
    private static Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private static int people;

    @BeforeAll
    static void open() throws IOException {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "consent", "market");
        subjects = new Subjects(MasterKey.generate());
        consents = new Consents(subjects, new Notices());
        sequence = new Sequence(
                test.database(),
                new LogFiles(folder.resolve("log.key"), folder.resolve("log.checkpoint"), "consent.example.com/1"),
                () -> now,
                Id.next());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", WatchCertificatesTest::answer);
        server.start();
        var outside = new AskOutside(vertx, Duration.ofSeconds(2), true);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        issuers = List.of(new TrustedForm(outside, address, KEY), new LeadId(outside, address, KEY));
        watch = new WatchCertificates(test.database(), consents, new Events(), () -> now);
    }

    @AfterAll
    static void close() {
        server.stop(0);
        test.close();
        vertx.close().await();
    }

    private static void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().toString();
        String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
        asked.add(call.getRequestMethod() + " " + path + " "
                + call.getRequestHeaders().getFirst("Authorization") + " " + body);
        boolean leadId = path.startsWith("/Authenticate");
        char kind = leadId ? path.charAt(path.indexOf("&id=") + 4) : path.charAt(1);
        if (kind == 'd') {
            try {
                Thread.sleep(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        boolean matches = kind != 'c';
        var trusted = JsonObject.of(
                "outcome",
                matches ? "success" : "failure",
                "match_lead",
                JsonObject.of("result", JsonObject.of("phone_match", matches, "success", matches)),
                "retain",
                JsonObject.of("results", JsonObject.of("expires_at", EXPIRES.toString())));
        var token = JsonObject.of("authenticate", JsonObject.of("authentic", kind == 'a' ? 1 : 0));
        String said = kind == 'f' ? "<html>" : kind == '9' ? "x".repeat(100_000) : (leadId ? token : trusted).encode();
        byte[] bytes = said.getBytes(UTF_8);
        call.sendResponseHeaders(kind == 'b' && !leadId ? 404 : kind == 'e' ? 503 : 200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private static String trustedForm(char kind) {
        return "https://cert.trustedform.com/" + kind + "0".repeat(39);
    }

    private static String leadId(char kind) {
        return kind + "0000000-0000-4000-8000-000000000000";
    }

    private static UUID consent(String certificate) {
        var person = new Identity("+1213555%04d".formatted(people++), "p" + people + "@example.com");
        var captured = new Captured("Ada", null, null, null, List.of(certificate), List.of(), null);
        var id = test.database()
                .inTx(tx -> consents.grant(
                                tx,
                                List.of(new Grant(
                                        subjects.resolve(tx, List.of(person), now)
                                                .getFirst(),
                                        person,
                                        Id.next(),
                                        "They may call me.",
                                        "en",
                                        now.minusSeconds(60),
                                        null,
                                        Set.of(Channel.CALL),
                                        true,
                                        false,
                                        captured)),
                                now)
                        .getFirst());
        sequence.run();
        return id;
    }

    private static void run() {
        while (watch.run(issuers)) Thread.onSpinWait();
    }

    private static List<String> said(UUID consent) {
        return test.database().read(tx -> consents.history(tx, List.of(consent))).getFirst().events().stream()
                .skip(1)
                .map(History.Recorded::leaf)
                .toList();
    }

    @Test
    void whatIssuersSayIsWrittenIntoTheChain() {
        var good = consent(trustedForm('a'));
        var gone = consent(trustedForm('b'));
        var other = consent(trustedForm('c'));
        var token = consent(leadId('a'));
        var noToken = consent(leadId('b'));
        run();
        assertThat(said(good))
                .singleElement()
                .asString()
                .contains("evidence.verified", "trustedform", EXPIRES.toString());
        assertThat(said(gone)).singleElement().asString().contains("check.failed", "\"reason\":\"gone\"");
        assertThat(said(other)).singleElement().asString().contains("check.failed", "of-another-person");
        assertThat(said(token)).singleElement().asString().contains("evidence.verified", "leadid");
        assertThat(said(noToken)).singleElement().asString().contains("check.failed", "gone");
        assertThat(asked).anyMatch(a -> a.startsWith("POST /a000") && a.contains("match_lead") && a.contains("retain"));
        int before = asked.size();
        run();
        assertThat(asked).hasSize(before);
        for (var id : List.of(good, gone, other, token, noToken))
            assertThat(said(id).toString()).doesNotContain("000000", KEY, "+1213");
    }

    @Test
    void whoDoesNotAnswerIsAskedAgainLaterAndLater() {
        var broken = consent(trustedForm('e'));
        var slow = consent(trustedForm('d'));
        var odd = consent(trustedForm('f'));
        var endless = consent(trustedForm('9'));
        run();
        int before = asked.size();
        run();
        assertThat(asked).hasSize(before);
        for (var id : List.of(broken, slow, odd, endless)) assertThat(said(id)).isEmpty();
        test.database()
                .inTx(
                        tx -> { // or this test waits for it sixteen times
                            new Certificates().settle(tx, slow, Certificates.State.GIVEN_UP, null, null);
                            return tx;
                        });
        for (int i = 0; i < 16; i++) {
            now = now.plus(Duration.ofHours(7));
            run();
        }
        for (var id : List.of(broken, odd, endless))
            assertThat(said(id)).singleElement().asString().contains("check.failed", "no-answer");
        assertThat(asked.stream().filter(a -> a.startsWith("POST /e000"))).hasSize(16);
    }

    @Test
    void theSellerIsWarnedOnceBeforeOneExpires() {
        var id = consent(trustedForm('a'));
        run();
        assertThat(warnings(id)).isZero();
        var before = now;
        now = EXPIRES.minus(Duration.ofDays(29));
        run();
        run();
        assertThat(warnings(id)).isEqualTo(1);
        now = before;
    }

    private static long warnings(UUID consent) {
        return test.database()
                .read(tx -> tx.rows(
                                "select count(*) from market.event where type = 'evidence.expiring' and data ->> 'consent' = $1",
                                Id.text("cns", consent))
                        .getFirst()
                        .getLong(0));
    }

    @Test
    void nobodyIsAskedOnAnInsideAddressNorAboutWhomWasErased() {
        var outside = new AskOutside(vertx, Duration.ofSeconds(2), false);
        int before = asked.size();
        var inside = new TrustedForm(outside, "https://127.0.0.1:8443", KEY);
        assertThat(inside.ask(trustedForm('a'), new Identity("+12135550100", null)))
                .isEqualTo(new Issuer.Later("address-not-public"));
        var erased = consent(trustedForm('a'));
        var person = test.database()
                .read(tx -> consents.find(tx, List.of(erased)))
                .get(erased)
                .subjectId();
        test.database().inTx(tx -> tx.run("delete from consent.subject where id = $1", person));
        run();
        assertThat(asked).hasSize(before);
        int forgotten = test.database().inTx(tx -> new Certificates().erase(tx, List.of(person)));
        assertThat(forgotten).isEqualTo(1);
    }
}
