package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What an upgrade in the middle of a period costs and brings: of both plans' price and quota the share of the days that are left,
 * today among them, rounded down each; the difference.
 */
record Proration(Money net, int leads) {

    static Proration of(Terms from, Terms to, LocalDate start, LocalDate today, LocalDate end) {
        long days = ChronoUnit.DAYS.between(start, end);
        long left = Math.clamp(ChronoUnit.DAYS.between(today, end), 0, days);
        long net =
                share(to.price().minorUnits(), left, days) - share(from.price().minorUnits(), left, days);
        long leads = share(to.quota(), left, days) - share(from.quota(), left, days);
        return new Proration(new Money(net, to.price().currency()), Math.toIntExact(leads));
    }

    /** Neither cheaper nor with fewer leads. */
    boolean upgrade() {
        return net.minorUnits() >= 0 && leads >= 0;
    }

    private static long share(long amount, long left, long days) {
        return Math.multiplyExact(amount, left) / days;
    }
}
