package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.MasterKey;
import dev.galena.db.Migrations;
import dev.galena.db.TestDatabase;
import dev.galena.market.Marketplace;
import dev.galena.market.party.FirstStart;
import dev.galena.market.party.LogIn;
import dev.galena.market.party.Role;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
    @Test
    void ofTwoProcessesOneOpensTheMarket(@TempDir Path data) throws IOException {
        var vertx = Vertx.vertx();
        try (var database = TestDatabase.create(vertx, Migrations.SCHEMAS.toArray(String[]::new))) {
            var market =
                    new Marketplace(vertx, database.database(), MasterKey.generate(), InstantSource.system(), false);
            var both = Stream.of(1, 2)
                    .map(n -> CompletableFuture.supplyAsync(
                            () -> market.firstStart.open("operator@localhost", Currency.getInstance("USD"), true)))
                    .toList();
            var opened = both.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(opened).hasSize(1);
            var first = opened.getFirst();
            assertThat(first.demo()).hasSize(6).allMatch(one -> one.party().test());
            assertThat(first.demo())
                    .filteredOn(one -> one.party().is(Role.BUYER))
                    .hasSize(3);
            assertThat(market.people.logIn.logIn(first.email(), first.password(), null))
                    .isInstanceOf(LogIn.LoggedIn.class);
            assertThat(first.demo())
                    .allSatisfy(one -> assertThat(market.people.logIn.logIn(one.email(), first.demoPassword(), null))
                            .isInstanceOf(LogIn.LoggedIn.class));
            greets(first, data);
        } finally {
            vertx.close().await();
        }
    }

    private static void greets(FirstStart.Opened opened, Path data) throws IOException {
        var greeting = new Greeting(Config.from(Map.of("GALENA_DATA", data.toString())));
        var key = opened.demo().getFirst().key().text();
        assertThat(printed(greeting, Optional.of(opened))).contains(opened.password(), key);
        assertThat(printed(greeting, Optional.empty()))
                .doesNotContain(opened.password(), key)
                .contains("demo-keys.txt");
        var people = data.resolve("demo-logins.txt");
        assertThat(Files.readString(people))
                .contains(opened.demo().getFirst().email() + " ", opened.demoPassword())
                .doesNotContain(opened.password());
        assertThat(Files.getPosixFilePermissions(people)).hasSize(2);
        var kept = data.resolve("demo-keys.txt");
        assertThat(Files.readString(kept)).contains(key).doesNotContain(opened.password());
        assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
    }

    private static String printed(Greeting greeting, Optional<FirstStart.Opened> opened) throws IOException {
        var out = new ByteArrayOutputStream();
        greeting.print(opened, new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }
}
