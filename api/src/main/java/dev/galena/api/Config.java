package dev.galena.api;

import dev.galena.api.http.Journal;
import dev.galena.api.http.RateLimits;
import dev.galena.billing.mail.Smtp;
import dev.galena.consent.log.LogFiles;
import dev.galena.db.DatabaseConfig;
import dev.galena.market.party.Party;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, from the environment, read once. Without DATABASE_URL the server brings its own PostgreSQL in the
 * data directory, listens on this machine only and makes demo parties. Its text has no secrets: the database hides its password.
 */
public record Config(
        String host,
        int port,
        int managementPort,
        URI publicUrl,
        Path data,
        @Nullable DatabaseConfig database,
        Path masterKey,
        LogFiles log,
        @Nullable Path witnesses,
        CertificateKeys certificateKeys,
        PaymentSettings payments,
        @Nullable Smtp mail,
        boolean demo,
        Currency currency,
        int eventLoops,
        int connections,
        int bodyBytesMax,
        int directCallsMax,
        RateLimits.Limit callerRate,
        RateLimits.Limit partyRate,
        RateLimits.Limit strangerRate,
        Duration drain,
        Journal.Verbosity accessLog,
        boolean loopbackWebhooks) {

    /** Why the server does not start: every problem at once. */
    public static final class Refused extends RuntimeException {
        private final transient List<String> problems;

        Refused(List<String> problems) {
            super(String.join("; ", problems), null, false, false);
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }

    public static Config from(Map<String, String> env) {
        var settings = new Settings(env);
        var database = settings.readOrNull(
                "DATABASE_URL", "postgres://user:password@host:port/database", DatabaseConfig::parse);
        boolean embedded = settings.text("DATABASE_URL") == null;
        int port = settings.whole("GALENA_PORT", 8080, 0, 65535);
        int managementPort = settings.whole("GALENA_MANAGEMENT_PORT", 9090, 0, 65535);
        if (port == managementPort && port != 0) {
            settings.problem("GALENA_PORT and GALENA_MANAGEMENT_PORT must differ");
        }
        var data = settings.read("GALENA_DATA", Path.of("data"), "a directory", Path::of);
        var publicUrl = settings.read(
                "GALENA_PUBLIC_URL", URI.create("http://localhost:" + port), "http(s)://host[:port]", Config::webUrl);
        var config = new Config(
                settings.text("GALENA_HOST", embedded ? "127.0.0.1" : "0.0.0.0"),
                port,
                managementPort,
                publicUrl,
                data,
                database,
                settings.read("GALENA_MASTER_KEY", data.resolve("master.key"), "a file", Path::of),
                log(settings, data, publicUrl),
                settings.readOrNull("GALENA_LOG_WITNESSES", "a file", Path::of),
                new CertificateKeys(settings.text("GALENA_TRUSTEDFORM_KEY"), settings.text("GALENA_LEADID_ACCOUNT")),
                PaymentSettings.read(settings),
                MailSettings.read(settings),
                settings.yes("GALENA_DEMO", embedded),
                settings.read(
                        "GALENA_CURRENCY", Currency.getInstance("USD"), "a currency of ISO 4217", Config::realCurrency),
                settings.whole("GALENA_EVENT_LOOPS", Runtime.getRuntime().availableProcessors(), 1, 256),
                settings.whole("GALENA_CONNECTIONS", 4 * Runtime.getRuntime().availableProcessors(), 1, 1000),
                settings.whole("GALENA_BODY_BYTES_MAX", 1 << 20, 1 << 10, 1 << 28),
                settings.whole("GALENA_DIRECT_CALLS_MAX", 2000, 1, 1_000_000),
                rate(settings, "GALENA_RATE_CALLER", 200, 1000),
                rate(settings, "GALENA_RATE_PARTY", 1000, 5000),
                rate(settings, "GALENA_RATE_STRANGER", 5, 50),
                settings.seconds("GALENA_DRAIN_SECONDS", 20, 3600),
                settings.one("GALENA_ACCESS_LOG", Journal.Verbosity.FAILURES),
                settings.yes("GALENA_LOOPBACK_WEBHOOKS", embedded));
        var problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new Refused(problems);
        }
        return config;
    }

    /** The files of the log of consent, and the name of one that begins now. */
    private static LogFiles log(Settings settings, Path data, URI publicUrl) {
        return new LogFiles(
                settings.read("GALENA_LOG_KEY", data.resolve("log.key"), "a file", Path::of),
                settings.read("GALENA_LOG_CHECKPOINT", data.resolve("log.checkpoint"), "a file", Path::of),
                settings.read(
                        "GALENA_LOG_ORIGIN",
                        "consent." + publicUrl.getHost() + "/1",
                        "a name without spaces and plus",
                        text -> text.matches("[^\\s+]{1,200}") ? text : null));
    }

    /** So many a second on average, and so many at once. */
    private static RateLimits.Limit rate(Settings settings, String key, int perSecond, int burst) {
        return new RateLimits.Limit(
                settings.whole(key, perSecond, 1, 10_000_000), settings.whole(key + "_BURST", burst, 1, 10_000_000));
    }

    private static @Nullable Currency realCurrency(String text) {
        var currency = Currency.getInstance(text);
        return currency.equals(Party.TEST_CURRENCY) ? null : currency;
    }

    static @Nullable URI webUrl(String text) {
        var url = URI.create(text);
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        return web && url.getHost() != null && url.getRawPath().isEmpty() && url.getUserInfo() == null ? url : null;
    }

    /** Whether people reach it by TLS, so that cookies may insist on it. */
    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }
}
