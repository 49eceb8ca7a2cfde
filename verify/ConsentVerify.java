import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
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
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a proof of consent, offline: {@code java ConsentVerify.java lead.consent-proof.zip policy.txt}. Needs a JDK 17 or
 * newer and nothing else, and believes nobody but the key in your policy (C2SP tlog-policy): not the server, not the bundle.
 *
 * <p>Exit code 0: every check was made and passed. 1: something is false. 2: nothing is false, but not everything could be
 * checked, for example because no policy was given. 64: it could not begin.
 */
public final class ConsentVerify {

    private static final int BYTES_MAX = 64 << 20;

    /** What a rule set may ask for. Times of contact and lists are not a matter of the sale: {@code quiet_hours}, {@code list}. */
    private static final Set<String> RULES = Set.of(
            "code", "version", "effective_from", "title", "source", "notes", "requires", "requires_any", "phrases", "channels_any",
            "channels_all", "buyer_named", "one_to_one", "age_max", "quiet_hours", "list", "lawful_basis", "jurisdiction");

    private enum Outcome { OK, FAILED, SKIPPED }

    /** Why a check did not pass. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;

        Stop(Outcome outcome, String why) {
            super(why);
            this.outcome = outcome;
        }
    }

    private interface Check {
        String run() throws Exception;
    }

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<Long, byte[]> leaves = new TreeMap<>();
    private final Set<Outcome> outcomes = new HashSet<>();
    private Map<String, Object> manifest = Map.of();
    private String checkpoint = "";

    public static void main(String[] args) throws Exception {
        if (args.length < 1 || args.length > 2) {
            System.err.println("java ConsentVerify.java bundle.consent-proof.zip [policy.txt]");
            System.exit(64);
        }
        for (var file : args) {
            if (!Files.isReadable(Path.of(file)) || Files.size(Path.of(file)) > BYTES_MAX) {
                System.err.println(file + " cannot be read, or is larger than " + (BYTES_MAX >> 20) + " MiB");
                System.exit(64);
            }
        }
        String pinned = args.length == 2 ? Files.readString(Path.of(args[1])) : null;
        System.exit(new ConsentVerify().verify(Files.readAllBytes(Path.of(args[0])), pinned));
    }

    /** Prints a line a check; returns the exit code. */
    int verify(byte[] zip, String pinned) {
        check("container", () -> container(zip));
        if (outcomes.contains(Outcome.FAILED)) return finish();
        check("signed", () -> signed(pinned));
        check("witnessed", () -> witnessed(pinned));
        check("included", this::included);
        check("chain", this::chain);
        check("openings", this::openings);
        check("notice", this::notices);
        check("rules", this::rules);
        check("verdict", this::verdicts);
        if (!outcomes.contains(Outcome.FAILED)) story();
        return finish();
    }

    private void check(String name, Check check) {
        Outcome outcome = Outcome.OK;
        String text;
        try {
            text = check.run();
        } catch (Stop stop) {
            outcome = stop.outcome;
            text = stop.getMessage();
        } catch (Exception e) { // anything malformed
            outcome = Outcome.FAILED;
            text = "malformed: " + e;
        }
        outcomes.add(outcome);
        System.out.printf("%-8s %-10s %s%n", outcome.name().toLowerCase(Locale.ROOT), name, text);
    }

    private int finish() {
        int code = outcomes.contains(Outcome.FAILED) ? 1 : outcomes.contains(Outcome.SKIPPED) ? 2 : 0;
        System.out.println(List.of("VALID", "NOT VALID", "NOT FULLY CHECKED").get(code));
        return code;
    }

    // ── the files ──

    private String container(byte[] zip) {
        readZip(zip);
        require(Arrays.equals(zip, writeZip(files)), "the archive has bytes that belong to no file");
        manifest = object(canonical("manifest.json"));
        require(manifest.keySet().equals(Set.of("consents", "files", "format", "notices", "rules")), "an unknown manifest");
        require("galena-consent-proof/1".equals(manifest.get("format")), "an unknown format");
        var listed = object(manifest.get("files"));
        var there = new HashSet<>(files.keySet());
        there.remove("manifest.json");
        require(listed.keySet().equals(there), "the manifest lists other files than there are");
        listed.forEach((name, hash) -> require(hex(sha256(file(name))).equals(hash), name + " was changed"));
        var expected = new HashSet<>(Set.of("policy.txt", "parties.json"));
        for (var consent : consents()) {
            if (files.containsKey("openings/" + consent.get("id") + ".json")) expected.add("openings/" + consent.get("id") + ".json");
            for (var event : events(consent)) {
                if (!(boolean) event.get("withheld")) expected.add("events/" + event.get("index") + ".json");
                expected.add("events/" + event.get("index") + ".tlog-proof");
            }
        }
        object(manifest.get("notices")).forEach((hash, index) -> expected.addAll(List.of(
                "notices/" + hash + ".txt", "events/" + index + ".json", "events/" + index + ".tlog-proof")));
        object(manifest.get("rules")).forEach((name, index) -> expected.addAll(List.of(
                "rules/" + name + ".json", "events/" + index + ".json", "events/" + index + ".tlog-proof")));
        require(expected.equals(there), "a file nobody asks for, or one too few");
        return files.size() + " files, as the manifest lists them";
    }

    /** Local headers only: {@link #writeZip} then has to give the same bytes, directory and all. */
    private void readZip(byte[] zip) {
        var in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() > 30 && in.getInt(in.position()) == 0x04034b50) {
            int at = in.position();
            int bytes = in.getInt(at + 22);
            require(bytes >= 0 && bytes <= in.remaining(), "an archive cut off");
            byte[] name = new byte[in.getShort(at + 26)];
            byte[] content = new byte[bytes];
            in.position(at + 30).get(name).get(content);
            files.put(new String(name, UTF_8), content);
        }
    }

    private static byte[] writeZip(Map<String, byte[]> files) {
        var archive = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        files.forEach((path, content) -> {
            byte[] name = path.getBytes(UTF_8);
            var crc = new CRC32();
            crc.update(content);
            byte[] about = little(26).putShort((short) 10).putShort((short) 0x800).putInt(0).putShort((short) 0x21)
                    .putInt((int) crc.getValue()).putInt(content.length).putInt(content.length)
                    .putShort((short) name.length).putShort((short) 0).array();
            directory.writeBytes(little(46 + name.length).putInt(0x02014b50).putShort((short) 10).put(about)
                    .putShort((short) 0).putInt(0).putInt(0).putInt(archive.size()).put(name).array());
            archive.writeBytes(little(30 + name.length).putInt(0x04034b50).put(about).put(name).array());
            archive.writeBytes(content);
        });
        int start = archive.size();
        archive.writeBytes(directory.toByteArray());
        archive.writeBytes(little(22).putInt(0x06054b50).putInt(0).putShort((short) files.size())
                .putShort((short) files.size()).putInt(directory.size()).putInt(start).putShort((short) 0).array());
        return archive.toByteArray();
    }

    // ── the log: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy; RFC 6962 ──

    private String signed(String pinned) throws Exception {
        for (var name : files.keySet()) {
            if (!name.endsWith(".tlog-proof")) continue;
            var note = text(name).substring(text(name).indexOf("\n\n") + 2);
            if (checkpoint.isEmpty()) checkpoint = note;
            require(checkpoint.equals(note), "proofs under different checkpoints");
        }
        require(!checkpoint.isEmpty(), "no proofs");
        var lines = body().split("\n", -1);
        require(lines.length == 4 && body().equals(lines[0] + "\n" + size() + "\n" + base64(root()) + "\n"), "not a checkpoint");
        boolean signed = false;
        for (var line : lines(pinned == null ? text("policy.txt") : pinned)) {
            if (line[0].equals("log") && name(line[1]).equals(lines[0])) signed |= signedBy(line[1]);
        }
        require(signed, "not by a key of this log that the policy names");
        String what = lines[0] + ", " + size() + " events";
        if (pinned == null) throw new Stop(Outcome.SKIPPED, what + "; by a key only the bundle vouches for: give a policy you trust");
        return what + ", by the key you trust";
    }

    private String witnessed(String pinned) throws Exception {
        if (pinned == null) throw new Stop(Outcome.SKIPPED, "no policy says which witnesses count");
        var known = new HashMap<String, Boolean>();
        known.put("none", true);
        for (var line : lines(pinned)) {
            switch (line[0]) {
                case "log" -> { }
                case "witness" -> require(known.put(line[1], signedBy(line[2])) == null, "a name twice in the policy");
                case "group" -> {
                    var members = List.of(line).subList(3, line.length);
                    long yes = members.stream().filter(known::get).count();
                    int wanted = line[2].equals("any") ? 1 : line[2].equals("all") ? members.size() : Integer.parseInt(line[2]);
                    require(wanted > 0 && known.put(line[1], yes >= wanted) == null, "a group nobody can understand");
                }
                case "quorum" -> {
                    require(known.get(line[1]), "not by the quorum of witnesses " + line[1]);
                    return line[1].equals("none") ? "your policy asks for no witness" : "by the quorum " + line[1];
                }
                default -> throw new Stop(Outcome.FAILED, "not a line of a policy: " + line[0]);
            }
        }
        throw new Stop(Outcome.FAILED, "the policy has no quorum");
    }

    private String included() throws Exception {
        int n = 0;
        for (var consent : consents()) {
            for (var event : events(consent)) {
                long index = (long) event.get("index");
                if (!(boolean) event.get("withheld")) {
                    leaves.put(index, file("events/" + index + ".json"));
                    require(hex(leaf(leaves.get(index))).equals(event.get("hash")), "event " + index + " has another hash");
                }
                included(index, HexFormat.of().parseHex((String) event.get("hash")));
                n++;
            }
        }
        var published = new ArrayList<>(object(manifest.get("notices")).values());
        published.addAll(object(manifest.get("rules")).values());
        for (var index : published) {
            leaves.put((long) index, file("events/" + index + ".json"));
            included((long) index, leaf(leaves.get(index)));
            n++;
        }
        return n + " events are in the log";
    }

    private void included(long index, byte[] hash) throws Exception {
        String proof = text("events/" + index + ".tlog-proof");
        String[] lines = proof.substring(0, proof.indexOf("\n\n")).split("\n");
        require(lines[0].equals("c2sp.org/tlog-proof@v1") && lines[1].equals("index " + index), "a proof of something else");
        long node = index;
        long last = size() - 1;
        require(index <= last, "event " + index + " is not in the log");
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
        require(last == 0 && Arrays.equals(hash, root()), "event " + index + " is not in the log");
    }

    private boolean signedBy(String vkey) throws Exception {
        byte[] typed = unbase64(vkey.substring(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1));
        byte[] id = Arrays.copyOf(sha256((name(vkey) + "\n").getBytes(UTF_8), typed), 4);
        require(typed.length == 33 && vkey.startsWith(name(vkey) + "+" + hex(id) + "+"), "not a key: " + vkey);
        boolean found = false;
        for (var line : checkpoint.substring(body().length() + 1).split("\n")) {
            var words = line.split(" ");
            require(words.length == 3 && words[0].equals("\u2014"), "not a signature: " + line);
            byte[] signature = unbase64(words[2]);
            if (!words[1].equals(name(vkey)) || !Arrays.equals(id, Arrays.copyOf(signature, 4))) continue;
            byte[] signed = body().getBytes(UTF_8);
            int from = 4;
            if (typed[0] == 4) { // a witness signs with the time
                long second = ByteBuffer.wrap(signature, 4, 8).getLong();
                signed = ("cosignature/v1\ntime " + second + "\n" + body()).getBytes(UTF_8);
                from = 12;
            }
            require(ed25519(typed, signed, Arrays.copyOfRange(signature, from, signature.length)), "a forged signature");
            found = true;
        }
        return found;
    }

    private static boolean ed25519(byte[] typed, byte[] message, byte[] signature) throws GeneralSecurityException {
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + hex(typed).substring(2));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(message);
        return signature.length == 64 && verifier.verify(signature);
    }

    // ── the consent ──

    private String chain() {
        var said = new ArrayList<String>();
        int withheld = 0;
        for (var consent : consents()) {
            var events = events(consent);
            require(!events.isEmpty(), "a consent without events");
            for (int seq = 0; seq < events.size(); seq++) {
                var event = events.get(seq);
                var before = seq == 0 ? null : events.get(seq - 1);
                require(event.get("seq").equals((long) seq), "events of " + consent.get("id") + " are missing");
                require(before == null || (long) before.get("index") < (long) event.get("index"), "events out of order");
                var leaf = event(event);
                if (leaf == null) {
                    withheld++;
                    continue;
                }
                require(leaf.get("v").equals(1L) && leaf.get("consent").equals(consent.get("id")) && leaf.get("seq").equals((long) seq), "an event of something else");
                require(Objects.equals(leaf.get("prev"), before == null ? null : before.get("hash")), "event " + seq + " does not follow the one before");
                require(seq > 0 || isGrant(leaf), "the first event is no grant");
            }
            said.add(events.size() + " events of " + consent.get("id"));
        }
        if (withheld > 0) throw new Stop(Outcome.SKIPPED, String.join(", ", said) + "; of " + withheld + " only the hash was given");
        return String.join(", ", said) + ", from the grant on and none left out";
    }

    private String openings() throws Exception {
        int opened = 0;
        var closed = new ArrayList<String>();
        for (var consent : consents()) {
            String name = "openings/" + consent.get("id") + ".json";
            var given = new HashMap<String, Map<String, Object>>();
            if (files.containsKey(name)) {
                var openings = object(canonical(name));
                require(openings.keySet().equals(Set.of("consent", "openings")) && openings.get("consent").equals(consent.get("id")), "openings of something else");
                for (var opening : objects(openings.get("openings"))) {
                    require(opening.keySet().equals(Set.of("seq", "field", "value", "salt")), "not an opening");
                    require(given.put(opening.get("seq") + " " + opening.get("field"), opening) == null, "a value opened twice");
                }
            }
            for (var event : events(consent)) {
                var leaf = event(event);
                if (leaf == null) continue;
                for (var commitment : object(leaf.getOrDefault("commitments", Map.of())).entrySet()) {
                    var opening = given.remove(event.get("seq") + " " + commitment.getKey());
                    if (opening == null) {
                        closed.add(commitment.getKey());
                        continue;
                    }
                    require(commitment(opening).equals(commitment.getValue()), commitment.getKey() + " is not what was logged");
                    opened++;
                }
            }
            require(given.isEmpty(), "values that were never logged: " + given.keySet());
        }
        if (!closed.isEmpty()) throw new Stop(Outcome.SKIPPED, opened + " values are those logged; not opened: " + String.join(", ", closed));
        return opened + " values are those logged";
    }

    private static String commitment(Map<String, Object> opening) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        byte[] salt = unbase64((String) opening.get("salt"));
        require(salt.length == 32, "a salt of " + salt.length + " bytes");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        byte[] hash = mac.doFinal(("consent-event/1\0" + opening.get("field") + "\0" + opening.get("value")).getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private String notices() {
        var named = new HashSet<String>();
        var notices = object(manifest.get("notices"));
        for (var consent : consents()) {
            var grant = event(events(consent).get(0));
            require(grant != null, "the grant is withheld");
            var hash = (String) object(grant.get("fields")).get("notice");
            require(notices.containsKey(hash), "the words shown are not there");
            require((long) notices.get(hash) < (long) events(consent).get(0).get("index"), "the words were logged after the grant");
            named.add(hash);
        }
        require(named.equals(notices.keySet()), "words that nobody was shown");
        for (var notice : notices.entrySet()) {
            var published = leaf((long) notice.getValue());
            require("notice.published".equals(published.get("type")) && notice.getKey().equals(published.get("notice")), "not the event of these words");
            require(hex(sha256(file("notices/" + notice.getKey() + ".txt"))).equals(notice.getKey()), "other words than were logged");
        }
        return named.size() + " text(s), word for word as logged before the grant";
    }

    // ── the law, as data ──

    /** The rules are those the log knows by their digest, published before the first event that names them. */
    private String rules() throws Exception {
        var rules = object(manifest.get("rules"));
        var named = new HashSet<String>();
        for (var consent : consents()) {
            for (var listed : events(consent)) {
                var event = event(listed);
                var fields = event == null ? Map.<String, Object>of() : object(event.getOrDefault("fields", Map.of()));
                var name = (String) fields.get("rule_set");
                if (name == null || !rules.containsKey(name)) continue;
                named.add(name);
                require((long) rules.get(name) < (long) listed.get("index"), "the rules " + name + " were logged after they were used");
                require(hex(sha256(file("rules/" + name + ".json"))).equals(fields.get("rules")), "judged by other rules than " + name);
            }
        }
        require(named.equals(rules.keySet()), "rules that nobody was judged by");
        for (var one : rules.entrySet()) {
            var published = leaf((long) one.getValue());
            var body = object(canonical("rules/" + one.getKey() + ".json"));
            require("rules.published".equals(published.get("type")) && one.getKey().equals(published.get("rule_set")), "not the event of these rules");
            require(hex(sha256(file("rules/" + one.getKey() + ".json"))).equals(published.get("rules")), "other rules than were logged");
            require(one.getKey().equals(body.get("code") + "@" + body.get("version")), "rules of another name");
        }
        return rules.size() + " rule set(s), letter for letter as logged before the verdict";
    }

    private String verdicts() {
        var said = new ArrayList<String>();
        var unsaid = new ArrayList<String>();
        for (var consent : consents()) {
            var before = new ArrayList<Map<String, Object>>();
            for (var listed : events(consent)) {
                var event = event(listed);
                if (event != null && event.get("type").equals("lead.sold")) {
                    var fields = object(event.get("fields"));
                    String rules = (String) fields.get("rule_set");
                    Object buyer = fields.get("buyer_name");
                    if (!files.containsKey("rules/" + rules + ".json") || buyer == null) unsaid.add("no rules " + rules + " or no name of the buyer");
                    else {
                        var body = object(new Json(text("rules/" + rules + ".json")).read());
                        String lacks = lacks(before, Instant.parse((String) event.get("at")), body, (String) buyer);
                        require(lacks == null, "the sale to " + buyer + " was not covered by " + rules + ": " + lacks);
                        said.add("sold to " + buyer + " as " + rules + " asks (" + body.get("source") + ")");
                    }
                }
                if (event != null) before.add(event);
            }
        }
        if (!unsaid.isEmpty()) throw new Stop(Outcome.SKIPPED, String.join("; ", unsaid));
        return said.isEmpty() ? "nothing was sold" : String.join("; ", said);
    }

    /** What the consent lacked at this moment for this buyer; null: nothing. */
    private String lacks(List<Map<String, Object>> before, Instant at, Map<String, Object> rules, String buyer) {
        var grant = object(before.get(0).get("fields"));
        String words = plain(text("notices/" + grant.get("notice") + ".txt"));
        var granted = Instant.parse((String) grant.get("granted_at"));
        if (!RULES.containsAll(rules.keySet())) return "something this verifier does not know: " + rules.keySet();
        if (LocalDate.parse((String) rules.get("effective_from")).isAfter(at.atZone(ZoneOffset.UTC).toLocalDate())) return "rules that were not in force";
        if (granted.isAfter(at)) return "granted later";
        if (grant.containsKey("withdrawn_since")) return "withdrawn since";
        if (before.stream().anyMatch(e -> e.get("type").equals("consent.revoked"))) return "withdrawn";
        if (grant.containsKey("expires_at") && !at.isBefore(Instant.parse((String) grant.get("expires_at")))) return "expired";
        if (rules.get("age_max") instanceof String age && !at.isBefore(granted.atZone(ZoneOffset.UTC).plus(Period.parse(age)).toInstant())) return "too old";
        if (Boolean.TRUE.equals(rules.get("buyer_named")) && !words.contains(plain(buyer))) return "the words do not name the buyer";
        var channels = strings(grant.get("channels"));
        var any = strings(rules.getOrDefault("channels_any", List.of()));
        if (!any.isEmpty() && any.stream().noneMatch(channels::contains)) return "none of the channels " + any;
        if (!channels.containsAll(strings(rules.getOrDefault("channels_all", List.of())))) return "not every channel";
        var facts = new HashSet<String>();
        object(before.get(0).getOrDefault("commitments", Map.of())).keySet().forEach(f -> facts.add(f.replaceAll("\\.\\d+$", "")));
        for (var fact : strings(rules.getOrDefault("requires", List.of()))) if (!facts.contains(fact)) return "no " + fact;
        for (var group : objects(rules.getOrDefault("requires_any", List.of()))) {
            if (strings(group.get("any_of")).stream().noneMatch(facts::contains)) return "no " + group.get("code");
        }
        boolean others = before.stream().anyMatch(e -> e.get("type").equals("lead.sold") && !buyer.equals(object(e.get("fields")).get("buyer_name")));
        if (others && Boolean.TRUE.equals(rules.get("one_to_one"))) return "one buyer only, and another has it";
        for (var phrase : objects(rules.getOrDefault("phrases", List.of()))) {
            if (strings(phrase.get("any_of")).stream().noneMatch(p -> words.contains(plain(p)))) return "the words lack " + phrase.get("code");
        }
        return null;
    }

    private static String plain(String text) {
        var plain = new StringBuilder();
        boolean gap = false;
        for (char c : text.toCharArray()) {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = plain.length() > 0;
                continue;
            }
            plain.append(gap ? " " : "").append(c);
            gap = false;
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private void story() {
        for (var consent : consents()) {
            System.out.println("consent " + consent.get("id"));
            for (var event : events(consent)) {
                var leaf = event(event);
                System.out.printf("  %3s  %s%n", event.get("seq"), leaf == null ? "withheld" : leaf.get("at") + "  " + leaf.get("type"));
            }
        }
    }

    // ── small things ──

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new Stop(Outcome.FAILED, otherwise);
    }

    private byte[] file(String name) {
        require(files.containsKey(name), name + " is missing");
        return files.get(name);
    }

    private String text(String name) {
        var text = new String(file(name), UTF_8);
        require(Arrays.equals(text.getBytes(UTF_8), file(name)), name + " is not UTF-8");
        return text;
    }

    private Object canonical(String name) {
        var value = new Json(text(name)).read();
        require(Json.write(value).equals(text(name)), name + " is not written canonically");
        return value;
    }

    private Map<String, Object> leaf(long index) {
        require(leaves.containsKey(index), "event " + index + " is missing");
        return object(canonical("events/" + index + ".json"));
    }

    /** Null where it is withheld. */
    private Map<String, Object> event(Map<String, Object> listed) {
        return (boolean) listed.get("withheld") ? null : leaf((long) listed.get("index"));
    }

    private static boolean isGrant(Map<String, Object> leaf) {
        return leaf.get("type").equals("consent.granted") || leaf.get("type").equals("consent.imported");
    }

    private List<Map<String, Object>> consents() {
        return objects(manifest.get("consents"));
    }

    private static List<Map<String, Object>> events(Map<String, Object> consent) {
        var events = objects(consent.get("events"));
        events.forEach(e -> require(e.keySet().equals(Set.of("seq", "index", "hash", "withheld")), "an unknown event"));
        return events;
    }

    private String body() {
        return checkpoint.substring(0, checkpoint.lastIndexOf("\n\n") + 1);
    }

    private long size() {
        return Long.parseLong(body().split("\n")[1]);
    }

    private byte[] root() {
        return unbase64(body().split("\n")[2]);
    }

    private static String name(String vkey) {
        return vkey.substring(0, vkey.indexOf('+'));
    }

    private static List<String[]> lines(String policy) {
        return policy.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).map(l -> l.split("[ \t]+")).toList();
    }

    private static byte[] leaf(byte[] entry) {
        return sha256(new byte[1], entry);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) digest.update(part);
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

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        require(value instanceof Map, "not an object: " + value);
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> objects(Object value) {
        require(value instanceof List, "not a list: " + value);
        return ((List<?>) value).stream().map(ConsentVerify::object).toList();
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String.class::cast).toList();
    }

    /** JSON with integers only, and its one canonical text (RFC 8785). */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object read() {
            var value = value(0);
            require(skip() == text.length(), "more than one JSON value");
            return value;
        }

        private Object value(int depth) {
            require(depth < 20, "JSON too deep");
            char c = text.charAt(skip());
            if (c == '"') return string();
            if (c == '{') {
                var members = new LinkedHashMap<String, Object>();
                at++;
                while (text.charAt(skip()) != '}') {
                    if (!members.isEmpty()) expect(',');
                    skip();
                    var name = string();
                    expect(':');
                    require(!members.containsKey(name), "a member twice: " + name);
                    members.put(name, value(depth + 1));
                }
                at++;
                return members;
            }
            if (c == '[') {
                var items = new ArrayList<Object>();
                at++;
                while (text.charAt(skip()) != ']') {
                    if (!items.isEmpty()) expect(',');
                    items.add(value(depth + 1));
                }
                at++;
                return items;
            }
            int from = at;
            while (at < text.length() && "+-.eE0123456789truefalsn".indexOf(text.charAt(at)) >= 0) at++;
            String word = text.substring(from, at);
            if (word.equals("true") || word.equals("false")) return word.equals("true");
            return word.equals("null") ? null : Long.valueOf(word);
        }

        private String string() {
            expect('"');
            var read = new StringBuilder();
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                if (c != '\\') {
                    read.append(c);
                    continue;
                }
                c = text.charAt(at++);
                int escape = "bfnrt".indexOf(c);
                if (c == 'u') {
                    read.append((char) Integer.parseInt(text.substring(at, at += 4), 16));
                } else {
                    read.append(escape < 0 ? c : "\b\f\n\r\t".charAt(escape));
                }
            }
            return read.toString();
        }

        private void expect(char c) {
            require(text.charAt(skip()) == c, "not JSON at " + at);
            at++;
        }

        private int skip() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
            return at;
        }

        static String write(Object value) {
            if (value instanceof Map) {
                var members = new TreeMap<>(object(value));
                return "{" + String.join(",", members.entrySet().stream().map(m -> quoted(m.getKey()) + ":" + write(m.getValue())).toList()) + "}";
            }
            if (value instanceof List) return "[" + String.join(",", ((List<?>) value).stream().map(Json::write).toList()) + "]";
            return value instanceof String ? quoted((String) value) : String.valueOf(value);
        }

        private static String quoted(String text) {
            var quoted = new StringBuilder("\"");
            for (char c : text.toCharArray()) {
                int escape = "\b\f\n\r\t\"\\".indexOf(c);
                if (escape >= 0) quoted.append('\\').append("bfnrt\"\\".charAt(escape));
                else if (c < 0x20) quoted.append(String.format("\\u%04x", (int) c));
                else quoted.append(c);
            }
            return quoted.append('"').toString();
        }
    }
}
