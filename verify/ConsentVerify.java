import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Checks a proof of consent, offline: {@code java ConsentVerify.java lead.consent-proof.zip policy.txt}. Needs a JDK 17 or
 * newer and nothing else, and believes nobody but the key in your policy (C2SP tlog-policy): not the server, not the bundle.
 *
 * <p>What came after a bundle was made cannot be seen in it. {@code --newest newer.consent-proof.zip}, a newer bundle of the
 * same consents, shows which events it lacks; {@code --checkpoint checkpoint.txt}, the log's own {@code /log/checkpoint},
 * shows whether the log has grown since.
 *
 * <p>Exit code 0, VALID: every check was made and passed. 1, NOT VALID: something is false. 2, NOT FULLY CHECKED: nothing is
 * false, but not everything could be checked, for example because no policy was given. 3, NOT THE LATEST: nothing is false, but
 * events are missing that came later. 64: it could not begin.
 *
 * <p>Written in the plainest Java: most of the time goes into compiling it, so {@code java -XX:TieredStopAtLevel=1 …} is faster. For
 * many bundles compile it once: {@code javac -d classes ConsentVerify.java; java -cp classes ConsentVerify …}.
 */
public final class ConsentVerify {

    private static final int BYTES_MAX = 64 << 20;
    private static final String[] CHECKS = {
        "container", "signed", "witnessed", "included", "chain", "openings", "notice", "submitted", "receipts", "rules", "verdict",
        "evidence", "confirmed", "newest"
    };

    /** What a rule set may ask for. Times of contact and lists are not a matter of the sale: {@code quiet_hours}, {@code list}. */
    private static final String RULES = " code version effective_from title source notes requires requires_any phrases channels_any"
            + " channels_all buyer_named one_to_one age_max quiet_hours list lawful_basis jurisdiction ";

    private static final String[] RECEIPTS = {".iso27560.json", ".kantara.json", ".dpv.jsonld"};

    /** The worse, the later. */
    private enum Outcome {
        OK(0, "VALID"),
        SKIPPED(2, "NOT FULLY CHECKED"),
        LATER(3, "NOT THE LATEST"),
        FAILED(1, "NOT VALID");

        private final int exit;
        private final String verdict;

        Outcome(int exit, String verdict) {
            this.exit = exit;
            this.verdict = verdict;
        }
    }

    /** Why a check did not pass. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;

        Stop(Outcome outcome, String why) {
            super(why);
            this.outcome = outcome;
        }
    }

    private final byte[] zip;
    /** The policy that the reader trusts; null: none. */
    private final String pinned;
    /** A bundle that may know more, and a newer checkpoint; null: none. */
    private final ConsentVerify newer;
    private final String newerCheckpoint;

    private final TreeMap<String, byte[]> files = new TreeMap<String, byte[]>();
    private final TreeMap<Long, byte[]> leaves = new TreeMap<Long, byte[]>();
    private final TreeMap<String, Obj> opened = new TreeMap<String, Obj>();
    private final ArrayList<String> cosigned = new ArrayList<String>();
    private Outcome worst = Outcome.OK;
    private Obj manifest = new Obj();
    private String checkpoint = "";

    private ConsentVerify(byte[] zip, String pinned, byte[] newest, String newerCheckpoint) {
        this.zip = zip;
        this.pinned = pinned;
        this.newer = newest == null ? null : new ConsentVerify(newest, pinned, null, null);
        this.newerCheckpoint = newerCheckpoint;
    }

    public static void main(String[] args) throws IOException {
        String[] given = new String[4]; // bundle, policy, newest, checkpoint
        for (int i = 0; i < args.length; i++) {
            boolean last = i == args.length - 1;
            int which = args[i].equals("--newest") ? 2 : args[i].equals("--checkpoint") ? 3 : given[0] == null ? 0 : 1;
            if (which >= 2 && !last) i++;
            else if (args[i].startsWith("--")) usage();
            if (given[which] != null) usage();
            given[which] = args[i];
        }
        if (given[0] == null) usage();
        byte[] policy = read(given[1]);
        byte[] checkpoint = read(given[3]);
        System.exit(verify(
                read(given[0]),
                policy == null ? null : new String(policy, UTF_8),
                read(given[2]),
                checkpoint == null ? null : new String(checkpoint, UTF_8)));
    }

    private static void usage() {
        System.err.println("java ConsentVerify.java bundle.consent-proof.zip [policy.txt] [--newest bundle.zip] [--checkpoint file]");
        System.exit(64);
    }

    private static byte[] read(String file) throws IOException {
        if (file == null) return null;
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path) || Files.size(path) > BYTES_MAX) {
            System.err.println(file + " cannot be read, or is larger than " + (BYTES_MAX >> 20) + " MiB");
            System.exit(64);
        }
        return Files.readAllBytes(path);
    }

    /** Prints a line a check, then the story and the verdict; returns the exit code. */
    static int verify(byte[] zip, String pinned, byte[] newest, String checkpoint) {
        ConsentVerify bundle = new ConsentVerify(zip, pinned, newest, checkpoint);
        for (String check : CHECKS) {
            if (!check.equals("newest") || newest != null || checkpoint != null) bundle.report(check);
            if (check.equals("container") && bundle.worst == Outcome.FAILED) break;
        }
        if (bundle.worst != Outcome.FAILED) bundle.story();
        System.out.println(bundle.worst.verdict);
        return bundle.worst.exit;
    }

    private void report(String check) {
        Outcome outcome = Outcome.OK;
        String text;
        try {
            text = check(check);
        } catch (Stop stop) {
            outcome = stop.outcome;
            text = stop.getMessage();
        } catch (Exception e) { // no number where one should be, no end of a string, …
            outcome = Outcome.FAILED;
            text = "malformed";
        }
        if (outcome.compareTo(worst) > 0) worst = outcome;
        System.out.println(padded(outcome.name().toLowerCase(Locale.ROOT), 9) + padded(check, 11) + text);
    }

    private String check(String name) throws Exception {
        switch (name) {
            case "container":
                return container();
            case "signed":
                return signed();
            case "witnessed":
                return witnessed();
            case "included":
                return included();
            case "chain":
                return chain();
            case "openings":
                return openings();
            case "notice":
                return notices();
            case "submitted":
                return submitted();
            case "receipts":
                return receipts();
            case "rules":
                return rules();
            case "verdict":
                return verdicts();
            case "evidence":
                return evidence();
            case "confirmed":
                return confirmed();
            default:
                return newest();
        }
    }

    // ── the files ──

    private String container() {
        readZip();
        require(Arrays.equals(zip, writeZip(files)), "the archive has bytes that belong to no file");
        manifest = (Obj) canonical("manifest.json");
        require(manifest.has("consents files format notices rules submissions"), "an unknown manifest");
        require("galena-consent-proof/1".equals(manifest.get("format")), "an unknown format");
        Obj listed = manifest.object("files");
        HashSet<String> there = new HashSet<String>(files.keySet());
        there.remove("manifest.json");
        require(listed.keySet().equals(there), "the manifest lists other files than there are");
        for (String name : there) require(hex(sha256(file(name))).equals(listed.get(name)), "was changed", name);
        require(expected(there).equals(there), "a file nobody asks for, or one too few");
        Obj parties = (Obj) canonical("parties.json");
        for (String id : parties.keySet()) parties.text(id);
        return files.size() + " files, as the manifest lists them";
    }

    private HashSet<String> expected(HashSet<String> there) {
        HashSet<String> expected = new HashSet<String>();
        expected.add("policy.txt");
        expected.add("parties.json");
        for (Obj consent : consents()) {
            String openings = "openings/" + consent.text("id") + ".json";
            if (there.contains(openings)) expected.add(openings);
            for (String receipt : RECEIPTS) if (!withheld(events(consent).get(0))) expected.add("receipts/" + consent.text("id") + receipt);
            for (Obj event : events(consent)) {
                if (!withheld(event)) expected.add("events/" + event.number("index") + ".json");
                expected.add("events/" + event.number("index") + ".tlog-proof");
            }
        }
        for (String hash : manifest.object("notices").keySet()) expected.add("notices/" + hash + ".txt");
        for (String name : manifest.object("rules").keySet()) expected.add("rules/" + name + ".json");
        for (String hash : manifest.object("submissions").keySet()) expected.add("submissions/" + hash + ".json");
        for (long index : published()) {
            expected.add("events/" + index + ".json");
            expected.add("events/" + index + ".tlog-proof");
        }
        for (String name : there) if (name.startsWith("evidence/")) expected.add(name);
        return expected;
    }

    /** Where the words, the rules and the sellers' keys were published. */
    private ArrayList<Long> published() {
        ArrayList<Long> indexes = new ArrayList<Long>();
        for (String member : new String[] {"notices", "rules", "submissions"}) {
            Obj published = manifest.object(member);
            for (String name : published.keySet()) indexes.add(published.number(name));
        }
        return indexes;
    }

    /** Local headers only: {@link #writeZip} then has to give the same bytes, directory and all. */
    private void readZip() {
        ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() > 30 && in.getInt(in.position()) == 0x04034b50) {
            int at = in.position();
            int bytes = in.getInt(at + 22);
            require(bytes >= 0 && bytes <= in.remaining(), "an archive cut off");
            byte[] name = new byte[in.getShort(at + 26)];
            byte[] content = new byte[bytes];
            in.position(at + 30);
            in.get(name);
            in.get(content);
            files.put(new String(name, UTF_8), content);
        }
    }

    private static byte[] writeZip(TreeMap<String, byte[]> files) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (String path : files.keySet()) {
            byte[] name = path.getBytes(UTF_8);
            byte[] content = files.get(path);
            CRC32 crc = new CRC32();
            crc.update(content);
            ByteBuffer about = little(26);
            about.putShort((short) 10).putShort((short) 0x800).putInt(0).putShort((short) 0x21);
            about.putInt((int) crc.getValue()).putInt(content.length).putInt(content.length);
            about.putShort((short) name.length).putShort((short) 0);
            ByteBuffer entry = little(46 + name.length);
            entry.putInt(0x02014b50).putShort((short) 10).put(about.array());
            entry.putShort((short) 0).putInt(0).putInt(0).putInt(archive.size()).put(name);
            directory.writeBytes(entry.array());
            archive.writeBytes(little(30).putInt(0x04034b50).put(about.array()).array());
            archive.writeBytes(name);
            archive.writeBytes(content);
        }
        ByteBuffer end = little(22);
        end.putInt(0x06054b50).putInt(0).putShort((short) files.size()).putShort((short) files.size());
        end.putInt(directory.size()).putInt(archive.size());
        archive.writeBytes(directory.toByteArray());
        archive.writeBytes(end.array());
        return archive.toByteArray();
    }

    // ── the log: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy; RFC 6962 ──

    private String signed() throws GeneralSecurityException {
        for (String name : files.keySet()) {
            if (!name.endsWith(".tlog-proof")) continue;
            String proof = text(name);
            String note = proof.substring(proof.indexOf("\n\n") + 2);
            if (checkpoint.isEmpty()) checkpoint = note;
            require(checkpoint.equals(note), "proofs under different checkpoints");
        }
        require(!checkpoint.isEmpty(), "no proofs");
        require(signed(checkpoint), "not by a key of this log that the policy names");
        String what = origin(checkpoint) + ", " + size(checkpoint) + " events";
        if (pinned == null) throw new Stop(Outcome.SKIPPED, what + "; by a key only the bundle vouches for: give a policy you trust");
        return what + ", by the key you trust";
    }

    /** Whether it is a checkpoint, signed by the key of its log that the policy names. */
    private boolean signed(String note) throws GeneralSecurityException {
        String head = origin(note) + "\n" + size(note) + "\n" + base64(root(note)) + "\n";
        require(body(note).equals(head), "not a checkpoint");
        boolean signed = false;
        for (String[] line : lines(pinned == null ? text("policy.txt") : pinned)) {
            if (line[0].equals("log") && name(line[1]).equals(origin(note)) && signedBy(line[1], note)) signed = true;
        }
        return signed;
    }

    private String witnessed() throws GeneralSecurityException {
        if (pinned == null) throw new Stop(Outcome.SKIPPED, "no policy says which witnesses count");
        TreeMap<String, Boolean> known = new TreeMap<String, Boolean>();
        known.put("none", true);
        for (String[] line : lines(pinned)) {
            if (line[0].equals("log")) continue;
            if (line[0].equals("quorum")) {
                require(known.get(line[1]), "not by the quorum of witnesses", line[1]);
                return line[1].equals("none") ? "your policy asks for no witness" : "by the quorum " + line[1];
            }
            require(!known.containsKey(line[1]), "a name twice in the policy");
            if (line[0].equals("witness")) {
                known.put(line[1], signedBy(line[2], checkpoint));
            } else {
                require(line[0].equals("group"), "not a line of a policy", line[0]);
                int yes = 0;
                for (int i = 3; i < line.length; i++) if (known.get(line[i])) yes++;
                int all = line.length - 3;
                int wanted = line[2].equals("any") ? 1 : line[2].equals("all") ? all : Integer.parseInt(line[2]);
                require(wanted > 0 && all > 0, "a group nobody can understand");
                known.put(line[1], yes >= wanted);
            }
        }
        throw new Stop(Outcome.FAILED, "the policy has no quorum");
    }

    private String included() {
        int n = 0;
        for (Obj consent : consents()) {
            for (Obj event : events(consent)) {
                long index = event.number("index");
                byte[] hash = HexFormat.of().parseHex(event.text("hash"));
                require(hex(hash).equals(event.text("hash")), "not hexadecimal");
                if (!withheld(event)) {
                    leaves.put(index, file("events/" + index + ".json"));
                    require(Arrays.equals(leafHash(leaves.get(index)), hash), "an event has another hash");
                }
                included(index, hash);
                n++;
            }
        }
        for (long index : published()) {
            leaves.put(index, file("events/" + index + ".json"));
            included(index, leafHash(leaves.get(index)));
            n++;
        }
        return n + " events are in the log";
    }

    private void included(long index, byte[] hash) {
        String proof = text("events/" + index + ".tlog-proof");
        String[] lines = proof.substring(0, proof.indexOf("\n\n")).split("\n");
        require(lines[0].equals("c2sp.org/tlog-proof@v1") && lines[1].equals("index " + index), "a proof of something else");
        long node = index;
        long last = size(checkpoint) - 1;
        require(index <= last, "an event is not in the log");
        for (int i = 2; i < lines.length; i++) {
            byte[] sibling = unbase64(lines[i]);
            require(last > 0 && sibling.length == 32, "a proof too long");
            if ((node & 1) == 1 || node == last) {
                hash = sha256(new byte[] {1}, sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(new byte[] {1}, hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        require(last == 0 && Arrays.equals(hash, root(checkpoint)), "an event is not in the log");
    }

    private boolean signedBy(String vkey, String note) throws GeneralSecurityException {
        byte[] typed = unbase64(vkey.substring(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1));
        byte[] id = Arrays.copyOf(sha256((name(vkey) + "\n").getBytes(UTF_8), typed), 4);
        require(typed.length == 33 && vkey.startsWith(name(vkey) + "+" + hex(id) + "+"), "not a key", vkey);
        boolean found = false;
        for (String line : note.substring(body(note).length() + 1).split("\n")) {
            String[] words = line.split(" ");
            require(words.length == 3 && words[0].equals("\u2014"), "not a signature");
            byte[] signature = unbase64(words[2]);
            if (!words[1].equals(name(vkey)) || !Arrays.equals(id, Arrays.copyOf(signature, 4))) continue;
            String message = body(note);
            int from = 4;
            if (typed[0] == 4) { // a witness signs with the time
                long second = ByteBuffer.wrap(signature, 4, 8).getLong();
                message = "cosignature/v1\ntime " + second + "\n" + message;
                from = 12;
                cosigned.add(Instant.ofEpochSecond(second) + " by " + name(vkey));
            }
            byte[] made = Arrays.copyOfRange(signature, from, signature.length);
            require(ed25519(Arrays.copyOfRange(typed, 1, 33), message.getBytes(UTF_8), made), "a forged signature");
            found = true;
        }
        return found;
    }

    private static boolean ed25519(byte[] key, byte[] message, byte[] signature) throws GeneralSecurityException {
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + hex(key));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(message);
        return signature.length == 64 && verifier.verify(signature);
    }

    // ── the consent ──

    private String chain() {
        StringBuilder said = new StringBuilder();
        int hidden = 0;
        for (Obj consent : consents()) {
            long seq = 0;
            Obj before = null;
            for (Obj event : events(consent)) {
                require(event.number("seq") == seq, "events are missing");
                require(before == null || before.number("index") < event.number("index"), "events out of order");
                Obj leaf = leaf(event);
                if (leaf == null) {
                    hidden++;
                } else {
                    boolean its = leaf.number("v") == 1 && leaf.number("seq") == seq && leaf.text("consent").equals(consent.text("id"));
                    require(its, "an event of something else");
                    Object prev = leaf.get("prev");
                    boolean follows = before == null ? prev == null : before.text("hash").equals(prev);
                    require(follows, "an event does not follow the one before");
                    require(seq > 0 || leaf.type().equals("consent.granted") || leaf.type().equals("consent.imported"), "the first event is no grant");
                }
                before = event;
                seq++;
            }
            require(seq > 0, "a consent without events");
            said.append(said.length() == 0 ? "" : ", ").append(seq).append(" events of ").append(consent.text("id"));
        }
        if (hidden > 0) throw new Stop(Outcome.SKIPPED, said + "; of " + hidden + " only the hash was given");
        return said + ", from the grant on and none left out";
    }

    private String openings() {
        int matching = 0;
        StringBuilder closed = new StringBuilder();
        boolean erased = false;
        for (Obj consent : consents()) {
            String name = "openings/" + consent.text("id") + ".json";
            TreeMap<String, Obj> given = new TreeMap<String, Obj>();
            if (files.containsKey(name)) {
                Obj openings = (Obj) canonical(name);
                require(openings.has("consent openings") && openings.text("consent").equals(consent.text("id")), "openings of something else");
                for (Obj opening : openings.objects("openings")) {
                    require(opening.has("field salt seq value"), "not an opening");
                    require(given.put(opening.number("seq") + " " + opening.text("field"), opening) == null, "a value opened twice");
                }
            }
            for (Obj event : events(consent)) {
                Obj leaf = leaf(event);
                if (leaf == null) continue;
                if (leaf.type().equals("data.erased")) erased = true;
                Obj commitments = leaf.objectOrEmpty("commitments");
                for (String field : commitments.keySet()) {
                    String key = event.number("seq") + " " + field;
                    Obj opening = given.remove(key);
                    if (opening == null) {
                        closed.append(closed.length() == 0 ? "" : ", ").append(field);
                        continue;
                    }
                    require(commitment(opening).equals(commitments.text(field)), "is not what was logged", field);
                    opened.put(consent.text("id") + " " + key, opening);
                    matching++;
                }
            }
            require(given.isEmpty(), "values that were never logged");
        }
        if (closed.length() > 0) throw new Stop(Outcome.SKIPPED, matching + " values are those logged; not opened: " + closed + (erased ? "; the person was erased since" : ""));
        return matching + " values are those logged";
    }

    /** HMAC-SHA-256 (RFC 2104) of the value, keyed by its salt. */
    private static String commitment(Obj opening) {
        byte[] salt = unbase64(opening.text("salt"));
        require(salt.length == 32, "a salt of another length");
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        for (int i = 0; i < 64; i++) {
            byte key = i < 32 ? salt[i] : 0;
            inner[i] = (byte) (key ^ 0x36);
            outer[i] = (byte) (key ^ 0x5c);
        }
        byte[] message = ("consent-event/1\0" + opening.text("field") + "\0" + opening.text("value")).getBytes(UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(outer, sha256(inner, message)));
    }

    private String notices() {
        HashSet<String> named = new HashSet<String>();
        Obj notices = manifest.object("notices");
        for (Obj consent : consents()) {
            Obj first = events(consent).get(0);
            Obj grant = leaf(first);
            require(grant != null, "the grant is withheld");
            String hash = grant.object("fields").text("notice");
            require(notices.containsKey(hash), "the words shown are not there");
            require(notices.number(hash) < first.number("index"), "the words were logged after the grant");
            named.add(hash);
        }
        require(named.equals(notices.keySet()), "words that nobody was shown");
        for (String hash : named) {
            Obj published = leaf(notices.number(hash));
            require(published.type().equals("notice.published") && published.text("notice").equals(hash), "not the event of these words");
            require(hex(sha256(file("notices/" + hash + ".txt"))).equals(hash), "other words than were logged");
        }
        return named.size() + " text(s), word for word as logged before the grant";
    }

    /** Where the seller signed what it handed in: by a key that the log knew before the grant. */
    private String submitted() throws GeneralSecurityException {
        Obj keys = manifest.object("submissions");
        HashSet<String> named = new HashSet<String>();
        ArrayList<String> said = new ArrayList<String>();
        for (Obj consent : consents()) {
            Obj first = events(consent).get(0);
            Obj grant = leaf(first);
            if (grant == null || !grant.object("fields").containsKey("submission")) continue;
            Obj fields = grant.object("fields");
            String hash = fields.text("submission");
            require(keys.containsKey(hash), "what the seller signed is not there");
            named.add(hash);
            Obj submission = (Obj) canonical("submissions/" + hash + ".json");
            require(hex(sha256(file("submissions/" + hash + ".json"))).equals(hash), "another submission than was logged");
            Obj key = leaf(keys.number(hash));
            require(key.type().equals("key.registered") && keys.number(hash) < first.number("index"), "a key that was not known yet");
            String seller = fields.text("seller");
            require(seller.equals(submission.text("seller")) && seller.equals(key.text("party")), "signed by somebody else than the seller");
            boolean same = submission.text("key").equals(key.text("key")) && submission.text("public_key").equals(key.text("public_key"));
            require(same, "signed with another key");
            byte[] bare = unbase64(key.text("public_key"));
            require(bare.length == 32, "not a key");
            byte[] signature = unbase64(submission.text("signature"));
            require(ed25519(bare, submission.text("signed").getBytes(UTF_8), signature), "a forged signature of the seller");
            String by = "signed by the seller's key " + key.text("key");
            if (!said.contains(by)) said.add(by);
        }
        require(named.equals(keys.keySet()), "submissions that belong to nobody");
        return said.isEmpty() ? "no seller signed" : String.join("; ", said);
    }

    /** The receipts say what was logged: whose, when, on which words, and how it ended. */
    private String receipts() {
        int n = 0;
        for (Obj consent : consents()) {
            String id = consent.text("id");
            Obj first = events(consent).get(0);
            Obj grant = leaf(first);
            if (grant == null) continue;
            Obj fields = grant.object("fields");
            ArrayList<String> times = new ArrayList<String>();
            times.add(fields.text("granted_at"));
            for (Obj listed : events(consent)) {
                Obj event = leaf(listed);
                if (event != null && event.type().equals("consent.revoked")) times.add(event.text("at"));
            }
            for (String format : RECEIPTS) {
                Obj proof = ((Obj) canonical("receipts/" + id + format)).object("proof");
                require(proof.has("consent hash index notice") && proof.number("index") == first.number("index"), "a receipt of another event");
                says(id, proof.text("consent"));
                says(first.text("hash"), proof.text("hash"));
                says(fields.text("notice"), proof.text("notice"));
                n++;
            }
            String notice = "urn:sha256:" + fields.text("notice");
            String principal = principal(id);
            Obj iso = (Obj) canonical("receipts/" + id + RECEIPTS[0]);
            says(id, iso.text("record_id"));
            says(principal, iso.text("pii_principal_id"));
            says(notice, iso.text("privacy_notice"));
            says(fields.text("language"), iso.text("language"));
            says(fields.text("seller"), iso.objects("party_identification").get(0).text("party_id"));
            ArrayList<String> seen = new ArrayList<String>();
            for (Obj event : iso.objects("event")) seen.add(event.text("event_time"));
            require(seen.equals(times), "a receipt says something else than was logged");
            Obj kantara = (Obj) canonical("receipts/" + id + RECEIPTS[1]);
            says(id, kantara.text("consentReceiptID"));
            says(principal, kantara.text("piiPrincipalId"));
            says(notice, kantara.text("policyUrl"));
            says(fields.text("language"), kantara.text("language"));
            long second = Instant.parse(fields.text("granted_at")).getEpochSecond();
            require(kantara.number("consentTimestamp") == second, "a receipt says something else than was logged");
            Obj dpv = (Obj) canonical("receipts/" + id + RECEIPTS[2]);
            Obj record = dpv.object("dpv:hasRecordOfActivity");
            says(first.text("hash"), dpv.text("dct:identifier"));
            says(id, record.text("dct:identifier"));
            says(principal, record.object("dpv:hasDataSubject").text("dct:identifier"));
            says(notice, record.object("dpv:hasNotice").text("dct:identifier"));
            seen.clear();
            for (Obj status : record.objects("dpv:hasConsentStatus")) seen.add(status.text("dct:date"));
            require(seen.equals(times), "a receipt says something else than was logged");
        }
        return n + " receipts say what was logged";
    }

    private static void says(String logged, String said) {
        require(said.equals(logged), "a receipt says something else than was logged");
    }

    /** By the number that was opened, or else the address. */
    private String principal(String consent) {
        for (String field : new String[] {"phone", "email"}) {
            Obj opening = opened.get(consent + " 0 " + field);
            if (opening != null) return opening.text("value");
        }
        return "not disclosed";
    }

    // ── the law, as data ──

    /** The rules are those the log knows by their digest, published before the first event that names them. */
    private String rules() {
        Obj rules = manifest.object("rules");
        HashSet<String> named = new HashSet<String>();
        for (Obj consent : consents()) {
            for (Obj listed : events(consent)) {
                Obj event = leaf(listed);
                Obj fields = event == null ? new Obj() : event.objectOrEmpty("fields");
                if (!fields.containsKey("rule_set") || !rules.containsKey(fields.text("rule_set"))) continue;
                String name = fields.text("rule_set");
                named.add(name);
                require(rules.number(name) < listed.number("index"), "were logged after they were used", name);
                require(hex(sha256(file("rules/" + name + ".json"))).equals(fields.get("rules")), "other rules than those judged by", name);
            }
        }
        require(named.equals(rules.keySet()), "rules that nobody was judged by");
        for (String name : named) {
            Obj published = leaf(rules.number(name));
            Obj body = (Obj) canonical("rules/" + name + ".json");
            require(published.type().equals("rules.published") && published.text("rule_set").equals(name), "not the event of these rules");
            require(hex(sha256(file("rules/" + name + ".json"))).equals(published.text("rules")), "other rules than were logged");
            require(name.equals(body.text("code") + "@" + body.number("version")), "rules of another name");
        }
        return named.size() + " rule set(s), letter for letter as logged before the verdict";
    }

    private String verdicts() {
        StringBuilder said = new StringBuilder();
        StringBuilder unsaid = new StringBuilder();
        for (Obj consent : consents()) {
            ArrayList<Obj> before = new ArrayList<Obj>();
            for (Obj listed : events(consent)) {
                Obj event = leaf(listed);
                if (event == null) continue;
                if (event.type().equals("lead.sold")) {
                    Obj fields = event.object("fields");
                    String rules = "rules/" + fields.text("rule_set") + ".json";
                    Object buyer = fields.get("buyer_name");
                    if (!files.containsKey(rules) || buyer == null) {
                        unsaid.append(unsaid.length() == 0 ? "" : "; ").append("no rules ").append(fields.text("rule_set")).append(" or no name of the buyer");
                    } else {
                        Obj body = (Obj) new Json(text(rules)).read();
                        String lacks = lacks(before, Instant.parse(event.text("at")), body, (String) buyer);
                        String sale = buyer + " as " + fields.text("rule_set") + " asks (" + body.text("source") + ")";
                        if (lacks != null) throw new Stop(Outcome.FAILED, "not sold to " + sale + ": " + lacks);
                        said.append(said.length() == 0 ? "" : "; ").append("sold to ").append(sale);
                    }
                }
                before.add(event);
            }
        }
        if (unsaid.length() > 0) throw new Stop(Outcome.SKIPPED, unsaid.toString());
        return said.length() == 0 ? "nothing was sold" : said.toString();
    }

    /** What the consent lacked at this moment for this buyer; null: nothing. */
    private String lacks(ArrayList<Obj> before, Instant at, Obj rules, String buyer) {
        Obj grant = before.get(0).object("fields");
        String words = plain(text("notices/" + grant.text("notice") + ".txt"));
        Instant granted = Instant.parse(grant.text("granted_at"));
        for (String name : rules.keySet()) if (!RULES.contains(" " + name + " ")) return "something this verifier does not know: " + name;
        if (rules.text("effective_from").compareTo(at.toString().substring(0, 10)) > 0) return "rules that were not in force";
        if (granted.isAfter(at)) return "granted later";
        if (grant.containsKey("withdrawn_since")) return "withdrawn since";
        for (Obj event : before) if (event.type().equals("consent.revoked")) return "withdrawn";
        if (grant.containsKey("expires_at") && !at.isBefore(Instant.parse(grant.text("expires_at")))) return "expired";
        if (rules.containsKey("age_max")) {
            Instant end = granted.atZone(ZoneOffset.UTC).plus(Period.parse(rules.text("age_max"))).toInstant();
            if (!at.isBefore(end)) return "too old";
        }
        if (Boolean.TRUE.equals(rules.get("buyer_named")) && !words.contains(plain(buyer))) return "the words do not name the buyer";
        ArrayList<String> channels = grant.texts("channels");
        ArrayList<String> any = rules.texts("channels_any");
        boolean none = !any.isEmpty();
        for (String channel : any) if (channels.contains(channel)) none = false;
        if (none) return "none of the channels " + any;
        if (!channels.containsAll(rules.texts("channels_all"))) return "not every channel";
        HashSet<String> facts = new HashSet<String>();
        for (String field : before.get(0).objectOrEmpty("commitments").keySet()) {
            int dot = field.lastIndexOf('.');
            facts.add(dot < 0 ? field : field.substring(0, dot));
        }
        for (String fact : rules.texts("requires")) if (!facts.contains(fact)) return "no " + fact;
        for (Obj group : rules.objects("requires_any")) {
            boolean there = false;
            for (String fact : group.texts("any_of")) if (facts.contains(fact)) there = true;
            if (!there) return "no " + group.text("code");
        }
        if (Boolean.TRUE.equals(rules.get("one_to_one"))) {
            for (Obj event : before) {
                boolean sold = event.type().equals("lead.sold");
                if (sold && !buyer.equals(event.object("fields").get("buyer_name"))) return "one buyer only, and another has it";
            }
        }
        for (Obj phrase : rules.objects("phrases")) {
            boolean there = !applies(phrase, channels, any);
            for (String one : phrase.texts("any_of")) if (words.contains(plain(one))) there = true;
            if (!there) return "the words lack " + phrase.text("code");
        }
        return null;
    }

    /** Some words are asked for on some channels only: where the consent gives no other channel that counts. */
    private static boolean applies(Obj phrase, ArrayList<String> given, ArrayList<String> counting) {
        if (!phrase.containsKey("channels")) return true;
        ArrayList<String> only = phrase.texts("channels");
        for (String channel : given) {
            if ((counting.isEmpty() || counting.contains(channel)) && !only.contains(channel)) return false;
        }
        return true;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (!space) {
                if (gap && plain.length() > 0) plain.append(' ');
                plain.append(c);
            }
            gap = space;
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    // ── what was kept with it ──

    /** Files that were attached: the digest of each is a value that was logged, so {@link #openings} comes first. */
    private String evidence() {
        HashSet<String> logged = new HashSet<String>();
        int missing = 0;
        for (Obj consent : consents()) {
            for (Obj event : events(consent)) {
                Obj leaf = leaf(event);
                if (leaf == null || !leaf.type().equals("evidence.attached")) continue;
                Obj opening = opened.get(consent.text("id") + " " + event.number("seq") + " sha256");
                String name = opening == null ? "" : "evidence/" + opening.text("value");
                if (files.containsKey(name)) logged.add(name);
                else missing++;
            }
        }
        for (String name : files.keySet()) {
            if (!name.startsWith("evidence/")) continue;
            require(logged.contains(name), "a file that nobody attached");
            require(name.equals("evidence/" + hex(sha256(file(name)))), "another file than was attached");
        }
        if (missing > 0) throw new Stop(Outcome.SKIPPED, logged.size() + " file(s) as attached; not enclosed: " + missing);
        return logged.isEmpty() ? "none was attached" : logged.size() + " file(s) as attached";
    }

    /** Who was told that consent ended, or to erase, confirms it by a signature under a key that the event names. */
    private String confirmed() throws GeneralSecurityException {
        int confirmed = 0;
        for (Obj consent : consents()) {
            for (Obj event : events(consent)) {
                Obj leaf = leaf(event);
                if (leaf == null || !leaf.type().endsWith(".acked")) continue;
                Obj fields = leaf.object("fields");
                String statement = fields.text("statement");
                byte[] message = ("galena.acknowledgement/1\0" + statement).getBytes(UTF_8);
                byte[] key = unbase64(fields.text("public_key"));
                require(ed25519(key, message, unbase64(fields.text("signature"))), "a confirmation with a forged signature");
                Obj said = (Obj) new Json(statement).read();
                boolean its = said.text("consent").equals(id("cns_", consent.text("id")))
                        && said.text("obligation").equals(id("obl_", fields.text("obligation")));
                require(its, "a confirmation of something else");
                confirmed++;
            }
        }
        return confirmed == 0 ? "nobody had to confirm anything" : confirmed + " signed by who confirmed";
    }

    /** As the API writes ids: 26 digits of five bits, in Crockford's alphabet. */
    private static String id(String prefix, String uuid) {
        BigInteger rest = new BigInteger(uuid.replace("-", ""), 16);
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 26; i++) {
            digits.append("0123456789abcdefghjkmnpqrstvwxyz".charAt(rest.intValue() & 31));
            rest = rest.shiftRight(5);
        }
        return prefix + digits.reverse();
    }

    // ── what came later ──

    private String newest() throws Exception {
        if (newer != null) {
            newer.container();
            try {
                newer.signed();
                newer.witnessed();
            } catch (Stop stop) {
                if (stop.outcome == Outcome.FAILED) throw new Stop(Outcome.FAILED, "the newer bundle: " + stop.getMessage());
            }
            newer.included();
            sameLog(newer.checkpoint);
            String later = later();
            if (!later.isEmpty()) throw new Stop(Outcome.LATER, later);
            if (newerCheckpoint == null) return "the newer bundle, made at " + size(newer.checkpoint) + " events, has no event more";
        }
        require(signed(newerCheckpoint), "the checkpoint is not signed by this log");
        sameLog(newerCheckpoint);
        long grown = size(newerCheckpoint) - size(newer == null ? checkpoint : newer.checkpoint);
        if (grown > 0) throw new Stop(Outcome.SKIPPED, "the log has " + grown + " events more since; only a newer bundle tells whether one is of this consent");
        return "the log has not grown since";
    }

    /** One log has one history: of the same size there is one root only. */
    private void sameLog(String other) {
        require(origin(other).equals(origin(checkpoint)), "of another log");
        require(size(other) >= size(checkpoint), "it is older than the bundle");
        boolean forked = size(other) == size(checkpoint) && !Arrays.equals(root(other), root(checkpoint));
        require(!forked, "the log signed two histories: keep both files, they prove it");
    }

    /** The events that only the newer bundle has. */
    private String later() {
        StringBuilder later = new StringBuilder();
        for (Obj consent : consents()) {
            ArrayList<Obj> known = events(consent);
            ArrayList<Obj> all = null;
            for (Obj other : newer.consents()) if (other.text("id").equals(consent.text("id"))) all = events(other);
            require(all != null, "the newer bundle is about other consents");
            require(all.size() >= known.size(), "the newer bundle has fewer events");
            for (int i = 0; i < all.size(); i++) {
                Obj event = all.get(i);
                if (i < known.size()) {
                    boolean same = event.text("hash").equals(known.get(i).text("hash")) && event.number("index") == known.get(i).number("index");
                    require(same, "the log signed two histories: keep both files, they prove it");
                } else {
                    Obj leaf = newer.leaf(event);
                    later.append(later.length() == 0 ? "missing here: " : ", ").append(event.number("seq")).append(' ');
                    later.append(leaf == null ? "withheld" : leaf.type() + " of " + leaf.text("at"));
                }
            }
        }
        return later.toString();
    }

    /** Who was told what, and as of when that is all. */
    private void story() {
        Obj parties = (Obj) canonical("parties.json");
        for (Obj consent : consents()) {
            System.out.println("consent " + consent.text("id"));
            for (Obj event : events(consent)) {
                Obj leaf = leaf(event);
                String line = padded("", 4 - ("" + event.number("seq")).length()) + event.number("seq") + "  ";
                System.out.println(line + (leaf == null ? "withheld" : leaf.text("at") + "  " + padded(leaf.type(), 20) + told(leaf, parties)));
            }
        }
        StringBuilder asOf = new StringBuilder("as of the log's first ").append(size(checkpoint)).append(" events, ");
        if (cosigned.isEmpty()) asOf.append("at no time that a witness vouches for");
        else asOf.append("seen ").append(String.join(", ", cosigned));
        System.out.println(asOf);
    }

    private static String told(Obj leaf, Obj parties) {
        Obj fields = leaf.objectOrEmpty("fields");
        String who = "a party not named";
        for (String field : new String[] {"seller", "buyer_id", "buyer", "party"}) {
            if (fields.get(field) instanceof String && parties.get(fields.get(field)) instanceof String) who = (String) parties.get(fields.get(field));
        }
        if (fields.get("buyer_name") instanceof String) who = fields.text("buyer_name");
        switch (leaf.type()) {
            case "consent.granted":
            case "consent.imported":
                return " agreed to what was shown by " + who;
            case "lead.sold":
                return " sold to " + who;
            case "lead.returned":
                return " given back by " + who;
            case "consent.revoked":
                return " the person withdrew";
            case "revocation.sent":
                return " told to " + who;
            case "revocation.acked":
                return " confirmed by " + who;
            case "revocation.overdue":
                return " not confirmed in time by " + who;
            case "access.exported":
                return " shown to " + who;
            case "evidence.attached":
                return " a file was kept with it";
            case "evidence.verified":
                return " a certificate was found good by its issuer";
            case "check.failed":
                return " something about it was found wrong";
            case "erasure.sent":
                return " to be erased, told to " + who;
            case "erasure.acked":
                return " erased by " + who;
            case "data.erased":
                return " the person was erased here";
            default:
                return "";
        }
    }

    // ── small things ──

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new Stop(Outcome.FAILED, otherwise);
    }

    private static void require(boolean holds, String otherwise, String what) {
        if (!holds) throw new Stop(Outcome.FAILED, what + ": " + otherwise);
    }

    private byte[] file(String name) {
        require(files.containsKey(name), "is missing", name);
        return files.get(name);
    }

    private String text(String name) {
        String text = new String(file(name), UTF_8);
        require(Arrays.equals(text.getBytes(UTF_8), file(name)), "is not UTF-8", name);
        return text;
    }

    private Object canonical(String name) {
        Object value = new Json(text(name)).read();
        StringBuilder written = new StringBuilder();
        Json.write(value, written);
        require(written.toString().equals(text(name)), "is not written canonically", name);
        return value;
    }

    private Obj leaf(long index) {
        require(leaves.containsKey(index), "an event is missing");
        return (Obj) canonical("events/" + index + ".json");
    }

    /** Null where it is withheld. */
    private Obj leaf(Obj event) {
        return withheld(event) ? null : leaf(event.number("index"));
    }

    private static boolean withheld(Obj event) {
        return (Boolean) event.get("withheld");
    }

    private ArrayList<Obj> consents() {
        return manifest.objects("consents");
    }

    private static ArrayList<Obj> events(Obj consent) {
        ArrayList<Obj> events = consent.objects("events");
        for (Obj event : events) require(event.has("hash index seq withheld"), "an unknown event");
        return events;
    }

    private static String body(String note) {
        return note.substring(0, note.lastIndexOf("\n\n") + 1);
    }

    private static String origin(String note) {
        return note.substring(0, note.indexOf('\n'));
    }

    private static long size(String note) {
        return Long.parseLong(note.split("\n")[1]);
    }

    private static byte[] root(String note) {
        return unbase64(note.split("\n")[2]);
    }

    private static String name(String vkey) {
        return vkey.substring(0, vkey.indexOf('+'));
    }

    private static ArrayList<String[]> lines(String policy) {
        ArrayList<String[]> lines = new ArrayList<String[]>();
        for (String line : policy.split("\n")) {
            String words = line.strip().replace('\t', ' ');
            if (!words.isEmpty() && !words.startsWith("#")) lines.add(words.split(" +"));
        }
        return lines;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static byte[] leafHash(byte[] entry) {
        return sha256(new byte[1], entry);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) digest.update(part);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] unbase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        require(base64(bytes).equals(text), "base64 with superfluous bits");
        return bytes;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An object of JSON, its members sorted. What is not there or of another type ends the check. */
    private static final class Obj extends TreeMap<String, Object> {
        private static final long serialVersionUID = 1;

        /** Whether it has these members, given in order, and no others. */
        boolean has(String names) {
            return String.join(" ", keySet()).equals(names);
        }

        String text(String name) {
            require(get(name) instanceof String, "is no text", name);
            return (String) get(name);
        }

        String type() {
            return text("type");
        }

        long number(String name) {
            require(get(name) instanceof Long, "is no number", name);
            return (Long) get(name);
        }

        Obj object(String name) {
            require(get(name) instanceof Obj, "is no object", name);
            return (Obj) get(name);
        }

        Obj objectOrEmpty(String name) {
            return containsKey(name) ? object(name) : new Obj();
        }

        ArrayList<Obj> objects(String name) {
            ArrayList<Obj> objects = new ArrayList<Obj>();
            if (containsKey(name)) for (Object item : (ArrayList<?>) get(name)) objects.add((Obj) item);
            return objects;
        }

        ArrayList<String> texts(String name) {
            ArrayList<String> texts = new ArrayList<String>();
            if (containsKey(name)) for (Object item : (ArrayList<?>) get(name)) texts.add((String) item);
            return texts;
        }
    }

    /** JSON with integers only, and its one canonical text (RFC 8785). */
    private static final class Json {
        private static final long INTEGER_MAX = (1L << 53) - 1;

        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object read() {
            Object value = value(0);
            require(skip() == text.length(), "more than one JSON value");
            return value;
        }

        private Object value(int depth) {
            require(depth < 20, "JSON too deep");
            char c = text.charAt(skip());
            if (c == '"') return string();
            if (c == '{') return object(depth);
            if (c == '[') return list(depth);
            int from = at;
            while (at < text.length() && "-0123456789truefalsn".indexOf(text.charAt(at)) >= 0) at++;
            String word = text.substring(from, at);
            if (word.equals("true") || word.equals("false")) return word.equals("true");
            if (word.equals("null")) return null;
            long number = Long.parseLong(word);
            require(Math.abs(number) <= INTEGER_MAX, "a number too large");
            return number;
        }

        private Obj object(int depth) {
            Obj members = new Obj();
            at++;
            while (text.charAt(skip()) != '}') {
                if (!members.isEmpty()) expect(',');
                skip();
                String name = string();
                expect(':');
                require(!members.containsKey(name), "a member twice");
                members.put(name, value(depth + 1));
            }
            at++;
            return members;
        }

        private ArrayList<Object> list(int depth) {
            ArrayList<Object> items = new ArrayList<Object>();
            at++;
            while (text.charAt(skip()) != ']') {
                if (!items.isEmpty()) expect(',');
                items.add(value(depth + 1));
            }
            at++;
            return items;
        }

        private String string() {
            expect('"');
            StringBuilder read = new StringBuilder();
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                if (c == '\\') {
                    c = text.charAt(at++);
                    int escape = "bfnrt".indexOf(c);
                    if (c == 'u') {
                        c = (char) HexFormat.fromHexDigits(text, at, at + 4);
                        at += 4;
                    } else if (escape >= 0) {
                        c = "\b\f\n\r\t".charAt(escape);
                    }
                }
                read.append(c);
            }
            return read.toString();
        }

        private void expect(char c) {
            require(text.charAt(skip()) == c, "not JSON");
            at++;
        }

        private int skip() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
            return at;
        }

        static void write(Object value, StringBuilder to) {
            if (value instanceof Obj) {
                Obj members = (Obj) value;
                char before = '{';
                for (String name : members.keySet()) {
                    quote(name, to.append(before));
                    write(members.get(name), to.append(':'));
                    before = ',';
                }
                to.append(members.isEmpty() ? "{}" : "}");
            } else if (value instanceof ArrayList) {
                ArrayList<?> items = (ArrayList<?>) value;
                char before = '[';
                for (Object item : items) {
                    write(item, to.append(before));
                    before = ',';
                }
                to.append(items.isEmpty() ? "[]" : "]");
            } else if (value instanceof String) {
                quote((String) value, to);
            } else {
                to.append(value);
            }
        }

        private static void quote(String text, StringBuilder to) {
            to.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int escape = "\b\f\n\r\t\"\\".indexOf(c);
                if (escape >= 0) to.append('\\').append("bfnrt\"\\".charAt(escape));
                else if (c < 0x20) to.append("\\u00").append(c < 0x10 ? '0' : '1').append("0123456789abcdef".charAt(c & 15));
                else to.append(c);
            }
            to.append('"');
        }
    }
}
