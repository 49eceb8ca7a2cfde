package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.galena.consent.evidence.Exhibit;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.consent.evidence.Kind;
import dev.galena.consent.log.AskWitnesses;
import dev.galena.consent.log.LogFiles;
import dev.galena.consent.log.ProofBundles;
import dev.galena.consent.log.ReadLog;
import dev.galena.consent.log.Sequence;
import dev.galena.consent.log.Witness;
import dev.galena.db.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;

/** Bundles of people who do not exist: a lead sold, and the same after its person withdrew. */
final class ExampleBundles {

    private static final String RULES = "us-tcpa-pewc@2";
    private static final UUID COLLEGE = Id.next();
    private static final UUID OBLIGATION = Id.next();

    private final ConsentWorld world = new ConsentWorld();
    private final Exhibits exhibits = new Exhibits(world.subjects);
    private final Path secret;
    private final Path folder;
    private Instant now = ConsentWorld.NOW;

    private ExampleBundles(Path folder, Path secret) {
        this.folder = folder;
        this.secret = secret;
    }

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        new ExampleBundles(folder, Files.createTempDirectory("galena-examples")).write();
    }

    static SortedMap<String, byte[]> files(byte[] zip) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private void write() throws IOException {
        var sequence = new Sequence(
                world.database,
                new LogFiles(secret.resolve("log.key"), secret.resolve("log.checkpoint"), "consent.example.com/1"),
                () -> now,
                Id.next());
        for (int i = 0; i < 300; i++) world.granted(ConsentWorld.somebody());
        var consent =
                world.granted(new Identity("+12135550142", "kim@example.com")).getFirst();
        attach(consent, "<!doctype html><title>Courses</title><p>" + ConsentWorld.WORDS + "\n");
        now = now.plus(Duration.ofHours(1));
        sell(consent);
        sequence.run();
        keep("policy.txt", witnessed().getBytes(UTF_8));
        keep("sold", consent);
        now = now.plus(Duration.ofDays(2));
        record(consent, "consent.revoked", Map.of("channel", "telephone"));
        record(consent, "revocation.sent", Map.of("party", COLLEGE, "obligation", OBLIGATION));
        now = now.plus(Duration.ofMinutes(3));
        record(consent, "revocation.acked", confirmation(consent, now));
        sequence.run();
        witnessed();
        keep("revoked", consent);
        for (int i = 0; i < 40; i++) world.granted(ConsentWorld.somebody());
        sequence.run();
        keep(
                "checkpoint.txt",
                new ReadLog(world.database)
                        .checkpoint()
                        .orElseThrow()
                        .toString()
                        .getBytes(UTF_8));
        world.close();
    }

    private void attach(UUID consent, String page) {
        byte[] content = page.getBytes(UTF_8);
        world.inTx(tx -> {
            var locked = world.consents.lock(tx, List.of(consent));
            var of = Objects.requireNonNull(locked.get(consent));
            var key = Objects.requireNonNull(
                    world.subjects.keys(tx, List.of(of.subjectId())).get(of.subjectId()));
            var digest = Digest.sha256(content);
            var exhibit = new Exhibit(
                    Id.next(),
                    consent,
                    of.subjectId(),
                    of.seq() + 1,
                    digest,
                    Kind.HTML,
                    content.length,
                    world.seller,
                    now);
            var fields = Map.<String, Object>of(
                    "evidence", exhibit.id(), "kind", "html", "bytes", content.length, "seller", world.seller);
            var event = new Event(consent, "evidence.attached", fields, Map.of("sha256", digest.hex()));
            world.consents.record(tx, List.of(event), locked, now);
            exhibits.add(tx, exhibit, key, content);
            return locked;
        });
    }

    private void sell(UUID consent) {
        var rules = new RuleSets();
        var judgedBy = world.inTx(tx -> {
            var found = rules.versions(tx, List.of(RULES)).get(RULES);
            if (found == null) throw new IllegalStateException("no rules " + RULES);
            rules.publish(tx, List.of(found), now);
            return found;
        });
        var fields = new HashMap<String, Object>();
        fields.put("lead_id", Id.next());
        fields.put("sale_id", Id.next());
        fields.put("buyer_id", COLLEGE);
        fields.put("buyer_name", "Northfield College");
        fields.put("exclusive", false);
        fields.put("rule_set", RULES);
        fields.put("rules", judgedBy.digest());
        record(consent, "lead.sold", fields);
    }

    private void record(UUID consent, String type, Map<String, Object> fields) {
        world.inTx(tx -> {
            var locked = world.consents.lock(tx, List.of(consent));
            world.consents.record(tx, List.of(Event.of(consent, type, fields)), locked, now);
            return locked;
        });
    }

    /** As a holder signs that it was told. */
    static Map<String, Object> confirmation(UUID consent, Instant now) {
        var statement = new String(
                CanonicalJson.bytes(Map.of(
                        "action",
                        "stopped",
                        "at",
                        now.toString(),
                        "consent",
                        Id.text("cns", consent),
                        "obligation",
                        Id.text("obl", OBLIGATION))),
                UTF_8);
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(("galena.acknowledgement/1\0" + statement).getBytes(UTF_8));
            var base64 = Base64.getEncoder();
            return Map.of(
                    "party",
                    COLLEGE,
                    "obligation",
                    OBLIGATION,
                    "statement",
                    statement,
                    "public_key",
                    base64.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)),
                    "signature",
                    base64.encodeToString(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks a witness; returns the policy that names it. */
    private String witnessed() throws IOException {
        String log = new ReadLog(world.database).policy().orElseThrow();
        var witness = Witness.open(secret.resolve("witness.key"), "witness.example.org/w1", log, secret, () -> now);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            var reply = witness.addCheckpoint(new String(call.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = reply.body().getBytes(UTF_8);
            call.sendResponseHeaders(reply.status(), body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        String policy = "witness w1 " + witness.key() + " " + address + "\nquorum w1\n";
        boolean cosigned = new AskWitnesses(world.database, policy).run();
        server.stop(0);
        if (!cosigned) throw new IllegalStateException("not cosigned");
        return new ReadLog(world.database).policy().orElseThrow().replace(" " + address, "");
    }

    private void keep(String name, UUID consent) throws IOException {
        var bundles = new ProofBundles(
                world.consents, new Disclosures(world.subjects), world.notices, new RuleSets(), exhibits);
        var reader = new ProofBundles.Reader(
                (id, fields) -> false, ids -> Map.of(COLLEGE, "Northfield College", world.seller, "X Education"));
        var bundle =
                world.inTx(tx -> bundles.make(tx, List.of(consent), reader)).orElseThrow();
        keep(name + ".consent-proof.zip", bundle.zip());
    }

    private void keep(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
