package dev.galena.api;

import dev.galena.api.http.Spec;
import dev.galena.billing.CreditWallet;
import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.EmbeddedPostgres;
import dev.galena.db.Migrations;
import dev.galena.market.Marketplace;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the market: PostgreSQL (its own, or a server's), migrations, the market, the network. Ctrl-C or SIGTERM closes it again. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private static final String OPERATOR_EMAIL = "operator@localhost";

    private static final int BATCHES_AT_ONCE = 2;

    private Main() {}

    public static void main(String[] args) {
        try {
            if (args.length > 0 && args[0].equals("witness")) {
                WitnessCommand.start(List.of(args).subList(1, args.length), InstantSource.system(), System.out);
                return;
            }
            var config = Config.from(System.getenv());
            if (args.length > 0 && args[0].equals("audit")) {
                System.exit(AuditCommand.run(config, System.out));
            } else if (args.length > 0) {
                System.err.println("galena [audit | witness <folder> <name> <policy> <port>]");
                System.exit(2);
            }
            run(config);
        } catch (Config.Refused refused) {
            System.err.println("Galena does not start:");
            refused.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(2);
        } catch (Throwable failure) {
            LOG.error("Galena does not start", failure);
            System.exit(1);
        }
    }

    private static void run(Config config) throws IOException {
        LOG.info("starting with {}", config);
        var spec = CompletableFuture.supplyAsync(Spec::load); // while PostgreSQL starts
        var server = config.database();
        var embedded = server == null ? EmbeddedPostgres.start(config.data()) : null;
        var owner = server == null ? Objects.requireNonNull(embedded).owner() : server;
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var app = Migrations.migrate(owner, Migrations.SCHEMAS).withPoolSize(config.connections());
        var database = Database.open(vertx, app);
        var clock = InstantSource.system();
        var masterKey = MasterKey.loadOrGenerate(config.masterKey());
        var market = new Marketplace(vertx, database, masterKey, clock, config.loopbackWebhooks());
        market.seedVerticals.run();
        database.read(tx -> {
            market.deals.refresh(tx);
            market.priceRules.refresh(tx);
            return tx;
        });
        var opened = market.firstStart.open(OPERATOR_EMAIL, config.currency(), config.demo());
        if (opened.isPresent()) {
            new DemoStock(
                            market.intake,
                            market.verticals,
                            new CreditWallet(database, market.treasury.wallets, clock),
                            clock)
                    .fill(opened.get().demo());
        }
        var open = Server.start(vertx, config, database, market, spec.join(), clock);
        market.intake.runBatches().start(BATCHES_AT_ONCE);
        Upkeep.begin(vertx, config, database, market, open, clock);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(config, open, market, vertx, database, embedded), "drain"));
        new Greeting(config).print(opened, System.out);
        LOG.info("listening on port {}, management on port {}", open.port(), open.managementPort());
    }

    private static void stop(
            Config config,
            Server server,
            Marketplace market,
            Vertx vertx,
            Database database,
            @Nullable EmbeddedPostgres embedded) {
        try {
            server.drain(config.drain());
            market.intake.runBatches().close();
            market.deliverEvents.close();
            server.chores().close();
            database.close();
            vertx.close().await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.warn("not closed in good order", e);
        }
        if (embedded != null) {
            embedded.close();
        }
        LOG.info("closed");
    }
}
