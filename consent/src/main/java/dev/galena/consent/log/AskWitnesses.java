package dev.galena.consent.log;

import dev.galena.db.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the newest checkpoint to the witnesses of a policy, and keeps it once enough of them have cosigned: C2SP tlog-witness,
 * the log's side. Nobody waits for it but who wants a proof. Called by one thread.
 */
public final class AskWitnesses {
    private static final Logger LOG = LoggerFactory.getLogger(AskWitnesses.class);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final int CONFLICT = 409;

    private final Database database;
    private final String policyText;
    private final Policy policy;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
    private final LogNames names = new LogNames();
    private final Checkpoints checkpoints = new Checkpoints();
    private final Witnessed witnessed = new Witnessed();
    private final StoredTree stored = new StoredTree(new Tiles());
    /** By name, what a witness cosigned last, as far as is known. */
    private final Map<String, Long> sizes = new HashMap<>();

    /** {@code policy}: witnesses with their addresses, groups and a quorum, in the form of C2SP tlog-policy. */
    public AskWitnesses(Database database, String policy) {
        this.database = database;
        this.policy = Policy.parse(policy);
        this.policyText = policy.lines()
                .filter(line ->
                        !line.strip().startsWith("log ") && !line.strip().startsWith("#") && !line.isBlank())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Whether the newest checkpoint is cosigned by the quorum now. */
    public boolean run() {
        var name = database.read(names::find);
        var newest = database.read(checkpoints::find);
        if (name.isEmpty() || newest.isEmpty()) return false;
        var checkpoint = Checkpoint.parse(newest.get().text());
        String published = "log " + name.get().key().text() + "\n" + policyText;
        var kept = database.read(witnessed::find);
        if (kept.isPresent()
                && kept.get().size() == checkpoint.size()
                && kept.get().policy().equals(published)) return true;
        var cosigned = newest.get();
        var asked = policy.witnesses().entrySet().stream()
                .map(w -> CompletableFuture.supplyAsync(
                        () -> ask(w.getKey(), w.getValue(), newest.get(), checkpoint), Thread::startVirtualThread))
                .toList();
        for (var answer : asked) {
            for (var signature : answer.join()) cosigned = cosigned.with(signature);
        }
        if (!policy.witnessed(cosigned)) return false;
        var done = new Witnessed.Cosigned(cosigned, published);
        database.inTx(tx -> witnessed.keep(tx, done));
        return true;
    }

    /** One witness's cosignatures, none if it has something against it. A witness that knows more than we is asked twice. */
    private List<Note.Signature> ask(String name, Policy.Witness witness, Note note, Checkpoint checkpoint) {
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                long old = size(name);
                if (old > checkpoint.size()) break;
                var answer = post(witness, request(old, note, checkpoint));
                if (answer.statusCode() == 200) {
                    known(name, checkpoint.size());
                    return cosignatures(answer.body(), witness.key(), note);
                }
                if (answer.statusCode() != CONFLICT) {
                    LOG.warn("witness {} answers {}", name, answer.statusCode());
                    break;
                }
                known(name, Decimal.parse(answer.body().strip()));
            }
        } catch (IOException | IllegalArgumentException | CompletionException e) {
            LOG.warn("witness {} does not cosign: {}", name, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private String request(long old, Note note, Checkpoint checkpoint) {
        var path = database.inTx(tx -> stored.ask(tx, p -> p.consistency(old, checkpoint.size())));
        var request = new StringBuilder("old ").append(old).append('\n');
        path.forEach(hash -> request.append(Base64Text.of(hash.bytes())).append('\n'));
        return request.append('\n').append(note).toString();
    }

    private HttpResponse<String> post(Policy.Witness witness, String body) throws IOException, InterruptedException {
        var prefix = witness.url().endsWith("/") ? witness.url() : witness.url() + "/";
        var request = HttpRequest.newBuilder(URI.create(prefix + "add-checkpoint"))
                .timeout(ANSWER_MAX)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Those that the witness's own key made; others are none of ours. */
    private static List<Note.Signature> cosignatures(String lines, NoteKey key, Note note) {
        return Note.signatures(lines).stream()
                .filter(s -> s.claims(key))
                .filter(s -> new Note(note.text(), List.of(s)).signedBy(key))
                .toList();
    }

    private synchronized long size(String name) {
        return sizes.getOrDefault(name, 0L);
    }

    private synchronized void known(String name, long size) {
        sizes.put(name, size);
    }
}
