package dev.galena.consent.erasure;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How long sales bind us to keep what they rest on: rows of {@code consent.retention}. */
public final class Retentions {

    private static final String UNTIL = """
            select t.subject_id, max(t.sold_at + make_interval(years => r.years))
            from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as t(subject_id, rule_set, sold_at)
            cross join lateral (
              select years from consent.retention k
              where k.rule_set = t.rule_set and k.effective_from <= (t.sold_at at time zone 'UTC')::date
              order by k.version desc limit 1) r
            group by t.subject_id""";

    /** A sale of a person's lead. {@code ruleSet}: the code, without its version. */
    public record Bound(UUID subjectId, String ruleSet, Instant soldAt) {}

    /** By subject, when the last retention ends; those whom no sale binds are absent. */
    public Map<UUID, Instant> until(Tx tx, List<Bound> sales) {
        if (sales.isEmpty()) return Map.of();
        Map<UUID, Instant> until = new HashMap<>();
        for (Row row : tx.rows(
                UNTIL,
                sales.stream().map(Bound::subjectId).toArray(UUID[]::new),
                sales.stream().map(Bound::ruleSet).toArray(String[]::new),
                sales.stream().map(Bound::soldAt).toArray(Instant[]::new)))
            until.put(row.getUUID(0), row.getOffsetDateTime(1).toInstant());
        return until;
    }
}
