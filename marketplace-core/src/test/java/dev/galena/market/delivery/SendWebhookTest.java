package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to the address that was checked; host name, SNI and certificate stay those of the URL. */
class SendWebhookTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static JksOptions certificate;

    @TempDir
    static Path dir;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        Path store = dir.resolve("store.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=hooks.example.com",
                        "-ext",
                        "san=dns:hooks.example.com",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        certificate = new JksOptions().setPath(store.toString()).setPassword("secret");
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void theNameIsNotLookedUpAgain() {
        try (var farEnd = new FarEnd(VERTX)) {
            // hooks.example.com has no address at all here: only the pinned one can have been used.
            Answer answer = send(null, new Destination(false, "hooks.example.com", farEnd.port(), "/200?x=1"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(farEnd.got.getFirst().host()).isEqualTo("hooks.example.com:" + farEnd.port());
        }
    }

    @Test
    void theCertificateMustBeOfTheName() {
        var options = new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate);
        try (var farEnd = new FarEnd(VERTX, options)) {
            assertThat(send(certificate, new Destination(true, "hooks.example.com", farEnd.port(), "/200"))
                            .status())
                    .isEqualTo(200);
            assertThat(send(certificate, new Destination(true, "other.example.com", farEnd.port(), "/200"))
                            .problem())
                    .isEqualTo("tls-failed");
            assertThat(send(certificate, new Destination(true, "127.0.0.1", farEnd.port(), "/200"))
                            .problem())
                    .isEqualTo("tls-failed");
            assertThat(send(null, new Destination(true, "hooks.example.com", farEnd.port(), "/200"))
                            .problem())
                    .as("signed by nobody the JDK trusts")
                    .isEqualTo("tls-failed");
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        try (var farEnd = new FarEnd(VERTX)) {
            long start = System.nanoTime();
            Answer answer = send(null, new Destination(false, "127.0.0.1", farEnd.port(), "/endless"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private static Answer send(JksOptions trust, Destination to) {
        var send = new SendWebhook(VERTX, InstantSource.system(), Duration.ofSeconds(3), trust);
        try {
            return send.post(
                            to,
                            LOOPBACK,
                            Map.of("content-type", "application/json"),
                            "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .await();
        } finally {
            send.close().await();
        }
    }
}
