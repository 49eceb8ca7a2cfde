package dev.galena.consent;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What opens the commitments of events to an outsider: each value with its salt. Without the salt a commitment tells nothing;
 * once the person's key is deleted there is none. For audited eyes only.
 */
public final class Disclosures {

    private static final String SEALED = "select id, sealed from consent.consent where id = any($1)";

    private static final String LATER =
            "select consent_id, seq, sealed from consent.opening where consent_id = any($1) order by consent_id, seq";

    private final Subjects subjects;

    public Disclosures(Subjects subjects) {
        this.subjects = subjects;
    }

    /**
     * One commitment of one event, opened.
     *
     * @param salt base64
     */
    public record Opening(int seq, String field, String value, String salt) {}

    /** By consent, as far as their people were not erased. {@code sealedToo}: for compliance. */
    public Map<UUID, List<Opening>> of(Tx tx, Collection<Consent> consents, boolean sealedToo) {
        UUID[] ids = consents.stream().map(Consent::id).toArray(UUID[]::new);
        Map<UUID, UUID> people = consents.stream().collect(Collectors.toMap(Consent::id, Consent::subjectId));
        var keys = subjects.keys(tx, people.values(), sealedToo);
        var commitments = new Commitments();
        var secrets = new HashMap<UUID, byte[]>();
        var openings = new HashMap<UUID, List<Opening>>();
        for (Row row : tx.rows(SEALED, (Object) ids)) {
            var id = row.getUUID(0);
            var key = keys.get(people.get(id));
            if (key == null) continue;
            var evidence = Evidence.open(key, id, row.getBuffer(1).getBytes());
            secrets.put(id, evidence.secret());
            openings.put(id, new ArrayList<>(opened(commitments, evidence.secret(), 0, evidence.values())));
        }
        for (Row row : tx.rows(LATER, (Object) ids)) {
            var id = row.getUUID(0);
            int seq = row.getInteger(1);
            var key = keys.get(people.get(id));
            var secret = secrets.get(id);
            var opened = openings.get(id);
            if (key == null || secret == null || opened == null) continue;
            var values = Evidence.openLater(key, id, seq, row.getBuffer(2).getBytes());
            opened.addAll(opened(commitments, secret, seq, values));
        }
        return openings;
    }

    private static List<Opening> opened(Commitments commitments, byte[] secret, int seq, Map<String, String> values) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(v -> new Opening(
                        seq,
                        v.getKey(),
                        v.getValue(),
                        Base64.getEncoder().encodeToString(commitments.salt(secret, seq, v.getKey()))))
                .toList();
    }
}
