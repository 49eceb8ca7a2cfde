package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What verify/ConsentVerify.java says of the bundles in verify/examples is what is written there, word for word; the verifier
 * for the browser is held to the same texts. {@code -Dgalena.examples=write} makes all of it anew after the form changed.
 */
class ExamplesTest {

    private static final Path EXAMPLES =
            Path.of("").toAbsolutePath().getParent().resolve("verify/examples");
    private static final boolean WRITE =
            System.getProperty("galena.examples", "").equals("write");
    private static final int FLIPS = 2_000;

    @TempDir
    private static Path folder;

    private static Verifier verifier;

    @BeforeAll
    static void open() throws Exception {
        verifier = Verifier.compile(folder);
        if (WRITE) ExampleBundles.write(EXAMPLES);
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(EXAMPLES.resolve(name));
    }

    private static String text(String name) throws IOException {
        return new String(bytes(name), UTF_8);
    }

    private static void is(String name, String said) throws IOException {
        if (WRITE) Files.writeString(EXAMPLES.resolve(name), said);
        assertThat(said).as(name).isEqualTo(text(name));
    }

    @Test
    void itSaysWhatIsWritten() throws IOException {
        var policy = text("policy.txt");
        assertThat(verifier.verify(bytes("sold.consent-proof.zip"), policy)).isEqualTo(0);
        is("sold.txt", verifier.said());
        assertThat(verifier.verify(bytes("revoked.consent-proof.zip"), policy)).isEqualTo(0);
        is("revoked.txt", verifier.said());
        assertThat(verifier.verify(bytes("revoked.consent-proof.zip"), null)).isEqualTo(2);
        is("unpinned.txt", verifier.said());
    }

    @Test
    void anOldBundleIsNotTheLatest() throws IOException {
        var policy = text("policy.txt");
        var sold = bytes("sold.consent-proof.zip");
        var revoked = bytes("revoked.consent-proof.zip");
        assertThat(verifier.verify(sold, policy, revoked, null)).isEqualTo(3);
        is("sold-newest.txt", verifier.said());
        assertThat(verifier.said()).contains("3 consent.revoked of ", "5 revocation.acked of ", "NOT THE LATEST");
        assertThat(verifier.verify(sold, policy, null, text("checkpoint.txt"))).isEqualTo(2);
        is("sold-checkpoint.txt", verifier.said());
        assertThat(verifier.verify(sold, policy, sold, null)).isEqualTo(0);
        assertThat(verifier.verify(revoked, policy, sold, null)).isEqualTo(1);
        is("revoked-older.txt", verifier.said());
    }

    @Test
    void aCheckpointMustBeTheLogsOwn() throws IOException {
        var policy = text("policy.txt");
        var sold = bytes("sold.consent-proof.zip");
        var own = text("checkpoint.txt");
        assertThat(verifier.verify(sold, policy, null, own.replaceFirst("\n", "\n9")))
                .isEqualTo(1);
        assertThat(verifier.said()).contains("failed   newest", "a forged signature");
        assertThat(verifier.verify(sold, policy, null, "")).isEqualTo(1);
        var proof = new String(ExampleBundles.files(sold).get("events/0.tlog-proof"), UTF_8);
        var same = proof.substring(proof.indexOf("\n\n") + 2);
        assertThat(verifier.verify(sold, policy, null, same)).isEqualTo(0);
        assertThat(verifier.said()).contains("the log has not grown since");
    }

    /** One bit of the archive, or of one file while the manifest agrees to it: a line each, of the exit code and the outcomes. */
    @Test
    void everyChangedBitHasItsVerdict() throws IOException {
        var policy = text("policy.txt");
        var zip = bytes("revoked.consent-proof.zip");
        var files = ExampleBundles.files(zip);
        var names = List.copyOf(files.keySet());
        var random = new Lcg(7);
        var verdicts = new StringBuilder();
        for (int i = 0; i < FLIPS; i++) {
            byte[] changed;
            boolean logged = true;
            if (i % 4 == 0) {
                changed = zip.clone();
                random.flip(changed);
            } else {
                var name = names.get(random.next(names.size()));
                byte[] content = files.get(name).clone();
                random.flip(content);
                var forged = new TreeMap<>(files);
                forged.put(name, content);
                logged = !List.of("policy.txt", "parties.json").contains(name)
                        && !name.startsWith("receipts/"); // shown, and compared only in what was logged
                if (!name.equals("manifest.json")) agree(forged, name, files.get(name));
                changed = verifier.zip(forged);
            }
            int exit = verifier.verify(changed, policy);
            if (logged) assertThat(exit).as("change " + i).isEqualTo(1);
            verdicts.append(exit).append(' ').append(outcomes(verifier.said())).append('\n');
        }
        is("flips.txt", verdicts.toString());
    }

    private static void agree(Map<String, byte[]> files, String name, byte[] was) {
        var manifest = new String(files.get("manifest.json"), UTF_8)
                .replace(
                        "\"" + name + "\":\"" + Digest.sha256(was).hex() + "\"",
                        "\"" + name + "\":\"" + Digest.sha256(files.get(name)).hex() + "\"");
        files.put("manifest.json", manifest.getBytes(UTF_8));
    }

    private static String outcomes(String said) {
        return said.lines()
                .filter(line -> line.matches("(ok|failed|skipped|later) .*"))
                .map(line -> line.substring(0, 1))
                .collect(Collectors.joining());
    }

    /** So simple that another language makes the same numbers. */
    private static final class Lcg {
        private int state;

        Lcg(int seed) {
            state = seed;
        }

        int next(int bound) {
            state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
            return (state >>> 8) % bound;
        }

        void flip(byte[] bytes) {
            int bit = next(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }
}
