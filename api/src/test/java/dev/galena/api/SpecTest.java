package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.http.Route;
import dev.galena.market.party.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description and the table of routes say the same. */
class SpecTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static List<Route> routes() {
        return market.routes().stream()
                .filter(route -> route.path().startsWith("/v1/") || route.path().startsWith("/log/"))
                .toList();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute() {
        assertThat(routes().stream().map(Route::operation).collect(Collectors.toSet()))
                .isEqualTo(market.spec.operations());
    }

    @Test
    void bothLetTheSameCallersIn() {
        for (var route : routes()) {
            var operation = market.spec.operation(route.operation());
            assertThat(operation.roles())
                    .as("x-roles of " + route.operation())
                    .containsExactlyInAnyOrderElementsOf(
                            route.access().roles().stream().map(Role::code).toList());
            var scope = route.access().scope();
            assertThat(operation.scope())
                    .as("x-scope of " + route.operation())
                    .isEqualTo(scope == null ? null : scope.code());
        }
    }

    /** Otherwise the server refuses unknown fields while the description allows them. */
    @Test
    void objectsSayWhetherTheyAreClosed() {
        assertThat(open("", market.spec.document(), new TreeSet<>())).isEmpty();
    }

    private static Set<String> open(String at, Object value, Set<String> found) {
        if (value instanceof JsonObject object) {
            if (object.getValue("properties") instanceof JsonObject
                    && "object".equals(object.getValue("type"))
                    && !object.containsKey("additionalProperties")) {
                found.add(at);
            }
            object.forEach(field -> open(at + "/" + field.getKey(), field.getValue(), found));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                open(at + "/" + i, array.getValue(i), found);
            }
        }
        return found;
    }

    @Test
    void operationsAreNamedAndRefuseWithProblems() {
        var paths = market.spec.document().getJsonObject("paths");
        for (var name : market.spec.operations()) {
            var method = HttpMethod.valueOf(name.substring(0, name.indexOf(' ')));
            var operation = paths.getJsonObject(name.substring(name.indexOf(' ') + 1))
                    .getJsonObject(method.name().toLowerCase(Locale.ROOT));
            assertThat(operation.getString("operationId")).as(name).matches("[a-zA-Z]+");
            assertThat(operation.getString("summary")).as(name).isNotBlank();
            assertThat(operation.getJsonObject("responses").fieldNames())
                    .as(name)
                    .contains("default");
        }
    }
}
