package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.payment.Payments.Answer;
import dev.galena.billing.payment.Refunds.Refund;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells the provider of refunds that were asked for, again and again until it has answered. One that it refuses goes back to the wallet. */
public final class SendRefunds {

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int AT_ONCE = 20;

    private final Database database;
    private final TopUps topUps;
    private final Refunds refunds;
    private final Movements movements;
    private final Recourse recourse;
    private final Ledger ledger;
    private final Map<String, Payments> providers;
    private final InstantSource clock;

    public SendRefunds(Database database, Stores stores, Map<String, Payments> providers, InstantSource clock) {
        this.database = database;
        this.topUps = stores.topUps();
        this.refunds = stores.refunds();
        this.movements = stores.movements();
        this.recourse = new Recourse(stores.accounts(), stores.ledger());
        this.ledger = stores.ledger();
        this.providers = Map.copyOf(providers);
        this.clock = clock;
    }

    /** Those that are still unanswered after a minute. */
    public void run() {
        var before = clock.instant().minus(AGAIN_AFTER);
        for (var refund : database.read(tx -> refunds.unsent(tx, before, AT_ONCE))) send(refund);
    }

    /** As it stands afterwards. */
    public Refund send(UUID id) {
        var refund = database.read(tx -> refunds.find(tx, id)).orElseThrow();
        if (refund.state().equals("asked")) send(refund);
        return database.read(tx -> refunds.find(tx, id)).orElseThrow();
    }

    private void send(Refund refund) {
        var topUp = database.read(tx -> topUps.find(tx, refund.topUpId())).orElseThrow();
        var provider = providers.get(topUp.provider());
        if (provider == null || refund.payment() == null) return;
        var answer = provider.refund(refund.id(), refund.payment(), refund.amount());
        switch (answer) {
            case Answer.Done(var name, var url) ->
                database.inTx(tx -> {
                    lockAgain(tx, refund);
                    refunds.confirm(tx, movements, provider.name(), refund, name, clock.instant());
                    return name;
                });
            case Answer.Refused(var code) ->
                database.inTx(tx -> {
                    if (lockAgain(tx, refund).state().equals("asked")) giveBack(tx, topUp, refund, code);
                    return code;
                });
            case Answer.Silent(var why) -> {}
        }
    }

    private Refund lockAgain(Tx tx, Refund refund) {
        topUps.lock(tx, refund.topUpId());
        return refunds.find(tx, refund.id()).orElseThrow();
    }

    private void giveBack(Tx tx, TopUp topUp, Refund refund, String code) {
        var now = clock.instant();
        var clearing = Account.of(
                null,
                AccountKind.PSP_CLEARING,
                topUp.provider(),
                refund.amount().currency());
        refunds.failed(tx, refund.id(), code);
        var lines = recourse.give(tx, topUp.partyId(), refund.amount(), clearing, now);
        ledger.post(tx, List.of(new Journal(Id.next(), "refund-failed", refund.id(), now, lines)));
    }
}
