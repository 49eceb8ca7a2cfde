package dev.galena.market.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.TestVerticals;
import dev.galena.market.vertical.Vertical;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Vertical EDUCATION = TestVerticals.seed("education");
    private static final Vertical SOLAR = TestVerticals.seed("solar");

    private static Score score(Vertical vertical, Map<String, Object> attrs, boolean certified, Duration age) {
        return Score.of(vertical, new Facts(attrs, "CA", "90012", "src-1", 9, certified, NOW.minus(age)), NOW);
    }

    @Test
    void nothingKnownIsCold() {
        Score score = score(EDUCATION, Map.of(), false, Duration.ofDays(3));
        assertThat(score).isEqualTo(new Score(0, Level.COLD, java.util.List.of()));
        assertThat(EDUCATION.price(score.level())).isEqualTo(400);
    }

    @Test
    void addsUpFitAndBehaviourAndSaysWhy() {
        Score score = score(
                EDUCATION,
                Map.of(
                        "occupation",
                        "Working Professional",
                        "specialization",
                        "E-Business",
                        "time_on_site_seconds",
                        640L),
                false,
                Duration.ofDays(3));
        assertThat(score.contributions())
                .containsExactly(
                        new Contribution("fit", "occupation-professional", 35),
                        new Contribution("fit", "specialization-given", 7),
                        new Contribution("behaviour", "time-good", 30));
        assertThat(score.total()).isEqualTo(72);
        assertThat(score.level()).isEqualTo(Level.MQL);
    }

    @Test
    void aGroupGivesNoMoreThanItsCap() {
        Score score = score(
                EDUCATION,
                Map.of(
                        "lead_origin",
                        "Lead Add Form",
                        "lead_source",
                        "Reference",
                        "time_on_site_seconds",
                        900L,
                        "total_visits",
                        9L,
                        "free_copy",
                        true),
                true,
                Duration.ZERO);
        assertThat(score.total()).isEqualTo(50);
        assertThat(score.contributions()).extracting(Contribution::points).containsExactly(35, 12, 3);
    }

    @Test
    void thresholdsIncludeTheirPoints() {
        var card = EDUCATION.scorecard();
        assertThat(card.level(24)).isEqualTo(Level.COLD);
        assertThat(card.level(25)).isEqualTo(Level.ENGAGED);
        assertThat(card.level(59)).isEqualTo(Level.ENGAGED);
        assertThat(card.level(60)).isEqualTo(Level.MQL);
        assertThat(card.level(80)).isEqualTo(Level.SQL);
    }

    @Test
    void rulesMayAskForAgeAndCertificate() {
        Map<String, Object> attrs = Map.of("homeowner", true);
        int fresh = score(SOLAR, attrs, true, Duration.ofHours(24)).total();
        int old = score(SOLAR, attrs, true, Duration.ofHours(25)).total();
        int bare = score(SOLAR, attrs, false, Duration.ofHours(25)).total();
        assertThat(fresh).isEqualTo(old + 6);
        assertThat(old).isEqualTo(bare + 4);
    }
}
