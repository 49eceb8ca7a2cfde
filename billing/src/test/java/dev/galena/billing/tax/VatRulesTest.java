package dev.galena.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.billing.document.Papers;
import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VatRulesTest {

    @RegisterExtension
    static final Papers PAPERS = new Papers();

    private static Profile profile(UUID party, String country, @Nullable String vatId) {
        return new Profile(
                party,
                "A",
                "S",
                "T",
                "1",
                null,
                country,
                vatId,
                null,
                "a@example.com",
                Frequency.MONTHLY,
                ZoneOffset.UTC,
                true);
    }

    /** The version that the migration brings. */
    @ParameterizedTest
    @CsvSource({
        "DE,DE123456789,DE,DE987654321,S,1900,domestic@1",
        "DE,DE123456789,DE,,S,1900,domestic@1",
        "DE,DE123456789,FR,FR12345678901,AE,0,reverse-charge@1",
        "DE,DE123456789,FR,,S,1900,customer-unregistered@1",
        "FI,FI12345678,FI,,S,2550,domestic@1",
        "GR,EL123456789,GR,,S,2400,domestic@1",
        "DE,DE123456789,US,,O,0,customer-outside@1",
        "DE,DE123456789,GB,GB123456789,O,0,customer-outside@1",
        "US,,DE,DE123456789,O,0,supplier-outside@1",
        "US,,US,,O,0,supplier-outside@1",
        "DE,,DE,DE123456789,O,0,supplier-unregistered@1",
    })
    void supplierAndCustomerDecide(
            String from,
            @Nullable String fromId,
            String to,
            @Nullable String toId,
            VatCategory category,
            int rate,
            String rule) {
        var rules = PAPERS.database().inTx(tx -> new VatRuleBook().on(tx, LocalDate.parse("2026-11-22")));
        var tax = rules.decide(profile(Id.next(), from, fromId), profile(Id.next(), to, toId));
        assertThat(tax).extracting(Tax::category, Tax::rateBps, Tax::rule).containsExactly(category, rate, rule);
    }

    @Test
    void aBuyersStandingFollowsHisProfileTheMarketplacesAndTheRules() {
        UUID buyer = Id.next();
        var save = PAPERS.saveProfile();
        save.save(profile(buyer, "FR", "FR12345678901"));
        assertThat(standing(buyer)).isEqualTo("FR AE 0 reverse-charge@1");
        save.save(profile(buyer, "FR", null));
        assertThat(standing(buyer)).isEqualTo("DE S 1900 customer-unregistered@1");
        save.save(profile(Profile.PLATFORM, "FR", "FR12345678901"));
        assertThat(standing(buyer)).isEqualTo("FR S 2000 domestic@1");
        save.save(profile(Profile.PLATFORM, "DE", "DE123456789"));

        LocalDate tomorrow =
                PAPERS.clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
        PAPERS.database().inTx(tx -> new VatRuleBook().add(tx, tomorrow, new JsonObject("""
                {"rates": {"DE": 1600, "FR": 2000}, "rules": [{"rule": "all", "category": "S"}]}"""), PAPERS.clock.instant()));
        save.review();
        assertThat(standing(buyer)).isEqualTo("DE S 1900 customer-unregistered@1");
        PAPERS.pass(Duration.ofDays(1));
        save.review();
        save.review();
        assertThat(standing(buyer)).isEqualTo("DE S 1600 all@2");
        assertThat(PAPERS.database()
                        .<Long>inTx(
                                tx -> tx.rows("select count(*) from billing.tax_decision where party_id = $1", buyer)
                                        .getFirst()
                                        .getLong(0)))
                .isEqualTo(5);
    }

    private static String standing(UUID party) {
        return PAPERS.database().inTx(tx -> tx.rows("""
                        select country || ' ' || category || ' ' || rate_bps || ' ' || rule from billing.tax_standing
                        where party_id = $1""", party).getFirst().getString(0));
    }

    @Test
    void anIdentifierHasTheFormOfItsCountry() {
        assertThat(VatId.fits("NL", "NL123456789B01")).isTrue();
        assertThat(VatId.fits("GR", "GR123456789")).isFalse();
        assertThat(VatId.fits("DE", "DE12345678")).isFalse();
        assertThatThrownBy(() -> profile(Id.next(), "DE", "FR12345678901"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
