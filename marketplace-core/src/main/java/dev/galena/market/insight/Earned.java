package dev.galena.market.insight;

import static dev.galena.market.insight.Column.money;
import static dev.galena.market.insight.Column.of;

import dev.galena.billing.Earnings;
import dev.galena.db.Tx;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A seller's money at the end of each day, by where it stood, and what was paid out on it. */
final class Earned implements Drawing {
    private final Earnings earnings = new Earnings();

    @Override
    public List<Column> columns() {
        return List.of(
                of("day"),
                money("earned"),
                money("pending"),
                money("payable"),
                money("reserve"),
                money("paid_out"),
                of("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        UUID party = Objects.requireNonNull(q.party(), "one party's");
        String currency = Objects.requireNonNull(q.currency(), "the party's");
        return earnings.days(tx, party, Currency.getInstance(currency), q.from(), q.to(), q.zone())
                .stream()
                .map(d -> List.<@Nullable Object>of(
                        d.day(), d.earned(), d.pending(), d.payable(), d.reserve(), d.paidOut(), currency))
                .toList();
    }
}
