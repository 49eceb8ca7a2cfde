package dev.galena.market.delivery;

import dev.galena.consent.MasterKey;
import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An event as it goes out: thin, so whoever reads the wire learns ids only. The id is the event's and the same in each
 * attempt; time and signatures are the attempt's.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Message(Map<String, String> headers, byte[] body) {

    static Message of(Dispatch.Leased delivery, MasterKey key, Instant now) {
        byte[] body = new JsonObject()
                .put("type", delivery.type())
                .put("timestamp", delivery.at().toString())
                .put("data", new JsonObject(delivery.data()))
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        String id = Id.text("evt", delivery.eventId());
        List<Secret> secrets = Secrets.open(key, delivery.endpointId(), delivery.sealedSecrets())
                .signing(now);
        return new Message(
                Map.of(
                        "content-type",
                        "application/json",
                        "user-agent",
                        "Galena-Webhooks/1",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(now.getEpochSecond()),
                        "webhook-signature",
                        Secret.signatures(secrets, id, now, body)),
                body);
    }
}
