package dev.galena.consent;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event as the log keeps it: RFC 8785 JSON without personal data, hashed as stored. */
final class Leaf {

    private static final int BYTES_MAX = 4_096;

    private final byte[] bytes;
    private final Digest hash;

    private Leaf(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Digest.ofLeaf(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    Digest hash() {
        return hash;
    }

    /**
     * An event of one consent.
     *
     * @param json may write many, one after the other
     * @param at an RFC 3339 instant, written once for all events of a call
     * @param prev the hash of the event before it of the same consent; null for the first
     * @param fields public facts
     * @param commitments to personal ones
     */
    static Leaf ofConsent(
            Canonical json,
            UUID consentId,
            int seq,
            @Nullable Digest prev,
            String type,
            String at,
            Map<String, ?> fields,
            Map<String, String> commitments) {
        var leaf = new TreeMap<String, Object>();
        leaf.put("v", 1);
        leaf.put("type", type);
        leaf.put("at", at);
        leaf.put("consent", consentId);
        leaf.put("seq", seq);
        if (prev != null) leaf.put("prev", prev);
        if (!fields.isEmpty()) leaf.put("fields", fields);
        if (!commitments.isEmpty()) leaf.put("commitments", commitments);
        return of(json, leaf);
    }

    static Leaf ofNotice(Notice notice, String at) {
        var leaf = new TreeMap<String, Object>();
        leaf.put("v", 1);
        leaf.put("type", "notice.published");
        leaf.put("at", at);
        leaf.put("notice", notice.id());
        leaf.put("language", notice.language());
        return of(new Canonical(), leaf);
    }

    static Leaf ofRules(RuleSet rules, String at) {
        var leaf = new TreeMap<String, Object>();
        leaf.put("v", 1);
        leaf.put("type", "rules.published");
        leaf.put("at", at);
        leaf.put("rule_set", rules.reference());
        leaf.put("rules", rules.digest());
        return of(new Canonical(), leaf);
    }

    static Leaf ofKey(Submission submission, String at) {
        var leaf = new TreeMap<String, Object>();
        leaf.put("v", 1);
        leaf.put("type", "key.registered");
        leaf.put("at", at);
        leaf.put("party", submission.sellerId());
        leaf.put("key", submission.keyId());
        leaf.put("public_key", Base64.getEncoder().encodeToString(submission.publicKey()));
        return of(new Canonical(), leaf);
    }

    private static Leaf of(Canonical json, Map<String, ?> content) {
        byte[] bytes = json.of(content);
        if (bytes.length > BYTES_MAX) throw new IllegalArgumentException("an event of " + bytes.length + " bytes");
        return new Leaf(bytes);
    }
}
