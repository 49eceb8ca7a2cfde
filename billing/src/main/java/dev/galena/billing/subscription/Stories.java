package dev.galena.billing.subscription;

import dev.galena.billing.News;
import dev.galena.db.Id;
import dev.galena.db.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What a party hears of its subscriptions. */
public final class Stories {

    static final String STARTED = "subscription.started";
    static final String RENEWED = "subscription.renewed";
    static final String PAST_DUE = "subscription.past_due";
    static final String CHANGED = "subscription.changed";
    static final String PAUSED = "subscription.paused";
    static final String RESUMED = "subscription.resumed";
    static final String CANCELLED = "subscription.cancelled";
    static final String ENDED = "subscription.ended";

    /** All that there are. */
    public static final List<String> TYPES =
            List.of(STARTED, RENEWED, PAST_DUE, CHANGED, PAUSED, RESUMED, CANCELLED, ENDED);

    private Stories() {}

    static News of(String type, Subscription s, Instant at) {
        var data = JsonObject.of(
                "subscription",
                Id.text("sub", s.id()),
                "plan",
                Id.text("plan", s.planId()),
                "period",
                s.period(),
                "status",
                s.status().code());
        return new News(s.partyId(), type, new Json(data.encode()), at);
    }
}
