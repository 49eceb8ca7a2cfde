package dev.galena.bench;

import dev.galena.db.DatabaseConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What Vert.x and its client give with nothing of ours around them: no authentication, no routes, no limits, no journal. */
final class BareServer {

    private static final String SQL = "select posted from billing.balance where account_id = $1";

    private BareServer() {}

    public static void main(String[] args) {
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var config = DatabaseConfig.parse(System.getenv("BENCH_APP"));
        int cores = Runtime.getRuntime().availableProcessors();
        SqlClient client = PgBuilder.client()
                .with(new PoolOptions().setMaxSize(config.limits().readConnections()))
                .connectingTo(new PgConnectOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setDatabase(config.database())
                        .setUser(config.user())
                        .setPassword(config.password())
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
        vertx.deployVerticle(() -> new Listener(client), new DeploymentOptions().setInstances(cores))
                .await();
    }

    static byte[] request(String wallet) {
        return ("GET /" + wallet + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Listener extends VerticleBase {
        private final SqlClient client;

        Listener(SqlClient client) {
            this.client = client;
        }

        @Override
        public Future<?> start() {
            int port = Integer.parseInt(System.getenv("GALENA_PORT"));
            return vertx.createHttpServer().requestHandler(this::serve).listen(port, "127.0.0.1");
        }

        private void serve(HttpServerRequest request) {
            String path = request.path();
            if (path == null || path.equals("/readyz")) {
                request.response().end();
                return;
            }
            client.preparedQuery(SQL)
                    .execute(Tuple.of(UUID.fromString(path.substring(1))))
                    .onComplete(rows -> {
                        if (rows.failed()) {
                            request.response().setStatusCode(500).end();
                            return;
                        }
                        long posted = rows.result().iterator().next().getLong(0);
                        var balance = JsonObject.of("amount", posted, "currency", "USD");
                        request.response()
                                .putHeader("content-type", "application/json")
                                .end(JsonObject.of("wallet", balance).toBuffer());
                    });
        }
    }
}
