package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payment.InvoiceReceipts;
import dev.galena.billing.payment.TopUp;
import dev.galena.billing.payout.PayoutBooks;
import dev.galena.billing.promo.Promos;
import dev.galena.billing.recurring.MoveClock;
import dev.galena.billing.subscription.Stories;
import dev.galena.market.delivery.TriggerEvent;
import dev.galena.market.party.Party;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What test parties may do to see in a moment what else takes a month. */
final class SandboxRoutes {

    /** What can be triggered: what parties hear of their money. */
    private static final Set<String> TYPES = Stream.of(
                    Stories.TYPES, Promos.TYPES, TopUp.TYPES, PayoutBooks.TYPES, List.of(InvoiceReceipts.PAID))
            .flatMap(List::stream)
            .collect(Collectors.toSet());

    private final MoveClock moveClock;
    private final TriggerEvent triggerEvent;

    SandboxRoutes(MoveClock moveClock, TriggerEvent triggerEvent) {
        this.moveClock = moveClock;
        this.triggerEvent = triggerEvent;
    }

    Answer clock(Call call) {
        return Answer.ok(json(moveClock.now(testParty(call).id())));
    }

    Answer moveClock(Call call) {
        UUID party = testParty(call).id();
        Instant to = OffsetDateTime.parse(call.body().getString("advance_to")).toInstant();
        Instant now = moveClock.now(party);
        if (Duration.between(now, to).compareTo(MoveClock.MOVE_MAX) > 0)
            throw Problems.invalid("/advance_to", "is more than 100 days away").thrown();
        if (to.isBefore(now))
            throw Problems.invalid("/advance_to", "is in the past of the party").thrown();
        return Answer.ok(json(moveClock.move(party, to)));
    }

    Answer trigger(Call call) {
        UUID party = testParty(call).id();
        String type = call.pathValue(0);
        if (!TYPES.contains(type)) throw Problems.NOT_FOUND.problem().thrown();
        triggerEvent.trigger(party, type);
        return Answer.of(202, "application/json", JsonObject.of("type", type).toBuffer());
    }

    private static Party testParty(Call call) {
        Party party = call.caller().party();
        if (!party.test())
            throw Problems.TEST_PARTIES_ONLY
                    .because("this party trades with real money")
                    .thrown();
        return party;
    }

    private static JsonObject json(Instant now) {
        return JsonObject.of("now", now.toString());
    }
}
