package dev.galena.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built product as a process of its own, with a market of its own, that can be killed and started again. */
final class Galena implements AutoCloseable {
    private static final Path JAR = Path.of("..", "api", "target", "galena", "galena.jar")
            .toAbsolutePath()
            .normalize();

    /** How its JVM compiles; see the module's pom. */
    private static final String COMPILER = System.getProperty("server.jvm", "-XX:+TieredCompilation");

    private static final int DEMO_PARTIES = 6;
    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Path data;
    private final Path log;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> keys;
    private final Map<String, String> settings;
    private Process process;

    /** Starts with an empty market on a PostgreSQL of its own; the demo parties trade in it. */
    Galena(Path data) throws Exception {
        this(data, Map.of());
    }

    /** {@code settings}: of its environment, besides the usual ones. */
    Galena(Path data, Map<String, String> settings) throws Exception {
        this(data, settings, new HashMap<>());
        start();
        while (keys.size() < DEMO_PARTIES)
            readKeys(data.resolve("demo-keys.txt")); // written just after the port is open
    }

    private Galena(Path data, Map<String, String> settings, Map<String, String> keys) {
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.settings = settings;
        this.keys = keys;
    }

    /** Another process of the same market, in a folder of its own. */
    Galena another(Path folder) throws Exception {
        var other = new Galena(folder, settings, keys);
        other.start();
        return other;
    }

    private void readKeys(Path file) throws IOException, InterruptedException {
        Thread.sleep(20);
        if (!Files.exists(file)) return;
        for (String line : Files.readAllLines(file)) {
            int key = line.indexOf("gal_test_");
            keys.put(
                    line.substring(0, key).strip().replaceFirst("\\s{2,}.*", ""),
                    line.substring(key).strip());
        }
    }

    /** Somebody's way into the console. */
    record LogIn(String email, String password) {}

    /** The one person of a demo party, or the operator as the first start showed them. */
    LogIn logIn(String party) {
        try {
            if (party.equals("Operator")) {
                var shown =
                        Files.readString(log).lines().filter(line -> line.startsWith("Operator, shown this once: "));
                var words = shown.findFirst().orElseThrow().split("\\s+", -1);
                return new LogIn(words[4], words[5]);
            }
            var lines = Files.readString(data.resolve("demo-logins.txt")).lines();
            var words = lines.filter(line -> line.strip().startsWith(party + "  "))
                    .findFirst()
                    .orElseThrow()
                    .split("\\s+", -1);
            return new LogIn(words[words.length - 2], words[words.length - 1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() throws Exception {
        var builder = command(Learnt.of(JAR, this)).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        Instant until = Instant.now().plus(START_MAX);
        while (!ready()) {
            if (!process.isAlive() || Instant.now().isAfter(until)) {
                throw new IllegalStateException("Galena did not start:\n" + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    /** What {@code galena audit} prints; the last line sums it up. */
    String audit() throws IOException, InterruptedException {
        var audit = command(Learnt.of(JAR), "audit").start();
        try (var output = audit.inputReader()) {
            String printed = output.readAllAsString();
            return audit.waitFor() == 0 ? printed : printed + "\nexit code " + audit.exitValue();
        }
    }

    private ProcessBuilder command(List<String> cache, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx512m", "-Xlog:disable", "-Xlog:all=error:stderr"));
        words.add(COMPILER);
        words.addAll(cache);
        words.addAll(List.of("-jar", JAR.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        var env = builder.environment();
        env.keySet().removeIf(name -> name.startsWith("GALENA_") || name.equals("DATABASE_URL"));
        env.put("GALENA_DATA", data.toString());
        env.put("GALENA_PORT", Integer.toString(port));
        env.put("GALENA_MANAGEMENT_PORT", Integer.toString(managementPort));
        for (String rate : new String[] {"GALENA_RATE_CALLER", "GALENA_RATE_PARTY", "GALENA_RATE_STRANGER"}) {
            env.put(rate, "1000000");
            env.put(rate + "_BURST", "1000000");
        }
        env.putAll(settings);
        return builder;
    }

    private boolean ready() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    /** As the power button would: no warning, nothing flushed by the process. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** It stands still where it is, until the next signal of that kind. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) throw new IllegalStateException("kill -" + name + ": " + status);
    }

    /** A line of {@code /metrics}; NaN while nobody answers. */
    double metric(String name) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException noAnswer) {
            return Double.NaN;
        }
    }

    Path data() {
        return data;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Without a key. */
    Reply get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(5)));
    }

    /** The demo gives the operator no key: he makes one with these scopes, from now on that of {@code "Operator"}. */
    void giveOperatorAKey(String... scopes) throws IOException, InterruptedException {
        var login = logIn("Operator");
        var session = http.send(
                HttpRequest.newBuilder(URI.create(url("/v1/sessions")))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(
                                JsonObject.of("email", login.email(), "password", login.password())
                                        .encode()))
                        .build(),
                BodyHandlers.ofString());
        var made = send(HttpRequest.newBuilder(URI.create(url("/v1/api-keys")))
                .header("content-type", "application/json")
                .header(
                        "cookie",
                        session.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0])
                .header("x-csrf-token", new JsonObject(session.body()).getString("csrf_token"))
                .POST(BodyPublishers.ofString(
                        JsonObject.of("name", "e2e", "scopes", List.of(scopes)).encode())));
        keys.put("Operator", made.json().getString("key"));
    }

    /** The demo key of a party. */
    String key(String party) {
        var key = keys.get(party);
        if (key == null) throw new IllegalArgumentException(party + " is none of " + keys.keySet());
        return key;
    }

    record Reply(int status, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    Reply get(String party, String path) throws IOException, InterruptedException {
        return send(request(party, path).GET());
    }

    Reply post(String party, String path, String idempotencyKey, JsonObject body)
            throws IOException, InterruptedException {
        return send(request(party, path)
                .header("content-type", "application/json")
                .header("idempotency-key", idempotencyKey)
                .POST(BodyPublishers.ofString(body.encode())));
    }

    /** What needs no key to be done once. */
    Reply post(String party, String path, JsonObject body) throws IOException, InterruptedException {
        return send(request(party, path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.encode())));
    }

    Reply put(String party, String path, JsonObject body) throws IOException, InterruptedException {
        return send(request(party, path)
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString(body.encode())));
    }

    Reply upload(String party, String path, Path csv) throws IOException, InterruptedException {
        return send(request(party, path).header("content-type", "text/csv").POST(BodyPublishers.ofFile(csv)));
    }

    private HttpRequest.Builder request(String party, String path) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + key(party));
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.body());
    }

    /** Ctrl-C: it lets what is running come to its end. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(Learnt.by(this) ? 120 : 40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Galena did not drain:\n" + Files.readString(log));
        }
        Learnt.ended(this);
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
