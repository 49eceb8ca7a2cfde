package dev.galena.billing.payout;

import dev.galena.billing.payment.Payments;
import dev.galena.billing.payment.Payments.Answer;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.db.Database;
import java.time.InstantSource;

/** Sends approved payouts by the provider, each until there is an answer; the provider makes one transfer of any number of tries. */
public final class SendPayouts {

    private static final int AT_ONCE = 20;

    private final Database database;
    private final Payouts payouts;
    private final PayoutBooks books;
    private final Payments provider;
    private final InstantSource clock;

    public SendPayouts(Database database, Payouts payouts, PayoutBooks books, Payments provider, InstantSource clock) {
        this.database = database;
        this.payouts = payouts;
        this.books = books;
        this.provider = provider;
        this.clock = clock;
    }

    /** How many there were. */
    public int run() {
        var ready = database.read(tx -> payouts.approved(tx, Method.CONNECT, AT_ONCE));
        for (var payout : ready) send(payout);
        return ready.size();
    }

    private void send(Payout payout) {
        switch (provider.transfer(payout.id(), payout.destination().account(), payout.amount())) {
            case Answer.Done(var transfer, var url) ->
                database.inTx(tx -> {
                    books.transferred(tx, payout.id(), transfer, clock.instant());
                    return transfer;
                });
            case Answer.Refused(var code) ->
                database.inTx(tx -> {
                    books.failed(tx, payout.id(), code, clock.instant());
                    return code;
                });
            case Answer.Silent(var why) -> {}
        }
    }
}
