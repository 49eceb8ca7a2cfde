package dev.galena.db;

import static java.util.Objects.requireNonNull;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where PostgreSQL is, who we are there, and how long anything may take.
 *
 * @param poolSize connections for transactions; more than four a core only adds contention
 * @param sslMode as in libpq: disable, allow, prefer, require, verify-ca, verify-full
 */
public record DatabaseConfig(
        String host,
        int port,
        String database,
        String user,
        String password,
        int poolSize,
        Limits limits,
        String sslMode,
        Map<String, String> settings) {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /**
     * How long and how many.
     *
     * @param readConnections connections for reads, each shared by many callers, and as many for slow reads, one caller each
     * @param waitersMax callers in the queue for a connection; one more is refused at once
     */
    public record Limits(
            int readConnections,
            int waitersMax,
            Duration connectionWaitMax,
            Duration statementMax,
            Duration lockWaitMax) {
        /** Two connections a core for reads, 5 s for a connection, 30 s a statement, 10 s a lock. */
        public static final Limits USUAL =
                new Limits(2 * CORES, 10_000, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10));

        public Limits {
            if (readConnections < 1 || waitersMax < 0)
                throw new IllegalArgumentException("reads need at least one connection");
            // Zero would mean no limit to PostgreSQL.
            if (!positive(connectionWaitMax) || !positive(statementMax) || !positive(lockWaitMax))
                throw new IllegalArgumentException("every wait needs a limit of a millisecond or more");
        }

        private static boolean positive(Duration limit) {
            return limit.toMillis() > 0;
        }
    }

    public DatabaseConfig {
        if (host.isBlank() || database.isBlank() || user.isBlank())
            throw new IllegalArgumentException("a database needs host, name and user");
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("no such port: " + port);
        if (poolSize < 1) throw new IllegalArgumentException("a pool needs at least one connection");
        requireNonNull(password);
        SslMode.of(sslMode);
    }

    /** With four connections a core and the usual limits. */
    public static DatabaseConfig of(String host, int port, String database, String user, String password) {
        return new DatabaseConfig(host, port, database, user, password, 4 * CORES, Limits.USUAL, "disable", Map.of());
    }

    /**
     * Reads {@code postgres://user:password@host:port/database?sslmode=require}.
     *
     * @throws IllegalArgumentException without repeating the URL, which holds a password
     */
    public static DatabaseConfig parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the database URL is not a URL"); // the cause would show the password
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("postgres") && !scheme.equals("postgresql"))
            throw new IllegalArgumentException("a database URL starts with postgres://");
        if (uri.getHost() == null
                || uri.getRawUserInfo() == null
                || uri.getPath().length() < 2)
            throw new IllegalArgumentException("a database URL needs user, host and database");
        String[] login = uri.getRawUserInfo().split(":", 2);
        DatabaseConfig plain = of(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                uri.getPath().substring(1),
                decoded(login[0]),
                login.length == 2 ? decoded(login[1]) : "");
        return uri.getRawQuery() == null ? plain : plain.withQuery(uri.getRawQuery());
    }

    public DatabaseConfig withLogin(String name, String secret) {
        return new DatabaseConfig(host, port, database, name, secret, poolSize, limits, sslMode, settings);
    }

    public DatabaseConfig withDatabase(String name) {
        return new DatabaseConfig(host, port, name, user, password, poolSize, limits, sslMode, settings);
    }

    public DatabaseConfig withPoolSize(int connections) {
        return new DatabaseConfig(host, port, database, user, password, connections, limits, sslMode, settings);
    }

    public DatabaseConfig withLimits(Limits other) {
        return new DatabaseConfig(host, port, database, user, password, poolSize, other, sslMode, settings);
    }

    /** With a setting of PostgreSQL for each of its connections. */
    public DatabaseConfig withSetting(String name, String value) {
        var all = new HashMap<>(settings);
        all.put(name, value);
        return new DatabaseConfig(host, port, database, user, password, poolSize, limits, sslMode, Map.copyOf(all));
    }

    /**
     * For work that finds every row by a key: its connections plan neither reading whole tables nor the joins that do. A plan
     * made while a table was small is kept, and would read all of it when it has grown.
     */
    public DatabaseConfig throughIndexes() {
        return withSetting("enable_seqscan", "off")
                .withSetting("enable_hashjoin", "off")
                .withSetting("enable_mergejoin", "off");
    }

    /** For Flyway and COPY; without user and password. */
    public String jdbcUrl() {
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?sslmode=" + sslMode;
    }

    PgConnectOptions connectOptions() {
        var options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(SslMode.of(sslMode))
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                // By default the client prepares longer SQL anew each time, and set-based SQL is long.
                .setPreparedStatementCacheSqlLimit(64 * 1024)
                .addProperty("application_name", "galena")
                .addProperty("statement_timeout", Long.toString(limits.statementMax.toMillis()))
                .addProperty("lock_timeout", Long.toString(limits.lockWaitMax.toMillis()))
                .addProperty("idle_in_transaction_session_timeout", Long.toString(limits.statementMax.toMillis()));
        settings.forEach(options::addProperty);
        boolean verify = sslMode.startsWith("verify");
        if (!sslMode.equals("disable"))
            options.setSslOptions(new ClientSSLOptions()
                    .setTrustAll(!verify)
                    .setHostnameVerificationAlgorithm(sslMode.equals("verify-full") ? "HTTPS" : ""));
        return options;
    }

    @Override
    public String toString() {
        return "postgres://" + user + ":***@" + host + ":" + port + "/" + database + " (" + poolSize + " + 2 × "
                + limits.readConnections + " connections, ssl " + sslMode + ")";
    }

    private DatabaseConfig withQuery(String query) {
        DatabaseConfig config = this;
        for (String pair : query.split("&", -1)) {
            String[] entry = pair.split("=", 2);
            if (!entry[0].equals("sslmode") || entry.length < 2)
                throw new IllegalArgumentException("unknown parameter of the database URL: " + entry[0]);
            config = new DatabaseConfig(host, port, database, user, password, poolSize, limits, entry[1], settings);
        }
        return config;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
