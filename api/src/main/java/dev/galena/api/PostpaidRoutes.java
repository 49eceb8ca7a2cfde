package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.postpaid.Agreed;
import dev.galena.billing.postpaid.Cycles;
import dev.galena.billing.postpaid.ReadPostpaid;
import dev.galena.db.Tx;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Who pays afterwards, and in which cycles. Up to how much is the credit line. */
final class PostpaidRoutes {

    private final Cycles cycles;
    private final ReadPostpaid readPostpaid;
    private final KeyedAnswers keyed;
    private final Parties parties = new Parties();

    PostpaidRoutes(Cycles cycles, ReadPostpaid readPostpaid, KeyedAnswers keyed) {
        this.cycles = cycles;
        this.readPostpaid = readPostpaid;
        this.keyed = keyed;
    }

    Answer read(Call call) {
        return readPostpaid
                .find(call.id(0, "pty"))
                .map(agreed -> Answer.ok(json(agreed)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer begin(Call call) {
        UUID buyer = call.id(0, "pty");
        return keyed.answer(call, "postpaid-begin", buyer, 200, tx -> {
            Party party = buyer(tx, buyer);
            return json(cycles.begin(
                    tx, buyer, party.currency(), party.timeZone(), call.body().getInteger("days")));
        });
    }

    Answer end(Call call) {
        UUID buyer = call.id(0, "pty");
        return keyed.answer(call, "postpaid-end", buyer, 200, tx -> {
            buyer(tx, buyer);
            return json(cycles.end(tx, buyer)
                    .orElseThrow(() -> Problems.NOT_POSTPAID.problem().thrown()));
        });
    }

    private Party buyer(Tx tx, UUID id) {
        return parties.find(tx, id)
                .filter(p -> p.is(Role.BUYER))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static JsonObject json(Agreed agreed) {
        var dueAt = agreed.dueAt();
        return JsonObject.of(
                "days", agreed.days(),
                "time_zone", agreed.zone().getId(),
                "cycle", agreed.cycle(),
                "cycle_start", agreed.span(agreed.cycle()).start().toString(),
                "cycle_end", dueAt == null ? null : dueAt.toString());
    }
}
