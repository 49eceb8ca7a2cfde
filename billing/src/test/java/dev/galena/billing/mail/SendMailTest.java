package dev.galena.billing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.galena.billing.document.Document;
import dev.galena.billing.document.Papers;
import dev.galena.billing.document.Ubl;
import dev.galena.billing.tax.Frequency;
import io.vertx.core.Vertx;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendMailTest {

    @RegisterExtension
    static final Papers PAPERS = new Papers();

    private static Vertx vertx;
    private static int port;
    private static SendMail sendMail;
    private GreenMail server;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var smtp = Smtp.of(URI.create("smtp+plain://127.0.0.1:" + port), null, "billing@market.example");
        sendMail = new SendMail(vertx, PAPERS.database(), smtp, document -> new byte[] {1, 2, 3}, PAPERS.clock);
    }

    @AfterAll
    static void close() {
        sendMail.close();
        vertx.close().await();
    }

    private void start() {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) server.stop();
    }

    private static Document invoiced() {
        UUID buyer = PAPERS.german(Frequency.PURCHASE);
        PAPERS.sale(buyer, 1_000, Papers.GERMAN);
        while (PAPERS.issue().run()) {}
        return PAPERS.of(buyer).getFirst();
    }

    private static List<String> states() {
        return PAPERS.database()
                .inTx(tx -> Papers.texts(tx, "select state || ' ' || attempts from billing.mail order by id"));
    }

    private static void clear() {
        PAPERS.asOwner("delete from billing.mail");
    }

    @Test
    void anInvoiceIsSentOnceWithItsFiles() throws Exception {
        start();
        clear();
        var invoice = invoiced();
        while (sendMail.run()) {}
        while (sendMail.run()) {}
        assertThat(states()).containsExactly("sent 1");
        var received = server.getReceivedMessages();
        assertThat(received).hasSize(1);
        var mail = received[0];
        assertThat(mail.getSubject()).isEqualTo("Invoice " + invoice.number());
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("billing@example.com");
        assertThat(mail.getHeader("Message-ID")).hasSize(1).allMatch(id -> id.startsWith("<doc_"));
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo(invoice.number() + ".pdf");
        assertThat(parts.getBodyPart(2).getContentType()).startsWith("application/xml");
        assertThat(new String(parts.getBodyPart(2).getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(Ubl.of(invoice));
    }

    @Test
    void aServerThatIsDownIsAskedAgainAndGivenUpInTheEnd() {
        clear();
        invoiced();
        sendMail.run();
        sendMail.run();
        assertThat(states()).containsExactly("waiting 1");
        PAPERS.pass(Duration.ofMinutes(1));
        start();
        sendMail.run();
        assertThat(states()).containsExactly("sent 2");
        server.stop();
        clear();
        invoiced();
        for (int i = 0; i < 10; i++) {
            sendMail.run();
            PAPERS.pass(Duration.ofHours(24));
        }
        assertThat(states()).containsExactly("dead 7");
    }

    @Test
    void whatWaitedForAServerTooLongIsNotSent() {
        clear();
        invoiced();
        PAPERS.pass(Duration.ofDays(8));
        start();
        sendMail.run();
        assertThat(states()).containsExactly("dead 0");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void anAddressOfAServerHasNoPassword() {
        for (String wrong : List.of("smtp://a:b@host", "http://host", "smtp://host/path", "smtp:x")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Smtp.of(URI.create(wrong), null, "a@example.com"))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Smtp.of(URI.create("smtps://me@host"), "secret", "a@example.com"))
                .hasToString("Smtp[TLS host:465, from a@example.com]");
    }
}
