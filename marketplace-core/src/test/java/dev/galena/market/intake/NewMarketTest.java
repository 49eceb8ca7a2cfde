package dev.galena.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Database;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first leads of a market meet tables that were empty a moment ago. */
class NewMarketTest {
    private static final int TIMES = 12; // PostgreSQL may keep a plan from the sixth time on

    @Test
    void noPlanMadeForEmptyTablesIsKept() {
        try (var world = new IntakeWorld();
                Database one = world.database().again(config -> config.withPoolSize(1))) {
            Intake intake = world.intake(Limits.DEFAULT, one);
            for (int n = 0; n < 2 * TIMES; n++)
                intake.submitLeads().submit(world.seller, "web", world.education(), List.of(lead(n % TIMES)));
            assertThat(world.count("market.lead")).isEqualTo(TIMES);
            List<Row> lookUps = one.inTx(tx -> tx.rows("""
                    select generic_plans, custom_plans, statement from pg_prepared_statements
                    where statement ~ 'from (consent.subject|consent.subject_key|market.lead)\\s+where'"""));
            assertThat(lookUps).hasSize(3).allSatisfy(row -> {
                assertThat(row.getLong(0)).as(row.getString(2)).isZero();
                assertThat(row.getLong(1)).isGreaterThanOrEqualTo(TIMES);
            });
        }
    }

    private static Map<String, String> lead(int n) {
        return Map.of(
                "phone", "(213) 555-%04d".formatted(n),
                "zip", "90012",
                "consent.text", IntakeWorld.WORDS,
                "consent.at", "2026-11-20T10:00:00Z",
                "consent.channels", "call",
                "attr.specialization", "Finance");
    }
}
