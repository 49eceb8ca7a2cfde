package dev.galena.consent.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.galena.consent.Channel;
import dev.galena.consent.Digest;
import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Holds the tables of consents and notices against what was logged of them. */
final class Agreement {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String CONSENTS = """
            select c.id, c.seq, c.head, c.notice_id, c.seller_id, c.granted_at, c.expires_at, c.channels, c.certified, c.revoked_at,
                   e.leaves, e.indexes, c.stopped, octet_length(c.sealed) = 0,
                   exists (select from consent.subject s where s.id = c.subject_id)
            from consent.consent c
            cross join lateral (
              select array_agg(leaf order by idx nulls last, serial) as leaves, array_agg(idx order by idx nulls last, serial) as indexes
              from consent.event where consent_id = c.id) e
            where c.id > $1 order by c.id limit $2""";

    private static final String NOTICES = """
            select n.id, n.id = sha256(convert_to(n.body, 'UTF8')), n.language, l.leaf
            from consent.notice n left join consent.event l
              on l.type = 'notice.published'
             and substring(l.leaf from octet_length(l.leaf) - 97 for 64) = convert_to(encode(n.id, 'hex'), 'UTF8')
            where n.id > $1 order by n.id limit $2""";

    private final Findings findings;

    Agreement(Findings findings) {
        this.findings = findings;
    }

    /** Those behind the last; the last of them, or null when there are no more. */
    @Nullable
    UUID consents(Tx tx, @Nullable UUID after, int max) {
        UUID last = null;
        for (Row row : tx.rows(CONSENTS, after == null ? FIRST : after, max)) {
            last = row.getUUID(0);
            try {
                consent(row, "consent " + last);
            } catch (RuntimeException e) {
                findings.add(null, "consent " + last + ": an event cannot be read: " + e);
            }
        }
        return last;
    }

    private void consent(Row row, String name) {
        Buffer[] leaves = row.getArrayOfBuffers(10);
        Long[] indexes = row.getArrayOfLongs(11);
        if (leaves == null) {
            findings.add(null, name + " has no events");
            return;
        }
        String before = null;
        boolean revoked = false;
        Set<String> stopped = new HashSet<>();
        boolean erased = false;
        for (int seq = 0; seq < leaves.length; seq++) {
            var entry = new Entry(leaves[seq].getBytes());
            var json = entry.json();
            findings.require(
                    json.path("seq").asInt(-1) == seq
                            && json.path("prev").asText("").equals(before == null ? "" : before),
                    indexes[seq],
                    "does not follow the event before of " + name);
            before = entry.hash().hex();
            revoked |= json.path("type").asText().equals("consent.revoked");
            if (json.path("type").asText().equals("suppression.added"))
                stopped.addAll(texts(json.path("fields").path("channels")));
            erased |= json.path("type").asText().equals("data.erased");
        }
        Long lastIndex = indexes[leaves.length - 1];
        findings.require(
                row.getInteger(1) == leaves.length - 1 && hex(row.getBuffer(2)).equals(before),
                lastIndex,
                "is not the last of " + name + ", or the row of the consent is not as it left it");
        var grant = new Entry(leaves[0].getBytes()).json().path("fields");
        findings.require(terms(row, grant), indexes[0], name + " has other terms than were logged");
        stopped.addAll(texts(grant.path("stopped")));
        findings.require(
                left(row).equals(without(texts(grant.path("channels")), stopped)),
                lastIndex,
                name + " has other channels left than were logged");
        boolean withdrawn = revoked || grant.has("withdrawn_since");
        findings.require(
                withdrawn == (row.getOffsetDateTime(9) != null), lastIndex, name + " is withdrawn in one place only");
        findings.require(erased == row.getBoolean(13), lastIndex, name + " is erased in one place only");
        findings.require(erased != row.getBoolean(14), lastIndex, personFinding(name, erased));
    }

    private static String personFinding(String name, boolean erased) {
        return erased
                ? name + " was erased, and its person is still there"
                : "the person of " + name + " is gone without an erasure";
    }

    /** The channels that were granted and not stopped since. */
    private static Set<String> left(Row row) {
        return codes(row.getShort(7) & ~row.getShort(12));
    }

    private static Set<String> codes(int bits) {
        return Channel.of(bits).stream().map(Channel::code).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static boolean terms(Row row, JsonNode grant) {
        Set<String> channels = codes(row.getShort(7));
        Set<String> logged = texts(grant.path("channels"));
        return hex(row.getBuffer(3)).equals(grant.path("notice").asText())
                && row.getUUID(4).toString().equals(grant.path("seller").asText())
                && text(row.getOffsetDateTime(5))
                        .equals(grant.path("granted_at").asText())
                && text(row.getOffsetDateTime(6))
                        .equals(grant.path("expires_at").asText(""))
                && channels.equals(logged)
                && row.getBoolean(8) == grant.path("certified").asBoolean();
    }

    /** The same for the words shown. */
    @Nullable
    Digest notices(Tx tx, @Nullable Digest after, int max) {
        Digest last = null;
        for (Row row : tx.rows(NOTICES, after == null ? new byte[0] : after.bytes(), max)) {
            last = Digest.of(row.getBuffer(0).getBytes());
            findings.require(row.getBoolean(1), null, "notice " + last + " has other words than its name says");
            var leaf = row.getBuffer(3);
            boolean logged = leaf != null
                    && new Entry(leaf.getBytes())
                            .json()
                            .path("language")
                            .asText()
                            .equals(row.getString(2));
            findings.require(logged, null, "notice " + last + " was not published like that");
        }
        return last;
    }

    /** Logged notices whose words are gone. */
    void lostNotices(Tx tx, int max) {
        List<Row> lost = tx.rows("""
                select l.idx from consent.log_leaf l
                where l.type = 'notice.published' and not exists (select from consent.notice n
                  where convert_to(encode(n.id, 'hex'), 'UTF8') = substring(l.leaf from octet_length(l.leaf) - 97 for 64))
                order by l.idx limit $1""", max);
        lost.forEach(row -> findings.add(row.getLong(0), "the words it published are gone"));
    }

    private static String hex(Buffer bytes) {
        return HexFormat.of().formatHex(bytes.getBytes());
    }

    private static String text(@Nullable OffsetDateTime time) {
        return time == null ? "" : Instant.from(time).toString();
    }
}
