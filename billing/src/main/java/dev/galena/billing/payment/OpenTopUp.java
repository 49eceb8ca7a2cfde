package dev.galena.billing.payment;

import dev.galena.billing.payment.Payments.Answer;
import dev.galena.db.Database;
import java.util.Map;
import java.util.UUID;

/**
 * Asks the provider for a page where the buyer pays. The top-up is on record before, so whatever happens in between, the same
 * request finds it again, and the provider makes one page of it.
 */
public final class OpenTopUp {

    private final Database database;
    private final TopUps topUps;
    private final Map<String, Payments> providers;

    public OpenTopUp(Database database, TopUps topUps, Map<String, Payments> providers) {
        this.database = database;
        this.topUps = topUps;
        this.providers = Map.copyOf(providers);
    }

    /** What became of it. */
    public sealed interface Opening {
        record Opened(TopUp topUp) implements Opening {}

        record Refused(String code) implements Opening {}

        /** Nobody knows; the same request may be repeated. */
        record Silent(String why) implements Opening {}
    }

    /** Whether buyers can pay this way at all. */
    public boolean offers(String provider) {
        return providers.containsKey(provider);
    }

    public Opening open(UUID topUpId) {
        var topUp = database.read(tx -> topUps.find(tx, topUpId)).orElseThrow();
        if (topUp.state() == TopUp.State.FAILED) return new Opening.Refused(String.valueOf(topUp.failure()));
        if (topUp.session() != null || topUp.state() == TopUp.State.PAID) return new Opening.Opened(topUp);
        var provider = providers.get(topUp.provider());
        if (provider == null) return new Opening.Refused("unavailable");
        return switch (provider.open(topUp)) {
            case Answer.Done(var session, var url) ->
                database.inTx(tx -> {
                    topUps.opened(tx, topUpId, session, url);
                    return new Opening.Opened(topUps.find(tx, topUpId).orElseThrow());
                });
            case Answer.Refused(var code) ->
                database.inTx(tx -> {
                    topUps.failed(tx, topUpId, code);
                    return new Opening.Refused(code);
                });
            case Answer.Silent(var why) -> new Opening.Silent(why);
        };
    }
}
