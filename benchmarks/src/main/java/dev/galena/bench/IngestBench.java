package dev.galena.bench;

import dev.galena.api.Main;
import dev.galena.db.Id;
import dev.galena.market.party.ApiKey;
import dev.galena.market.party.ApiKeys;
import dev.galena.market.party.KeyText;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A file of leads through HTTP, from the start of the request to the end of the batch: read, checked, known again, consent
 * recorded, sealed, scored, listed, indexed. Beside it one COPY of the finished rows into copies of the same tables on the same
 * server, and the same rows lead by lead. A figure counts only if every lead has its consent, contact, listing and event.
 *
 * <p>Arguments: {@code --rows n} a file (1,000,000), {@code --heap size} of the server (256m).
 */
final class IngestBench {
    private static final int WARM_ROWS = 20_000;
    private static final int ONE_BY_ONE = 5_000;
    private static final long LOOK_MILLIS = 50;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BenchDatabase database;
    private final Path folder;
    private final Results results;
    private final String key;
    private int people;
    /** Events of the first, small file stay in the log for ever. */
    private long warmed;

    /** What became of one upload. */
    private record Ingested(String batch, long accepted, double seconds, double uploadSeconds, String cpu) {
        double perSecond() {
            return accepted / seconds;
        }
    }

    private IngestBench(BenchDatabase database, Path folder, int rows) {
        this.database = database;
        this.folder = folder;
        this.results = new Results(
                "ingest",
                "CSV of " + text(rows)
                        + " rows through HTTP, request start to end of batch, against one COPY a table of the finished "
                        + "rows, PostgreSQL " + database.version()
                        + " (fsync on); sender, server and PostgreSQL share the machine.");
        this.key = agency();
    }

    static void main(String... args) throws Exception {
        int rows = 1_000_000;
        String heap = "256m";
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--rows")) rows = Integer.parseInt(args[i + 1]);
            if (args[i].equals("--heap")) heap = args[i + 1];
        }
        Path folder = Files.createTempDirectory("galena-bench-ingest");
        try (var database = new BenchDatabase()) {
            new IngestBench(database, folder, rows).run(rows, heap);
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private void run(int rows, String heap) throws Exception {
        Ingested first;
        Ingested second;
        try (var server = new ServerProcess(
                Main.class.getName(),
                Map.of("DATABASE_URL", database.url()),
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=64m")) {
            send(server, "POST", "/v1/sources", "application/json", BodyPublishers.ofString("{\"code\":\"bench\"}"));
            warmed = ingest(server, WARM_ROWS).accepted();
            database.execute(
                    "truncate consent.subject, consent.subject_key, consent.consent, market.lead, market.contact, market.listing");
            database.execute("vacuum analyze");
            first = ingest(server, rows);
            note("leads a second", first);
            results.note("where the time goes", first.cpu());
            second = ingest(server, rows);
            note("leads a second, the second file", second);
            results.atMost("resident memory at most", resident(server.pid()), 512, " MB");
        }
        check(first, second);
        var baseline = new CopyBaseline(database, folder);
        double copy = Math.max(baseline.copy(first.batch(), true), baseline.copy(first.batch(), false));
        results.note("COPY of the same rows, leads a second (binary or text, the faster)", text(copy));
        double single = baseline.oneByOne(first.batch(), ONE_BY_ONE);
        results.note("lead by lead, leads a second", text(single));
        results.atLeast("through HTTP ÷ COPY", first.perSecond() / copy, 0.7, "");
        results.atLeast("through HTTP ÷ lead by lead", first.perSecond() / single, 7, "");
        results.atLeast("second file ÷ first", second.perSecond() / first.perSecond(), 0.9, "");
        results.write();
    }

    private void note(String figure, Ingested ingested) {
        results.note(
                figure,
                text(ingested.perSecond())
                        + String.format(
                                Locale.ROOT,
                                " (%.1f s, of which %.1f s the upload)",
                                ingested.seconds(),
                                ingested.uploadSeconds()));
    }

    private Ingested ingest(ServerProcess server, int rows) throws Exception {
        Path file = LeadFile.write(folder, people, people + rows);
        people += rows;
        Cpu before = Cpu.now(server.pid(), database.backend());
        long start = System.nanoTime();
        JsonObject batch = send(
                server, "POST", "/v1/batches?source=bench&vertical=education", "text/csv", BodyPublishers.ofFile(file));
        double upload = (System.nanoTime() - start) / 1e9;
        String address = "/v1/batches/" + batch.getString("id");
        while (batch.getString("finished_at") == null) {
            Thread.sleep(LOOK_MILLIS);
            batch = send(server, "GET", address, "", BodyPublishers.noBody());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Cpu after = Cpu.now(server.pid(), database.backend());
        Files.delete(file);
        var counts = batch.getJsonObject("counts");
        if (!batch.getString("state").equals("done") || counts.getLong("accepted") < rows * 0.97)
            throw new IllegalStateException(batch.encodePrettily());
        var id = Id.parse("bat", batch.getString("id")).orElseThrow();
        long accepted = counts.getLong("accepted");
        return new Ingested(id.toString(), accepted, seconds, upload, after.since(before, (double) accepted));
    }

    private JsonObject send(
            ServerProcess server, String method, String path, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body)
                .header("Authorization", "Bearer " + key);
        if (!type.isEmpty()) request.header("Content-Type", type);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        return new JsonObject(answer.body());
    }

    /** A seller with one key. */
    private String agency() {
        Instant now = Instant.now();
        UUID seller = Id.next();
        String text = KeyText.fresh(false, new SecureRandom());
        database.database().inTx(tx -> {
            var party = new Party(
                    seller,
                    "Bench Agency",
                    Set.of(Role.SELLER),
                    Currency.getInstance("USD"),
                    ZoneOffset.UTC,
                    false,
                    now);
            new Parties().add(tx, party);
            var bench = new ApiKey(
                    Id.next(),
                    seller,
                    "bench",
                    KeyText.prefix(text),
                    Scope.of(Set.of(Role.SELLER)),
                    now,
                    null,
                    null,
                    null);
            new ApiKeys().add(tx, bench, KeyText.hash(text));
            return true;
        });
        return text;
    }

    /** The most memory the server ever held, in MB, everything counted; 0 where there is no /proc. */
    private static double resident(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) return 0;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private void check(Ingested first, Ingested second) {
        long wanted = first.accepted() + second.accepted();
        for (String count : new String[] {
            "market.lead",
            "market.contact",
            "market.listing",
            "consent.consent",
            "consent.subject",
            "consent.event where consent_id is not null",
            "market.lead l join consent.consent c on c.id = l.consent_id and c.subject_id = l.subject_id",
            "market.lead l join market.listing o on o.lead_id = l.id join market.contact c on c.lead_id = l.id"
        }) {
            long found = database.database().inTx(tx -> {
                tx.run("set local statement_timeout = 0");
                return tx.rows("select count(*) from " + count).getFirst().getLong(0);
            });
            long expected = count.startsWith("consent.event") ? wanted + warmed : wanted;
            if (found != expected)
                throw new IllegalStateException(found + " rows instead of " + expected + ": " + count);
        }
        results.note("leads = consents = contacts = listings = people = events", text((double) wanted));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
