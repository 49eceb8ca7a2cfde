package dev.galena.api;

import dev.galena.api.http.Route;
import dev.galena.api.http.Spec;
import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.Migrations;
import dev.galena.db.TestDatabase;
import dev.galena.market.Marketplace;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A market of its own for a test class: a fresh database, a server on free ports, and parties in pairs, so that a test can try
 * what belongs to the other. All are test parties except where said.
 */
public final class OpenMarket implements AutoCloseable {
    public final TestClock clock = new TestClock();
    public final Vertx vertx = Vertx.vertx(new VertxOptions());
    public final TestDatabase testDatabase;
    public final Database database;
    public final MasterKey master = MasterKey.generate();
    public final Marketplace market;
    public final Spec spec = Spec.load();
    private final Config config;
    private final Server server;
    private final Map<Party, ApiClient> clients = new HashMap<>();

    public final Party operator;
    public final Party seller;
    public final Party otherSeller;
    public final Party buyer;
    public final Party otherBuyer;
    public final Party compliance;

    /** Now, unless a test moves it. */
    public static final class TestClock implements InstantSource {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        public void advance(Duration by) {
            ahead = ahead.plus(by);
        }
    }

    private OpenMarket(Map<String, String> settings) {
        testDatabase = TestDatabase.create(vertx, Migrations.SCHEMAS.toArray(String[]::new));
        database = testDatabase.database();
        market = new Marketplace(vertx, database, master, clock, true);
        var env = new HashMap<>(Map.of(
                "GALENA_PORT",
                "0",
                "GALENA_MANAGEMENT_PORT",
                "0",
                "GALENA_RATE_STRANGER",
                "100000",
                "GALENA_RATE_STRANGER_BURST",
                "100000"));
        env.putAll(settings);
        market.seedVerticals.run();
        config = Config.from(env);
        server = Server.start(vertx, config, database, market, spec, clock);
        operator = party("The Market", Role.OPERATOR);
        seller = party("X Education", Role.SELLER);
        otherSeller = party("Bright Leads", Role.SELLER);
        buyer = party("Northfield College", Role.BUYER);
        otherBuyer = party("Harbor Institute", Role.BUYER);
        compliance = party("Northfield Compliance", Role.COMPLIANCE);
    }

    public static OpenMarket open() {
        return new OpenMarket(Map.of());
    }

    /** With settings of the environment, e.g. {@code GALENA_RATE_CALLER}. */
    public static OpenMarket open(Map<String, String> settings) {
        return new OpenMarket(settings);
    }

    /** Another test party, with the accounts its trade needs. */
    public Party party(String name, Role role) {
        return market.admitParties.admit(new Applicant(name, Set.of(role), Party.TEST_CURRENCY, ZoneOffset.UTC));
    }

    /** A client with a key of this party that holds every scope its roles allow. */
    public ApiClient as(Party party) {
        return clients.computeIfAbsent(party, p -> client().bearer(key(p, Scope.of(p.roles()))));
    }

    public ApiClient as(Party party, Scope... scopes) {
        return client().bearer(key(party, Set.of(scopes)));
    }

    /** A client that does not say who it is. */
    public ApiClient client() {
        return new ApiClient(spec, "http://127.0.0.1:" + server.port());
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + server.managementPort();
    }

    /** A new key of this party. */
    public String key(Party party, Set<Scope> scopes) {
        return market.issueKeys.issue(party, "test", scopes, null).text();
    }

    /** What the server does every half minute. */
    void writeDownUsedKeys() {
        server.writeDownUsedKeys();
    }

    /** What the server does every second. */
    void writeDownRequests() {
        server.requests().write();
    }

    /** Takes every waiting event of consent into the log, as the server does five times a second. */
    void sequence() {
        boolean more = true;
        while (more) more = server.sequence();
    }

    /** Gives every event that a payment provider told its effect, as the server does twice a second. */
    void processPaymentEvents() {
        boolean more = true;
        while (more) more = server.cashier().processEvents.run();
    }

    /** The scheduler of what is done in the background; nothing runs unless a test begins it. */
    Chores chores() {
        return server.chores();
    }

    /** Begins all that the server does by itself. Who does so closes it. */
    void upkeep() {
        Upkeep.begin(vertx, config, database, market, server, clock);
    }

    /** As the server does once a second. */
    boolean askWitnesses() {
        return server.askWitnesses();
    }

    List<Route> routes() {
        return server.routes();
    }

    public List<Party> parties() {
        return List.of(operator, seller, otherSeller, buyer, otherBuyer, compliance);
    }

    @Override
    public void close() {
        server.drain(Duration.ofSeconds(1));
        testDatabase.close();
        vertx.close().await();
    }
}
