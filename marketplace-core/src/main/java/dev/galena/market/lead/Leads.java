package dev.galena.market.lead;

import dev.galena.db.Json;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All leads of the market, listed or not. Nothing personal is in here. */
public final class Leads {
    private static final String BETWEEN = "\u001f"; // no sub holds it: control characters are cut out
    private static final String COLUMNS = """
            id, subject_id, consent_id, seller_id, source_id, batch_id, row_number, vertical_id, vertical_version,
            generated_at, received_at, subs, hidden::text, contributions::text""";
    private static final String ADD = """
            insert into market.lead (id, subject_id, consent_id, seller_id, source_id, batch_id, row_number, vertical_id,
                                     vertical_version, generated_at, received_at, subs, hidden, contributions)
            select id, subject_id, consent_id, $4, $5, $6, row_number, $7, $8, generated_at, $9,
                   string_to_array(subs, E'\\x1f'), hidden, contributions
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $10::bigint[], $11::timestamptz[], $12::text[], $13::jsonb[],
                        $14::jsonb[])
                 as t(id, subject_id, consent_id, row_number, generated_at, subs, hidden, contributions)""";
    private static final String RECENT = """
            select subject_id, id from market.lead
            where subject_id = any($1) and vertical_id = $2 and received_at > $3 order by id""";

    /** Adds leads of one seller, source, batch, vertical and moment, as those of one call always are. */
    public void add(Tx tx, List<Lead> leads) {
        if (leads.isEmpty()) return;
        Lead first = leads.getFirst();
        if (!leads.stream().allMatch(lead -> together(lead, first)))
            throw new IllegalArgumentException("leads of several sources, batches or verticals in one call");
        tx.run(
                ADD,
                column(leads, UUID[]::new, Lead::id),
                column(leads, UUID[]::new, Lead::subjectId),
                column(leads, UUID[]::new, Lead::consentId),
                first.sellerId(),
                first.sourceId(),
                first.batchId(),
                first.verticalId(),
                first.verticalVersion(),
                first.receivedAt(),
                column(leads, Long[]::new, Lead::rowNumber),
                column(leads, Instant[]::new, Lead::generatedAt),
                column(leads, String[]::new, lead -> String.join(BETWEEN, lead.subs())),
                column(leads, Json[]::new, Lead::hidden),
                column(leads, Json[]::new, Lead::contributions));
    }

    private static boolean together(Lead lead, Lead first) {
        return lead.sourceId().equals(first.sourceId())
                && lead.sellerId().equals(first.sellerId())
                && java.util.Objects.equals(lead.batchId(), first.batchId())
                && lead.verticalId() == first.verticalId()
                && lead.verticalVersion() == first.verticalVersion()
                && lead.receivedAt().equals(first.receivedAt());
    }

    private static <T extends @Nullable Object> T[] column(
            List<Lead> leads, java.util.function.IntFunction<T[]> array, Function<Lead, T> value) {
        return leads.stream().map(value).toArray(array);
    }

    /** Of these people the earliest lead in the vertical received after {@code since}. */
    public Map<UUID, UUID> recent(Tx tx, Collection<UUID> subjectIds, int verticalId, Instant since) {
        if (subjectIds.isEmpty()) return Map.of();
        Map<UUID, UUID> leads = new HashMap<>();
        for (Row row : tx.rows(RECENT, subjectIds.toArray(UUID[]::new), verticalId, since))
            leads.putIfAbsent(row.getUUID(0), row.getUUID(1));
        return leads;
    }

    public Optional<Lead> find(Tx tx, UUID id) {
        return tx.rows("select " + COLUMNS + " from market.lead where id = $1", id).stream()
                .findFirst()
                .map(Leads::lead);
    }

    /** A seller's leads, newest first. */
    public Page.Slice<Lead> ofSeller(Tx tx, UUID sellerId, Page page) {
        UUID before = page.after() == null ? new UUID(-1, -1) : page.after().id();
        List<Lead> leads = tx
                .rows(
                        "select " + COLUMNS
                                + " from market.lead where seller_id = $1 and id < $2 order by id desc limit $3",
                        sellerId,
                        before,
                        page.limit())
                .stream()
                .map(Leads::lead)
                .toList();
        return page.cut("lead.newest", leads, lead -> new Page.Cursor("", lead.id()));
    }

    private static Lead lead(Row row) {
        return new Lead(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getUUID(5),
                row.getLong(6),
                row.getInteger(7),
                row.getInteger(8),
                row.getOffsetDateTime(9).toInstant(),
                row.getOffsetDateTime(10).toInstant(),
                Arrays.asList(row.getArrayOfStrings(11)),
                new Json(row.getString(12)),
                new Json(row.getString(13)));
    }
}
