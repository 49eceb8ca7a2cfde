package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.billing.Authority;
import dev.galena.billing.CreditLine;
import dev.galena.billing.CreditLines;
import dev.galena.billing.Freezes;
import dev.galena.billing.Money;
import dev.galena.db.Tx;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** What the operator does to a party's accounts: how much a buyer may owe, and whether anything may be taken out. */
final class AccountRoutes {

    private final CreditLines creditLines;
    private final Freezes freezes;
    private final OncePerKey oncePerKey;
    private final InstantSource clock;
    private final Parties parties = new Parties();

    AccountRoutes(CreditLines creditLines, Freezes freezes, OncePerKey oncePerKey, InstantSource clock) {
        this.creditLines = creditLines;
        this.freezes = freezes;
        this.oncePerKey = oncePerKey;
        this.clock = clock;
    }

    Answer creditLine(Call call) {
        return once(call, "credit-line", (tx, party) -> {
            var body = call.body();
            var limit = body.getJsonObject("limit");
            if (!party.is(Role.BUYER)) throw Problems.NOT_FOUND.problem().thrown();
            if (!limit.getString("currency").equals(party.currency().getCurrencyCode())) {
                var fault = new Fault("/limit/currency", "invalid", "the party's is " + party.currency());
                throw Problems.INVALID_REQUEST.because(List.of(fault)).thrown();
            }
            var money = new Money(limit.getLong("amount"), party.currency());
            return json(creditLines.set(tx, party.id(), money, authority(call), clock.instant()));
        });
    }

    Answer freeze(Call call) {
        return once(
                call,
                "freeze",
                (tx, party) -> JsonObject.of(
                        "frozen", true, "changed", freezes.freeze(tx, party.id(), authority(call), clock.instant())));
    }

    Answer unfreeze(Call call) {
        return once(
                call,
                "unfreeze",
                (tx, party) -> JsonObject.of(
                        "frozen",
                        false,
                        "changed",
                        freezes.unfreeze(tx, party.id(), authority(call), clock.instant())));
    }

    private Answer once(Call call, String operation, BiFunction<Tx, Party, JsonObject> work) {
        UUID id = call.id(0, "pty");
        var claim = new Claim(
                call.caller().partyId(),
                operation,
                call.idempotencyKey(),
                Claim.hash(id, call.rawBody().getBytes()));
        var outcome = oncePerKey.once(claim, tx -> {
            Party party = parties.find(tx, id)
                    .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
            return new KeptAnswer(200, work.apply(tx, party).encode().getBytes(UTF_8));
        });
        return switch (outcome) {
            case Once.Done(var answer) -> answer(answer);
            case Once.Again(var answer) -> answer(answer).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private static Authority authority(Call call) {
        return new Authority(call.caller().partyId(), call.body().getString("reason"));
    }

    private static JsonObject json(CreditLine line) {
        return JsonObject.of(
                "limit", json(line.limit()), "owed", json(line.outstanding()), "available", json(line.available()));
    }

    private static Answer answer(KeptAnswer kept) {
        return Answer.of(kept.status(), "application/json", Buffer.buffer(kept.body()));
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
