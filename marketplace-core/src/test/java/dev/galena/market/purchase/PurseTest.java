package dev.galena.market.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.terms.Quota;
import dev.galena.billing.terms.TaxStanding;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import dev.galena.market.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PurseTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final TaxStanding GERMAN = new TaxStanding("DE", "S", 1_900);

    @Test
    void vatIsOnTopAndTheFeeIsOfThePrice() {
        Charge charge = new Purse(GERMAN, List.of(), 0, 5_000)
                .charge(1_005, terms(null), World.USD)
                .orElseThrow();
        assertThat(charge.vat()).isEqualTo(191);
        assertThat(charge.due()).isEqualTo(1_196);
        assertThat(charge.fee()).isEqualTo(100);
        assertThat(charge.share()).isEqualTo(905);
        assertThat(charge.tax()).isEqualTo(GERMAN);
    }

    @Test
    void promoCreditPaysBeforeTheWallet() {
        Purse purse = new Purse(GERMAN, List.of(), 1_500, 5_000);
        Charge first = take(purse, 1_000);
        Charge second = take(purse, 1_000);
        Charge third = take(purse, 1_000);
        assertThat(List.of(first.promo(), second.promo(), third.promo())).containsExactly(1_190L, 310L, 0L);
        assertThat(purse.free()).isEqualTo(6_500 - 3 * 1_190);
    }

    @Test
    void theQuotaThatExpiresFirstPaysAndItsUnitsAreWorthItsValue() {
        Quota soon = quota("education", null, 3, 1_000, null, 1);
        Quota later = quota(null, 900L, 1, 700, 444L, 2);
        Purse purse = new Purse(GERMAN, List.of(soon, later), 0, 0);
        List<Charge> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) four.add(take(purse, 900));
        assertThat(four.subList(0, 3)).extracting(Charge::price).containsExactly(333L, 333L, 334L);
        assertThat(four).extracting(Charge::quota).containsExactly(soon.id(), soon.id(), soon.id(), later.id());
        assertThat(four).extracting(Charge::due).containsOnly(0L);
        assertThat(four).extracting(Charge::share).containsOnly(810L);
        assertThat(four.getLast().fee()).isEqualTo(-110);
        // Used up: the newest row that fits says what happens, and of dearer leads that is the other one.
        assertThat(take(purse, 900).price()).isEqualTo(444);
        assertThat(purse.charge(901, terms(null), World.USD)).isEmpty();
    }

    @Test
    void whatDoesNotFitAQuotaIsPaidByMoney() {
        Purse purse = new Purse(TaxStanding.NONE, List.of(quota("solar", null, 5, 1_000, null, 1)), 0, 9_000);
        assertThat(take(purse, 1_000).quota()).isNull();
    }

    @Test
    void anAgreedPriceIsTheBuyersAndTheSellersShareStays() {
        Charge charge = Purse.of(9_000).charge(1_000, terms(800L), World.USD).orElseThrow();
        assertThat(charge.price()).isEqualTo(800);
        assertThat(charge.share()).isEqualTo(900);
        assertThat(charge.fee()).isEqualTo(-100);
    }

    @Test
    void unitsOfAnyQuotaSumToItsValue() {
        var random = Seeds.random("unitsOfAnyQuotaSumToItsValue", 20_261_122);
        for (int i = 0; i < 500; i++) {
            int granted = 1 + random.nextInt(300);
            long value = random.nextBoolean() ? random.nextInt(10_000) : random.nextLong(900_000_000_000_000L);
            Quota quota = quota(null, null, granted, value, null, 1);
            long[] units = new long[granted];
            for (int k = 1; k <= granted; k++) units[k - 1] = quota.unitValue(k);
            assertThat(Arrays.stream(units).sum()).isEqualTo(value);
            assertThat(Arrays.stream(units).max().orElseThrow()
                            - Arrays.stream(units).min().orElseThrow())
                    .isLessThanOrEqualTo(1);
        }
    }

    private static Charge take(Purse purse, long listPrice) {
        Charge charge = purse.charge(listPrice, terms(null), World.USD).orElseThrow();
        purse.take(charge);
        return charge;
    }

    private static Terms terms(@Nullable Long agreed) {
        return new Terms("education", 1_000, agreed, Duration.ofDays(7), "us-dnc@1");
    }

    private static Quota quota(
            @Nullable String vertical,
            @Nullable Long priceMax,
            int granted,
            long value,
            @Nullable Long overage,
            int day) {
        return new Quota(
                Id.next(),
                vertical,
                priceMax,
                "USD",
                granted,
                0,
                value,
                overage,
                NOW.plus(Duration.ofDays(day)),
                NOW.plus(Duration.ofDays(30 + day)));
    }
}
