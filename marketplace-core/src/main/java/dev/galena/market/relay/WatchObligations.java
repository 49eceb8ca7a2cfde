package dev.galena.market.relay;

import dev.galena.billing.Account;
import dev.galena.billing.Ledger;
import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.relay.DueObligations.Running;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Goes after what holders owe: puts into the consent's chain who was told, reminds at half and at four fifths of the time,
 * and at its end declares it overdue, from when on the buyer is sold nothing. Any number of processes may: each takes rows
 * that no other has locked. Obligations are locked before consents, consents before wallets.
 */
public final class WatchObligations {
    private static final int ROWS_MAX = 500;

    private final Database db;
    private final Consents consents;
    private final Ledger ledger;
    private final DueObligations due;
    private final InstantSource clock;

    public WatchObligations(Database db, Consents consents, Ledger ledger, Events events, InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.ledger = ledger;
        this.due = new DueObligations(events);
        this.clock = clock;
    }

    /** Does some of it; true when there may be more to do at once. */
    public boolean run() {
        int told = db.inTxRetrying(this::tell);
        int moved = db.inTxRetrying(this::move);
        return told == ROWS_MAX || moved == ROWS_MAX;
    }

    private int tell(Tx tx) {
        List<Running> told = due.untold(tx, ROWS_MAX);
        if (told.isEmpty()) return 0;
        Instant now = now();
        record(tx, told.stream().map(Log::sent).toList(), told, now);
        due.told(tx, told, now);
        return told.size();
    }

    private int move(Tx tx) {
        List<Running> waiting = due.waiting(tx, clock.instant(), ROWS_MAX);
        if (waiting.isEmpty()) return 0;
        Instant now = now();
        var steps = waiting.stream().map(r -> r.at(now)).toList();
        var late = steps.stream().filter(Running::overdue).toList();
        record(tx, late.stream().map(r -> Log.overdue(r)).toList(), late, now);
        stop(tx, late);
        due.remind(tx, steps, now);
        due.move(tx, steps, now);
        return waiting.size();
    }

    /** Waits for sales to these buyers that are under way; those that come later find the stop. */
    private void stop(Tx tx, List<Running> late) {
        var wallets = late.stream()
                .filter(Running::buyer)
                .map(r -> Account.wallet(r.holder(), Currency.getInstance(r.currency()))
                        .id())
                .collect(Collectors.toSet());
        if (!wallets.isEmpty()) ledger.lockWallets(tx, wallets);
    }

    /** Of a person who was erased meanwhile there may be no consent left to add to. */
    private void record(Tx tx, List<Event> events, List<Running> of, Instant now) {
        if (events.isEmpty()) return;
        var locked = new TreeMap<>(
                consents.lock(tx, of.stream().map(Running::consent).distinct().toList()));
        consents.record(
                tx,
                events.stream().filter(e -> locked.containsKey(e.consentId())).toList(),
                locked,
                now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
