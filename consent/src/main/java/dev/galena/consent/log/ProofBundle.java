package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.CanonicalJson;
import dev.galena.consent.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything somebody needs to check what was consented to, without us: the files of a {@code .consent-proof.zip}. */
public final class ProofBundle {

    public static final String FORMAT = "galena-consent-proof/1";
    public static final String FILE_ENDING = ".consent-proof.zip";
    static final String MANIFEST = "manifest.json";

    private final SortedMap<String, byte[]> files;

    private ProofBundle(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    /** With a manifest that says what the files are about, and the hash of each. */
    static ProofBundle of(SortedMap<String, byte[]> content, Map<String, ?> about) {
        var hashes = new TreeMap<String, Object>();
        content.forEach((name, bytes) -> hashes.put(name, Digest.sha256(bytes)));
        var manifest = new TreeMap<String, Object>(about);
        manifest.put("format", FORMAT);
        manifest.put("files", hashes);
        var files = new TreeMap<>(content);
        files.put(MANIFEST, CanonicalJson.bytes(manifest));
        return new ProofBundle(files);
    }

    public SortedMap<String, byte[]> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    public String text(String file) {
        return new String(files.getOrDefault(file, new byte[0]), UTF_8);
    }

    public byte[] zip() {
        return PlainZip.of(files);
    }
}
