package dev.galena.market.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.vertical.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceRuleTest {

    static final JsonObject BODY = new JsonObject("""
            {"levels": {"cold": 300, "engaged": 600, "mql": 1200, "sql": 2500}, "floor": 250, "exclusive_bps": 25000,
             "age": [{"after": "P1D", "factor_bps": 8000}, {"after": "P7D", "factor_bps": 5000}]}""");

    private static final Instant BORN = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void theOlderTheCheaperDownToTheFloor() {
        PriceRule rule = PriceRule.read(1, 1, BODY, new ArrayList<>());
        assertThat(List.of(
                        rule.price(1_205, Duration.ofHours(23)),
                        rule.price(1_205, Duration.ofDays(1)),
                        rule.price(1_205, Duration.ofDays(7)),
                        rule.price(300, Duration.ofDays(7))))
                .containsExactly(1_205L, 964L, 602L, 250L);
        assertThat(rule.exclusive(603)).isEqualTo(1_508);
    }

    @Test
    void halvesGoToTheEvenAndAllSlotsAreNeverCheaperThanOne() {
        PriceRule rule = PriceRule.read(1, 1, BODY, new ArrayList<>());
        assertThat(rule.price(1_203, Duration.ofDays(7))).isEqualTo(602); // of 601.5
        assertThat(rule.price(1_201, Duration.ofDays(7))).isEqualTo(600); // of 600.5
        PriceRule odd = PriceRule.read(1, 1, BODY.copy().put("exclusive_bps", 5_000), new ArrayList<>());
        assertThat(odd.exclusive(603)).isEqualTo(603);
    }

    @Test
    void thePriceStaysUntilTheNextStep() {
        PriceRule rule = PriceRule.read(1, 1, BODY, new ArrayList<>());
        assertThat(rule.next(BORN, BORN)).isEqualTo(BORN.plus(Duration.ofDays(1)));
        assertThat(rule.next(BORN, BORN.plus(Duration.ofDays(1)))).isEqualTo(BORN.plus(Duration.ofDays(7)));
        assertThat(rule.next(BORN, BORN.plus(Duration.ofDays(7)))).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        var faults = new ArrayList<Fault>();
        JsonObject body = new JsonObject("""
                {"levels": {"cold": 100, "engaged": 600, "mql": 1200, "sql": 2500}, "floor": 250, "exclusive_bps": 25000,
                 "age": [{"after": "P7D", "factor_bps": 5000}, {"after": "P1D", "factor_bps": 5000},
                         {"after": "P9D", "factor_bps": 6000}]}""");
        PriceRule.read(1, 1, body, faults);
        assertThat(faults).extracting(Fault::pointer).containsExactly("/levels/cold", "/age/1", "/age/2");
    }
}
