package dev.galena.market.pricing;

import dev.galena.billing.Money;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator writes down fees, agreed prices and price rules. Nothing is in force before every process knows it. */
public final class PublishDeals {

    /**
     * What a buyer pays for leads of one kind.
     *
     * @param level null: of any
     * @param exclusive all slots together
     * @param price in his currency; null: the list price again
     */
    public record Agreed(
            UUID buyer,
            int vertical,
            @Nullable Level level,
            boolean exclusive,
            @Nullable Money price,
            @Nullable Instant from,
            String actor) {}

    /** In force from then on. */
    public record Published(int version, Instant from) {}

    /** What came of it, in the order of precedence. */
    public sealed interface Outcome {
        /** No such seller or buyer. */
        record NotFound() implements Outcome {}

        record Done(Published published) implements Outcome {}

        record Refused(List<Fault> faults) implements Outcome {}
    }

    private final Database database;
    private final PriceRules rules;
    private final InstantSource clock;
    private final Duration notice;
    private final DealRows rows = new DealRows();
    private final Parties parties = new Parties();

    /** {@code notice}: how long before they count, at least; {@link Deals#NOTICE}. */
    public PublishDeals(Database database, PriceRules rules, InstantSource clock, Duration notice) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        this.notice = notice;
    }

    /**
     * The part of a seller's list prices that the marketplace takes.
     *
     * @param vertical null: of any
     * @param feeBps of the list price; null: the vertical's again
     * @param from null: as soon as possible
     */
    public Outcome fee(
            UUID seller, @Nullable Integer vertical, @Nullable Integer feeBps, @Nullable Instant from, String actor) {
        Instant now = now();
        Instant start = start(from, now);
        return database.inTx(tx -> {
            if (party(tx, seller, Role.SELLER).isEmpty()) return new Outcome.NotFound();
            int version = rows.addFee(tx, seller, vertical, feeBps, start, actor, now);
            return new Outcome.Done(new Published(version, start));
        });
    }

    public Outcome price(Agreed agreed) {
        Instant now = now();
        Instant start = start(agreed.from(), now);
        return database.inTx(tx -> {
            Party buyer = party(tx, agreed.buyer(), Role.BUYER).orElse(null);
            if (buyer == null) return new Outcome.NotFound();
            if (agreed.price() != null && !agreed.price().currency().equals(buyer.currency())) {
                var fault = new Fault("/price/currency", "field-invalid", "the buyer's is " + buyer.currency());
                return new Outcome.Refused(List.of(fault));
            }
            return new Outcome.Done(new Published(rows.addPrice(tx, agreed, start, now), start));
        });
    }

    private Optional<Party> party(Tx tx, UUID id, Role role) {
        return parties.find(tx, id).filter(p -> p.is(role));
    }

    /** Open listings follow it from then on. {@code body} fits its schema. */
    public Outcome rule(int vertical, JsonObject body, @Nullable Instant from, String actor) {
        var faults = new ArrayList<Fault>();
        PriceRule.read(vertical, 0, body, faults);
        if (!faults.isEmpty()) return new Outcome.Refused(faults);
        Instant now = now();
        Instant start = start(from, now);
        int version = database.inTx(tx -> rules.add(tx, vertical, body, start, actor, now));
        return new Outcome.Done(new Published(version, start));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Instant start(@Nullable Instant from, Instant now) {
        Instant earliest = now.plus(notice);
        return from == null || from.isBefore(earliest) ? earliest : from;
    }
}
