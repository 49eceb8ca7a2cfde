package dev.galena.bench;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The product in a process of its own, as a user runs it, but without rate limits. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final String UNLIMITED = "10000000";

    private final Process process;
    private final int port;
    private final Path log;

    ServerProcess(String mainClass, Map<String, String> environment, String... jvmOptions)
            throws IOException, InterruptedException {
        this(mainClass, environment, List.of(), jvmOptions);
    }

    /** {@code inFront}: folders of classes that take the place of those of the product. */
    ServerProcess(String mainClass, Map<String, String> environment, List<Path> inFront, String... jvmOptions)
            throws IOException, InterruptedException {
        port = freePort();
        log = Files.createTempFile("galena-bench-server", ".log");
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of("-Xmx1g", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(jvmOptions));
        String extra = System.getenv("BENCH_SERVER_OPTS");
        if (extra != null) command.addAll(List.of(extra.split(" ")));
        var classPath = new StringJoiner(File.pathSeparator);
        for (Path folder : inFront) classPath.add(folder.toString());
        classPath.add(System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath.toString(), mainClass));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GALENA_HOST",
                        "127.0.0.1",
                        "GALENA_PORT",
                        Integer.toString(port),
                        "GALENA_MANAGEMENT_PORT",
                        Integer.toString(freePort()),
                        "GALENA_ACCESS_LOG",
                        "off",
                        "GALENA_DEMO",
                        "no",
                        "GALENA_DATA",
                        Files.createTempDirectory("galena-bench-data").toString()));
        for (String who : List.of("CALLER", "PARTY", "STRANGER")) {
            builder.environment().put("GALENA_RATE_" + who, UNLIMITED);
            builder.environment().put("GALENA_RATE_" + who + "_BURST", UNLIMITED);
        }
        builder.environment().putAll(environment);
        process = builder.start();
        awaitReady();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try {
                var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/readyz")
                        .toURL()
                        .openConnection();
                int status = connection.getResponseCode();
                connection.disconnect();
                if (status == 200) return;
            } catch (IOException e) {
                // not yet
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the server did not start:\n" + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        String written = Files.readString(log);
        if (written.contains("ERROR"))
            System.err.println(
                    written.lines().filter(l -> l.contains("ERROR")).limit(20).toList());
    }
}
