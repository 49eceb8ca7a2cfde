package dev.galena.market.relay;

import dev.galena.consent.Digest;
import dev.galena.consent.Event;
import dev.galena.db.Id;
import dev.galena.market.relay.DueObligations.Running;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the consent's chain says of holders: who was told, who confirmed, who is late. */
final class Log {

    private Log() {}

    static Event sent(Running of) {
        var fields = named(of);
        fields.put("role", of.role());
        fields.put("reached_at", of.reachedAt());
        fields.put("by", of.reachedBy());
        fields.put("rule", of.rule());
        fields.put("due_at", of.dueAt());
        return Event.of(of.consent(), of.kind().code() + ".sent", fields);
    }

    static Event overdue(Running of) {
        var fields = named(of);
        fields.put("role", of.role());
        fields.put("due_at", of.dueAt());
        return Event.of(of.consent(), of.kind().code() + ".overdue", fields);
    }

    /** With all that an outsider needs to check the signature. */
    static Event acked(Running of, UUID keyId, byte[] publicKey, Statement statement, byte[] signature) {
        var fields = named(of);
        fields.put("action", statement.action());
        fields.put("key", Id.text("sgk", keyId));
        fields.put("public_key", base64(publicKey));
        fields.put("statement", new String(statement.bytes(), StandardCharsets.UTF_8));
        fields.put("signature", base64(signature));
        fields.put("signature_sha256", Digest.sha256(signature));
        return Event.of(of.consent(), of.kind().code() + ".acked", fields);
    }

    private static Map<String, Object> named(Running of) {
        var fields = new HashMap<String, Object>();
        fields.put(of.kind().code(), of.causeId());
        fields.put("obligation", of.id());
        fields.put("party", of.holder());
        return fields;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
