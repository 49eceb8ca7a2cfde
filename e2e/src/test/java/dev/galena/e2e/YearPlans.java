package dev.galena.e2e;

import dev.galena.billing.Money;
import dev.galena.billing.subscription.Agreements;
import dev.galena.billing.subscription.Outcome;
import dev.galena.billing.subscription.Status;
import dev.galena.billing.subscription.Subscribing;
import dev.galena.billing.subscription.Terms;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Subscribers of a year: they begin, take more or less, pause, come back, leave. The dearest plan costs half of what they
 * usually pay in, so that some months find too little in the wallet.
 */
final class YearPlans {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final List<String> CODES = List.of("small", "medium", "large");
    private static final long LEAD = 900;

    private final Database database;
    private final Agreements agreements;
    private final Random random;
    private final List<Buyer> subscribers;
    private final Map<UUID, UUID> open = new HashMap<>();
    /** What they wanted, and what came of it. */
    final Map<String, Integer> acts = new TreeMap<>();

    YearPlans(Database database, Subscribing subscribing, Random random, List<Buyer> subscribers, long topUp) {
        this.database = database;
        this.random = random;
        this.subscribers = subscribers;
        agreements = subscribing.agreements;
        publish(subscribing, 0, topUp / 10, new Trial(14, 2), Rollover.NONE, null, 1_100L);
        int medium = quota(topUp / 4);
        publish(subscribing, 1, topUp / 4, Trial.NONE, new Rollover(medium, 2), null, 1_000L);
        publish(subscribing, 2, topUp / 2, Trial.NONE, Rollover.NONE, 1_200L, null);
    }

    private static void publish(
            Subscribing subscribing,
            int plan,
            long price,
            Trial trial,
            Rollover rollover,
            Long priceMax,
            Long overage) {
        String code = CODES.get(plan);
        var terms =
                new Terms(code, new Money(price, World.USD), quota(price), null, priceMax, trial, rollover, overage);
        subscribing.publishPlan.publish(code, terms, true);
    }

    private static int quota(long price) {
        return Math.max(2, (int) (price / LEAD));
    }

    void day() {
        for (Buyer buyer : subscribers) {
            int draw = random.nextInt(100);
            UUID id = open.get(buyer.id());
            if (id == null) {
                if (draw < 10) start(buyer);
            } else if (draw < 7) act(buyer.id(), id, draw);
        }
    }

    private void start(Buyer buyer) {
        String code = CODES.get(random.nextInt(CODES.size()));
        Outcome outcome = database.inTxRetrying(tx -> agreements.start(tx, buyer.id(), World.USD, ZONE, code));
        note("start", outcome);
        if (outcome instanceof Outcome.Done(var subscription)) open.put(buyer.id(), subscription.id());
    }

    private void act(UUID buyer, UUID id, int draw) {
        switch (draw) {
            case 0 -> act("upgrade", buyer, (tx, a) -> a.upgradeNow(tx, buyer, id, "large"));
            case 1 -> act("change", buyer, (tx, a) -> a.changeAtEnd(tx, buyer, id, "small"));
            case 2 -> act("pause", buyer, (tx, a) -> a.pause(tx, buyer, id));
            case 3 -> act("cancel", buyer, (tx, a) -> a.cancel(tx, buyer, id));
            default -> act("resume", buyer, (tx, a) -> a.resume(tx, buyer, id));
        }
    }

    private void act(String what, UUID buyer, BiFunction<Tx, Agreements, Outcome> wish) {
        Outcome outcome = database.inTxRetrying(tx -> wish.apply(tx, agreements));
        note(what, outcome);
        Status status = switch (outcome) {
            case Outcome.Done(var after) -> after.status();
            case Outcome.WrongStatus(var stands) -> stands;
            default -> Status.ACTIVE;
        };
        if (status == Status.ENDED) open.remove(buyer);
    }

    private void note(String what, Outcome outcome) {
        acts.merge(what + ' ' + outcome.getClass().getSimpleName(), 1, Integer::sum);
    }
}
