package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.galena.consent.log.Note;
import dev.galena.consent.log.NoteKey;
import dev.galena.consent.log.Policy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two witnesses beside the market, over HTTP: proofs are under what both have seen. */
class WitnessTest {
    @TempDir
    private Path folder;

    @Test
    void proofsAreUnderACheckpointThatTheQuorumCosigned() throws Exception {
        // The log first, since witnesses have to know its key.
        var logFiles = Map.of("GALENA_DATA", folder.toString());
        try (var market = OpenMarket.open(logFiles)) {
            new SoldLeads(market).sell(market.seller.id(), "Ada", "+12135550181", market.buyer.id());
            market.sequence();
            Files.writeString(
                    folder.resolve("log.txt"),
                    market.client().get("/log/policy.txt").text());
        }
        try (var one = witness("one");
                var two = witness("two")) {
            Files.writeString(folder.resolve("witnesses.txt"), """
                    witness one %s http://127.0.0.1:%d
                    witness two %s http://127.0.0.1:%d/
                    group both all one two
                    quorum both
                    """.formatted(one.key, one.port(), two.key, two.port()));
            var settings = Map.of(
                    "GALENA_DATA",
                    Files.createDirectory(folder.resolve("again")).toString(),
                    "GALENA_LOG_KEY",
                    folder.resolve("log.key").toString(),
                    "GALENA_LOG_WITNESSES",
                    folder.resolve("witnesses.txt").toString());
            try (var market = OpenMarket.open(settings)) {
                var lead = new SoldLeads(market).sell(market.seller.id(), "Ada", "+12135550181", market.buyer.id());
                market.sequence();
                assertThat(market.askWitnesses()).isTrue();
                var proof = market.as(market.buyer)
                        .get("/v1/leads/" + lead.text() + "/proof?purpose=x")
                        .expect(200);
                var text = new String(proof.raw().body(), StandardCharsets.UTF_8);
                var policy = market.client().get("/log/policy.txt").text();
                assertThat(text).contains("quorum both", policy);
                var note = Note.parse(text.substring(
                        text.indexOf("\n\nconsent.localhost/1\n") + 2,
                        text.indexOf("PK", text.indexOf("\u2014 one.example.com "))));
                assertThat(Policy.parse(policy).witnessed(note)).isTrue();
                assertThat(note.signedBy(NoteKey.parse(two.key))).isTrue();

                // One that is gone: nothing new is cosigned by all, and nobody waits for it but who asks for a proof.
                two.server.stop(0);
                new SoldLeads(market).sell(market.seller.id(), "Eve", "+12135550182", market.buyer.id());
                market.sequence();
                assertThat(market.askWitnesses()).isFalse();
                var audit = market.as(market.operator)
                        .post("/v1/log/audit")
                        .expect(200)
                        .json();
                assertThat(audit.getJsonArray("findings")).isEmpty();
            }
        }
    }

    private record Running(HttpServer server, String key) implements AutoCloseable {
        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private Running witness(String name) throws Exception {
        var printed = new ByteArrayOutputStream();
        var server = WitnessCommand.start(
                List.of(
                        Files.createDirectory(folder.resolve(name)).toString(),
                        name + ".example.com",
                        folder.resolve("log.txt").toString(),
                        "0"),
                new OpenMarket.TestClock(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        return new Running(server, printed.toString(StandardCharsets.UTF_8).strip());
    }
}
