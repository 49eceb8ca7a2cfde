package dev.galena.api;

import dev.galena.api.http.Replies;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The listening side: as many servers as event loops, all on one port, so that every core accepts connections. */
final class HttpServers {
    private static final HttpServerOptions LIMITS = new HttpServerOptions()
            .setIdleTimeout(75)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxHeaderSize(16 * 1024)
            .setMaxInitialLineLength(8 * 1024)
            .setHandle100ContinueAutomatically(true)
            .setTcpNoDelay(true);

    private final Queue<HttpServer> running = new ConcurrentLinkedQueue<>();

    Future<Integer> start(Vertx vertx, String host, int port, int instances, Handler<HttpServerRequest> handler) {
        // To Vert.x port 0 is another one for each server, a negative one is any free port for all of them.
        int shared = port == 0 ? -1 : port;
        return vertx.deployVerticle(
                        () -> new Listener(host, instances == 1 ? port : shared, handler),
                        new DeploymentOptions().setInstances(instances))
                .map(deployed -> running.element().actualPort());
    }

    private final class Listener extends VerticleBase {
        private final String host;
        private final int port;
        private final Handler<HttpServerRequest> handler;

        Listener(String host, int port, Handler<HttpServerRequest> handler) {
            this.host = host;
            this.port = port;
            this.handler = handler;
        }

        @Override
        public Future<?> start() {
            var server = vertx.createHttpServer(
                            new HttpServerOptions(LIMITS).setHost(host).setPort(port))
                    .requestHandler(handler)
                    .invalidRequestHandler(Replies::unreadable);
            running.add(server);
            return server.listen();
        }
    }

    /** Takes no more connections and waits for the requests that are running, at most so long. */
    Future<Void> shutdown(long millis) {
        return Future.join(running.stream()
                        .map(server -> server.shutdown(millis, TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }
}
