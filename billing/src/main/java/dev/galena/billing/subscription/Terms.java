package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a plan promises.
 *
 * @param price of a month, without VAT
 * @param quota leads a month
 * @param vertical of these leads; null: of any
 * @param priceMax list price of the dearest lead it pays for, in minor units; null: any
 * @param overagePrice of a lead that fits when the quota is used up; null: then it is refused
 */
public record Terms(
        String name,
        Money price,
        int quota,
        @Nullable String vertical,
        @Nullable Long priceMax,
        Trial trial,
        Rollover rollover,
        @Nullable Long overagePrice) {

    public static final int QUOTA_MAX = 1_000_000;
    public static final int NAME_MAX = 200;

    /** Free of charge at the beginning; of no days where there is none. Once for each buyer and plan. */
    public record Trial(int days, int quota) {
        public static final int DAYS_MAX = 365;
        public static final Trial NONE = new Trial(0, 0);

        public Trial {
            within(days, DAYS_MAX, "days of trial");
            within(quota, days == 0 ? 0 : QUOTA_MAX, "leads of a trial");
        }
    }

    /**
     * What becomes of leads left over.
     *
     * @param max of them that may be waiting at any time
     * @param periods how many periods longer they last
     */
    public record Rollover(int max, int periods) {
        public static final int PERIODS_MAX = 24;
        public static final Rollover NONE = new Rollover(0, 0);

        public Rollover {
            within(max, QUOTA_MAX, "leads carried over");
            within(periods, PERIODS_MAX, "periods");
            if ((max == 0) != (periods == 0)) throw new IllegalArgumentException("a rollover has a cap and a length");
        }
    }

    public Terms {
        within(name.length(), NAME_MAX, "characters of a name");
        within(quota, QUOTA_MAX, "leads a month");
        if (name.isEmpty() || quota == 0 || !price.positive())
            throw new IllegalArgumentException("a plan has a name, a quota and a price");
        if ((priceMax != null && priceMax <= 0) || (overagePrice != null && overagePrice <= 0))
            throw new IllegalArgumentException("prices are positive");
    }

    private static void within(int value, int max, String what) {
        if (value < 0 || value > max) throw new IllegalArgumentException(value + " " + what);
    }
}
