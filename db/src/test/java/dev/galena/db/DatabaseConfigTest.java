package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
    @Test
    void readsAUrl() {
        DatabaseConfig config =
                DatabaseConfig.parse("postgres://ga%40lena:p%3Aw+d%2F@db.example:6543/market?sslmode=require");
        assertThat(config.host()).isEqualTo("db.example");
        assertThat(config.port()).isEqualTo(6543);
        assertThat(config.database()).isEqualTo("market");
        assertThat(config.user()).isEqualTo("ga@lena");
        assertThat(config.password()).isEqualTo("p:w+d/");
        assertThat(config.sslMode()).isEqualTo("require");
        assertThat(DatabaseConfig.parse("postgresql://a:b@h/d").port()).isEqualTo(5432);
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(DatabaseConfig.parse("postgres://a:hush@h/d").toString()).doesNotContain("hush");
        assertThat(AppRole.of(DatabaseConfig.parse("postgres://a:hush@h/d")).toString())
                .isEqualTo("galena_app:***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://a:hush@h/d",
                "postgres://h/d",
                "postgres://a:hush@/d",
                "postgres://a:hush@h/",
                "postgres://a:hush@h",
                "postgres://a:hush@h:99999/d",
                "postgres://a:hush@h/d?sslmode=perhaps",
                "postgres://a:hush@h/d?ssl=true",
                "postgres://a:hush @h/d",
            })
    void refusesAnythingElseWithoutRepeatingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseConfig.parse(url))
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("hush"));
    }

    @Test
    void theApplicationsPasswordFollowsFromTheOwners() {
        AppRole role = AppRole.of(DatabaseConfig.parse("postgres://a:one@h/d"));
        assertThat(AppRole.of(DatabaseConfig.parse("postgres://a:one@elsewhere/e")))
                .isEqualTo(role);
        assertThat(AppRole.of(DatabaseConfig.parse("postgres://a:two@h/d"))).isNotEqualTo(role);
    }
}
