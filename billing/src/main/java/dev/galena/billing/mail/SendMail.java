package dev.galena.billing.mail;

import dev.galena.billing.document.Document;
import dev.galena.billing.document.Ubl;
import dev.galena.billing.document.Wording;
import dev.galena.billing.mail.Outbox.Letter;
import dev.galena.db.Database;
import dev.galena.db.Id;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends documents: a row is leased in one transaction, sent outside of any, and settled in another, so any number of processes
 * may run it, and one that dies only delays. A server that says no for good is believed.
 */
public final class SendMail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SendMail.class);

    /** Waits before each further attempt; after the last there is none. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(12),
            Duration.ofHours(24));

    /** What nobody sent for so long, because no server was set, is not sent any more. */
    private static final Duration WAIT_MAX = Duration.ofDays(7);

    private static final int LETTERS_MAX = 10;
    private static final Duration SEND_MAX = Duration.ofSeconds(30);
    private static final Duration LEASE = SEND_MAX.multipliedBy(LETTERS_MAX + 1);

    private final Database database;
    private final Function<Document, byte[]> pdf;
    private final InstantSource clock;
    private final Smtp smtp;
    private final MailClient client;
    private final Outbox outbox = new Outbox();

    /** {@code pdf} renders a document on paper. */
    public SendMail(Vertx vertx, Database database, Smtp smtp, Function<Document, byte[]> pdf, InstantSource clock) {
        this.database = database;
        this.smtp = smtp;
        this.pdf = pdf;
        this.clock = clock;
        this.client = MailClient.create(vertx, config(smtp));
    }

    private static MailConfig config(Smtp smtp) {
        var config = new MailConfig()
                .setHostname(smtp.host())
                .setPort(smtp.port())
                .setSsl(smtp.security() == Smtp.Security.TLS)
                .setStarttls(
                        smtp.security() == Smtp.Security.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setMaxPoolSize(2)
                .setConnectTimeout(10_000);
        config.setHostnameVerificationAlgorithm(smtp.security() == Smtp.Security.PLAIN ? "" : "HTTPS");
        if (smtp.user() != null) config.setUsername(smtp.user()).setPassword(smtp.password());
        return config;
    }

    /** True when there may be more to send at once. */
    public boolean run() {
        Instant now = clock.instant();
        var letters = database.inTxRetrying(tx -> {
            outbox.forget(tx, now.minus(WAIT_MAX));
            return outbox.lease(tx, now, now.plus(LEASE), LETTERS_MAX);
        });
        letters.forEach(this::send);
        return letters.size() == LETTERS_MAX;
    }

    private void send(Letter letter) {
        var problem = attempt(letter);
        if (problem.isEmpty()) {
            database.inTxRetrying(tx -> {
                outbox.sent(tx, letter.id(), clock.instant());
                return tx;
            });
        } else if (problem.get() instanceof SMTPException refused && refused.getReplyCode() / 10 == 55) {
            dead(letter, text(refused)); // there is no such mailbox, or it does not want us (RFC 5321, 4.2.3)
        } else {
            again(letter, text(problem.get()));
        }
    }

    private Optional<Throwable> attempt(Letter letter) {
        try {
            return client.sendMail(message(letter))
                    .timeout(SEND_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .map(result -> Optional.<Throwable>empty())
                    .otherwise(Optional::of)
                    .await();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private void again(Letter letter, String problem) {
        if (letter.attempts() > PAUSES.size()) {
            dead(letter, problem);
            return;
        }
        Instant next = clock.instant().plus(PAUSES.get(letter.attempts() - 1));
        database.inTxRetrying(tx -> {
            outbox.failed(tx, letter, problem, next);
            return tx;
        });
    }

    private void dead(Letter letter, String problem) {
        LOG.warn("{} is not sent: {}", letter.document().number(), problem);
        database.inTxRetrying(tx -> {
            outbox.dead(tx, letter, problem, clock.instant());
            return tx;
        });
    }

    private MailMessage message(Letter letter) {
        var document = letter.document();
        String title = Wording.title(document.kind()) + " " + document.number();
        var message = new MailMessage()
                .setFrom(smtp.from())
                .setTo(letter.to())
                .setSubject(title)
                .setText(title + " of " + document.issued()
                        + " is attached: to be read as PDF, and for your books as UBL 2.1" + " (EN 16931).\n");
        message.addHeader("Message-ID", "<" + Id.text("doc", document.id()) + "@" + smtp.host() + ">");
        message.setAttachment(List.of(
                attachment(document.number() + ".pdf", "application/pdf", Buffer.buffer(pdf.apply(document))),
                attachment(document.number() + ".xml", "application/xml", Buffer.buffer(Ubl.of(document)))));
        return message;
    }

    private static MailAttachment attachment(String name, String type, Buffer data) {
        return MailAttachment.create()
                .setName(name)
                .setContentType(type)
                .setDisposition("attachment")
                .setData(data);
    }

    private static String text(Throwable problem) {
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        client.close();
    }
}
