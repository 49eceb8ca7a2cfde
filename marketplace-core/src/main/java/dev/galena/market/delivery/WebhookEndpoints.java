package dev.galena.market.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market.webhook_endpoint}. A deleted one stays as the target of its deliveries' log. */
final class WebhookEndpoints {
    private static final String COLUMNS =
            "id, party_id, url, types, status, disabled_because, failures, succeeded_at, created_at";

    void add(Tx tx, UUID id, UUID partyId, String url, List<String> types, byte[] secrets, Instant now) {
        tx.run("""
                insert into market.webhook_endpoint (id, party_id, url, types, sealed_secrets, status, created_at)
                values ($1, $2, $3, $4, $5, 'enabled', $6)""", id, partyId, url, types.toArray(String[]::new), secrets, now);
    }

    /** A party's endpoints, oldest first; there are few, see {@link RegisterWebhooks#ENDPOINTS_MAX}. */
    List<WebhookEndpoint> of(Tx tx, UUID partyId) {
        return tx
                .rows(
                        "select " + COLUMNS
                                + " from market.webhook_endpoint where party_id = $1 and status <> 'deleted' order by id",
                        partyId)
                .stream()
                .map(WebhookEndpoints::endpoint)
                .toList();
    }

    Optional<WebhookEndpoint> lock(Tx tx, UUID partyId, UUID id) {
        return tx
                .rows(
                        "select " + COLUMNS + " from market.webhook_endpoint"
                                + " where id = $2 and party_id = $1 and status <> 'deleted' for no key update",
                        partyId,
                        id)
                .stream()
                .findFirst()
                .map(WebhookEndpoints::endpoint);
    }

    byte[] secrets(Tx tx, UUID id) {
        return tx.rows("select sealed_secrets from market.webhook_endpoint where id = $1", id)
                .getFirst()
                .get(Buffer.class, 0)
                .getBytes();
    }

    void setSecrets(Tx tx, UUID id, byte[] sealed) {
        tx.run("update market.webhook_endpoint set sealed_secrets = $2 where id = $1", id, sealed);
    }

    void change(Tx tx, UUID id, String url, List<String> types, boolean enabled, @Nullable String disabledBecause) {
        tx.run("""
                update market.webhook_endpoint set url = $2, types = $3, status = $4, disabled_because = $5,
                  failures = case when $4 = 'enabled' and status <> 'enabled' or url <> $2 then 0 else failures end
                where id = $1""", id, url, types.toArray(String[]::new), enabled ? "enabled" : "disabled", disabledBecause);
    }

    /** Forgets the address and the secrets; what was still waiting will not be sent. */
    void delete(Tx tx, UUID id) {
        tx.run("""
                update market.webhook_endpoint
                set status = 'deleted', url = '', sealed_secrets = '', disabled_because = 'deleted' where id = $1""", id);
        tx.run("""
                update market.delivery set state = 'dead', last_problem = 'endpoint-deleted', leased_until = null
                where endpoint_id = $1 and state = 'waiting'""", id);
    }

    /** Notes how attempts ended: a failing endpoint is given less of the senders' time, one that is gone none. */
    void note(Tx tx, List<Dispatch.Settled> ended, Instant now) {
        Map<UUID, List<Answer>> answers = ended.stream()
                .collect(groupingBy(
                        s -> s.leased().endpointId(), TreeMap::new, mapping(Dispatch.Settled::answer, toList())));
        UUID[] ids = answers.keySet().toArray(UUID[]::new);
        // In id order first, or two processes that note the same endpoints could wait for each other.
        tx.rows("select id from market.webhook_endpoint where id = any($1) order by id for no key update", (Object)
                ids);
        tx.run(
                """
                update market.webhook_endpoint w set
                  failures = case when o.failures = 0 then 0 else w.failures + o.failures end,
                  succeeded_at = case when o.failures = 0 then $4 else w.succeeded_at end,
                  status = case when o.gone and w.status = 'enabled' then 'disabled' else w.status end,
                  disabled_because = case when o.gone and w.status = 'enabled' then 'gone' else w.disabled_because end
                from unnest($1::uuid[], $2::integer[], $3::boolean[]) as o (id, failures, gone)
                where w.id = o.id and w.status <> 'deleted'""",
                ids,
                answers.values().stream().map(WebhookEndpoints::failures).toArray(Integer[]::new),
                answers.values().stream()
                        .map(a -> a.stream().anyMatch(Answer::gone))
                        .toArray(Boolean[]::new),
                now);
    }

    /** Failed attempts, or 0 when one of them succeeded. */
    private static int failures(List<Answer> answers) {
        return answers.stream().anyMatch(Answer::success) ? 0 : answers.size();
    }

    private static WebhookEndpoint endpoint(Row row) {
        OffsetDateTime succeeded = row.getOffsetDateTime(7);
        return new WebhookEndpoint(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                List.of(row.getArrayOfStrings(3)),
                row.getString(4).equals("enabled"),
                row.getString(5),
                row.getInteger(6),
                succeeded == null ? null : succeeded.toInstant(),
                row.getOffsetDateTime(8).toInstant());
    }
}
