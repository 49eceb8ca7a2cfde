package dev.galena.api;

import dev.galena.api.http.Dispatch;
import dev.galena.api.http.Journal;
import dev.galena.api.http.RateLimits;
import dev.galena.api.http.Route;
import dev.galena.api.http.Spec;
import dev.galena.consent.log.AskWitnesses;
import dev.galena.consent.log.AuditLog;
import dev.galena.consent.log.LogState;
import dev.galena.consent.log.Sequence;
import dev.galena.db.Database;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.PurchaseDesk;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The market on the network: built from its parts, started, drained. */
final class Server {

    /** A process that stops in the middle of its work lets go of the log after these four seconds. */
    private static final DatabaseConfig.Limits SEQUENCE_LIMITS =
            new DatabaseConfig.Limits(1, 100, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(2));

    private final HttpServers servers = new HttpServers();
    private final Health health;
    private final Runnable writeDownUsed;
    private final Sequence sequence;
    private final Audits audits;
    private final @Nullable AskWitnesses askWitnesses;
    private final PurchaseDesk desk;
    private final Cashier cashier;
    private final KeepRequests requests;
    private final Chores chores;
    private final List<Route> routes;
    private final int port;
    private final int managementPort;

    private Server(Vertx vertx, Config config, Database database, Marketplace market, Spec spec, InstantSource clock) {
        var meters = meters();
        sequence = new Sequence(
                database.again(own -> own.withPoolSize(2).withLimits(SEQUENCE_LIMITS)), config.log(), clock, Id.next());
        health = new Health(database, sequence::state);
        askWitnesses = config.witnesses() == null ? null : new AskWitnesses(database, text(config.witnesses()));
        audits = new Audits(new AuditLog(database, config.log()), clock);
        LogMeters.bind(meters, sequence::state, audits::findings);
        var cookies = new Cookies(config.secure());
        var signingKeys = market.signingKeys.all(); // now, because later no event loop may wait for them
        var tokens = new Once<>(() -> new Tokens(signingKeys, config.publicUrl().toString(), clock));
        var authenticate = new Authenticate(market.identify, tokens, clock, cookies);
        var counters = PurchaseDesk.Limits.USUAL.counters();
        var tills = database.again(c -> c.withPoolSize(counters).throughIndexes());
        desk = new PurchaseDesk(
                new BuyLeads(tills, market.trade, market.idempotency, new PurchaseAnswers(), clock),
                PurchaseDesk.Limits.USUAL);
        cashier = new Cashier(database, market.treasury, config, clock);
        cashier.bind(meters);
        requests = new KeepRequests(market.requestLog, clock);
        chores = new Chores(clock);
        routes = Routes.of(
                market,
                desk,
                cashier,
                new Doors(authenticate, cookies, tokens),
                new Pages(spec),
                health,
                audits,
                new ReadSystem(database, market, config.data(), chores, sequence::state, audits, clock),
                config.publicUrl());
        var dispatch = new Dispatch(
                vertx,
                routes,
                spec,
                authenticate,
                new RateLimits(config.callerRate(), config.partyRate(), config.strangerRate()),
                new Journal(meters, config.accessLog(), requests),
                new Dispatch.Limits(config.bodyBytesMax(), config.directCallsMax()));
        // When keys were last used is written down now and then, not at every request.
        writeDownUsed = () -> market.issueKeys.used(authenticate.drainUsed());
        port = servers.start(vertx, config.host(), config.port(), config.eventLoops(), dispatch.router())
                .await();
        managementPort = new HttpServers()
                .start(vertx, config.host(), config.managementPort(), 1, new Management(health, meters))
                .await();
    }

    /** Listens when this returns. */
    static Server start(
            Vertx vertx, Config config, Database database, Marketplace market, Spec spec, InstantSource clock) {
        return new Server(vertx, config, database, market, spec, clock);
    }

    List<Route> routes() {
        return routes;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    /** Says that it is not ready any more, takes no more connections and lets what is running come to its end. */
    void drain(Duration max) {
        health.drain();
        servers.shutdown(max.toMillis()).await();
        desk.close();
    }

    /** Takes waiting events of consent into the log; true when there may be more. */
    boolean sequence() {
        return sequence.run();
    }

    /** Shows what this process signed to the witnesses, if there are any; whether enough have cosigned. */
    boolean askWitnesses() {
        return askWitnesses != null && sequence.state().part() == LogState.Part.SEQUENCING && askWitnesses.run();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("GALENA_LOG_WITNESSES", e);
        }
    }

    /** What this process does now and then; nothing before somebody begins it. */
    Chores chores() {
        return chores;
    }

    Cashier cashier() {
        return cashier;
    }

    Audits audits() {
        return audits;
    }

    KeepRequests requests() {
        return requests;
    }

    void writeDownUsedKeys() {
        writeDownUsed.run();
    }

    private static PrometheusMeterRegistry meters() {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new JvmGcMetrics().bindTo(meters);
        return meters;
    }
}
