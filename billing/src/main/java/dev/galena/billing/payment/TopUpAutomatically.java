package dev.galena.billing.payment;

import dev.galena.billing.payment.AutomaticTopUps.Rule;
import dev.galena.billing.payment.Payments.Answer;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Charges the saved cards of wallets that have run low, one charge at a time for each. A wallet that was filled up three times
 * within ten minutes and is low again is emptied by something odd, or its card is declined: it is stopped and somebody is told.
 */
public final class TopUpAutomatically {

    static final int TIMES_MAX = 3;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int AT_ONCE = 20;

    private final Database database;
    private final AutomaticTopUps rules;
    private final TopUps topUps;
    private final Cards cards;
    private final Alarms alarms;
    private final Payments provider;
    private final InstantSource clock;

    public TopUpAutomatically(
            Database database, AutomaticTopUps rules, Stores stores, Payments provider, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.topUps = stores.topUps();
        this.cards = stores.cards();
        this.alarms = stores.alarms();
        this.provider = provider;
        this.clock = clock;
    }

    /** How many cards were charged. */
    public int run() {
        var asked = new ArrayList<>(database.inTx(this::ask));
        var before = clock.instant().minus(AGAIN_AFTER);
        asked.addAll(database.read(tx -> topUps.unsent(tx, before, AT_ONCE)));
        asked.forEach(this::charge);
        return asked.size();
    }

    private List<TopUp> ask(Tx tx) {
        var now = clock.instant();
        var asked = new ArrayList<TopUp>();
        for (var rule : rules.due(tx, AT_ONCE)) {
            if (rules.since(tx, rule.partyId(), now.minus(WITHIN)) >= TIMES_MAX) {
                stop(tx, rule.partyId(), "too-often", now);
            } else if (cards.find(tx, rule.partyId()).isEmpty()) {
                stop(tx, rule.partyId(), "no-card", now);
            } else {
                asked.add(ask(tx, rule, now));
            }
        }
        return asked;
    }

    private TopUp ask(Tx tx, Rule rule, Instant now) {
        var topUp = TopUp.asked(Id.next(), rule.partyId(), provider.name(), rule.amount(), true, false, now);
        topUps.add(tx, topUp);
        return topUp;
    }

    private void stop(Tx tx, UUID partyId, String why, Instant now) {
        rules.stop(tx, partyId, why, now);
        alarms.raise(tx, "automatic-topup-stopped", Id.text("pty", partyId), why, now);
    }

    private void charge(TopUp topUp) {
        var card = database.read(tx -> cards.find(tx, topUp.partyId())).orElse(null);
        var answer = card == null ? new Answer.Refused("no-card") : provider.charge(topUp, card);
        switch (answer) {
            case Answer.Done(var payment, var url) ->
                database.inTx(tx -> {
                    topUps.opened(tx, topUp.id(), payment, null);
                    return payment;
                });
            case Answer.Refused(var code) ->
                database.inTx(tx -> {
                    topUps.failed(tx, topUp.id(), code);
                    return code;
                });
            case Answer.Silent(var why) -> {}
        }
    }
}
