package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.galena.consent.log.Witness;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * {@code galena witness <folder> <name> <policy> <port>}: a witness for the logs of a policy, to be run by somebody else than the
 * market. Key and memory are in the folder; it needs no database. TLS is the business of what stands in front.
 */
final class WitnessCommand {
    private static final int BODY_BYTES_MAX = 64 << 10;

    private WitnessCommand() {}

    /** Listens until the process ends. Port 0 is any free one. */
    static HttpServer start(List<String> args, InstantSource clock, PrintStream out) throws IOException {
        if (args.size() != 4) throw new IllegalArgumentException("galena witness <folder> <name> <policy> <port>");
        var folder = Path.of(args.get(0));
        var witness = Witness.open(
                folder.resolve("witness.key"), args.get(1), Files.readString(Path.of(args.get(2))), folder, clock);
        var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args.get(3))), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/add-checkpoint", exchange -> answer(witness, exchange));
        server.start();
        out.println(witness.key().text());
        return server;
    }

    private static void answer(Witness witness, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            var reply = !exchange.getRequestMethod().equals("POST") || body.length > BODY_BYTES_MAX
                    ? new Witness.Reply(400, "text/plain; charset=utf-8", "POST a request of up to 64 KiB\n")
                    : witness.addCheckpoint(new String(body, UTF_8));
            byte[] answer = reply.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
