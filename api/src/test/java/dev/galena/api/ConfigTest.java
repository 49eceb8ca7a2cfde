package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void needsNothing() {
        var config = Config.from(Map.of("PATH", "/bin"));
        assertThat(config.database()).isNull();
        assertThat(config.demo()).isTrue();
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.secure()).isFalse();
    }

    @Test
    void aServerOfItsOwnMeansNoDemo() {
        var config = Config.from(Map.of(
                "DATABASE_URL",
                "postgresql://galena:s3cret@db:5432/galena",
                "GALENA_PUBLIC_URL",
                "https://leads.example"));
        assertThat(config.demo()).isFalse();
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.loopbackWebhooks()).isFalse();
        assertThat(config.secure()).isTrue();
    }

    @Test
    void hidesSecrets() {
        var config = Config.from(Map.of("DATABASE_URL", "postgresql://galena:s3cret@db:5432/galena"));
        assertThat(config.toString()).contains("galena").doesNotContain("s3cret");
        assertThat(problems(Map.of("DATABASE_URL", "postgresql://galena:s3cret@")))
                .allSatisfy(problem -> assertThat(problem).doesNotContain("s3cret"));
    }

    @Test
    void mailNeedsASenderAndAPasswordOfItsUser() {
        assertThat(Config.from(Map.of()).mail()).isNull();
        var plain = Config.from(
                Map.of("GALENA_SMTP", "smtp+plain://localhost", "GALENA_MAIL_FROM", "billing@market.example"));
        assertThat(plain.mail()).hasToString("Smtp[PLAIN localhost:25, from billing@market.example]");
        assertThat(problems(Map.of("GALENA_SMTP", "smtp://me@mail.example"))).hasSize(2);
        assertThat(problems(Map.of("GALENA_SMTP", "smtp://me:s3cret@mail.example", "GALENA_MAIL_FROM", "a@b.example")))
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem).doesNotContain("s3cret"));
    }

    @Test
    void tellsEveryProblemAtOnce() {
        assertThat(problems(Map.of(
                        "GALENA_PORT", "eighty",
                        "GALENA_DEMO", "maybe",
                        "GALENA_PUBLIC_URL", "leads.example",
                        "GALENA_CURRENCY", "XTS",
                        "GALENA_BODY_BYTES_MAX", "-1")))
                .hasSize(5);
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThat(problems(Map.of("GALENA_PROT", "80")))
                .containsExactly("GALENA_PROT is not a setting: did you mean GALENA_PORT?");
        assertThat(problems(Map.of("GALENA_ENTIRELY_OTHER", "80")))
                .containsExactly("GALENA_ENTIRELY_OTHER is not a setting");
    }

    @Test
    void portsDiffer() {
        assertThat(problems(Map.of("GALENA_PORT", "9090"))).hasSize(1);
    }

    private static List<String> problems(Map<String, String> env) {
        return catchThrowableOfType(Config.Refused.class, () -> Config.from(env))
                .problems();
    }
}
