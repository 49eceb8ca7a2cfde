package dev.galena.billing.payment;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The buyer transfers money to the market's own bank account and names the top-up's reference. What arrived is read from the
 * bank's statements; what goes out goes by files that a person takes to the bank.
 */
public final class BankTransfer implements Payments {

    public static final String NAME = "bank";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer open(TopUp topUp) {
        return new Answer.Done(topUp.reference(), null);
    }

    @Override
    public Answer charge(TopUp topUp, SavedCard card) {
        return new Answer.Refused("no-card");
    }

    @Override
    public Answer refund(UUID refundId, String payment, Money amount) {
        return new Answer.Refused("by-file");
    }

    @Override
    public Answer transfer(UUID payoutId, String destination, Money amount) {
        return new Answer.Refused("by-file");
    }

    @Override
    public Lines lines(Instant from, Instant until, @Nullable String after) {
        return new Lines(List.of(), null);
    }

    @Override
    public Told events(Instant from, Instant until, @Nullable String after) {
        return new Told(List.of(), null);
    }
}
