package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.ApiClient.Reply;
import dev.galena.api.http.Operation;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of openapi.yaml, by every role, with ids of one's own, of others and of nobody. New operations are covered as soon as
 * they are described; {@link Samples} says what a valid body and a foreign id look like where that does not follow from the schema.
 */
class OperationsTest {
    private static OpenMarket market;
    private static Samples samples;
    private static final Pattern NAME = Pattern.compile("\\{([^}]+)}");

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        samples = new Samples(market);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    static Stream<String> operations() {
        return dev.galena.api.http.Spec.load().operations().stream();
    }

    static Stream<String> closedOperations() {
        var spec = dev.galena.api.http.Spec.load();
        return spec.operations().stream()
                .filter(name -> !spec.operation(name).roles().isEmpty());
    }

    static Stream<String> operationsOnIds() {
        return closedOperations().filter(name -> name.contains("{"));
    }

    private record Named(String method, String path, Operation operation) {
        static Named of(String name) {
            var parts = name.split(" ", 2);
            return new Named(parts[0], parts[1], market.spec.operation(name));
        }

        boolean allows(Role role) {
            return operation.roles().contains(role.code());
        }
    }

    private static Party party(Role role) {
        return switch (role) {
            case OPERATOR -> market.operator;
            case SELLER -> market.seller;
            case BUYER -> market.buyer;
            case COMPLIANCE -> market.compliance;
        };
    }

    /** Ids that fit the description and exist nowhere. */
    private static String withMissingIds(Named named) {
        return NAME.matcher(named.path()).replaceAll(match -> samples.missing(named.path(), match.group(1)));
    }

    private static Reply send(ApiClient client, Named named, String path) {
        return sendAsIs(client, named, path + samples.query(named.method(), named.path()));
    }

    private static Reply sendAsIs(ApiClient client, Named named, String path) {
        var body = samples.body(named.method(), named.path());
        return body == null
                ? client.send(named.method(), path, null, BodyPublishers.noBody())
                : client.send(named.method(), path, body.type(), BodyPublishers.ofString(body.text()));
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void strangersAreAskedWhoTheyAre(String name) {
        var named = Named.of(name);
        // Neither a bad body nor a bad query is looked at before.
        market.client()
                .send(named.method(), withMissingIds(named) + "?odd=1", "text/odd", BodyPublishers.ofString("{"))
                .expect(401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void onlyTheRolesNamedMayCall(String name) {
        var named = Named.of(name);
        for (var role : Role.values()) {
            if (!named.allows(role)) {
                send(market.as(party(role)), named, withMissingIds(named)).expect(403, "forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void aKeyNeedsTheScope(String name) {
        var named = Named.of(name);
        if (named.operation().scope() == null) {
            return;
        }
        var needed = Scope.of(named.operation().scope()).orElseThrow();
        for (var role : Role.values()) {
            if (named.allows(role)) {
                var others = EnumSet.copyOf(Scope.of(Set.of(role)));
                assertThat(others)
                        .as(role + " cannot hold what " + name + " needs")
                        .contains(needed);
                others.remove(needed);
                send(market.as(party(role), others.toArray(Scope[]::new)), named, withMissingIds(named))
                        .expect(403, "forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operationsOnIds")
    void whatIsNotThereAndWhatIsNotYoursLookTheSame(String name) {
        var named = Named.of(name);
        for (var role : Role.values()) {
            if (named.allows(role)) {
                var client = market.as(party(role)).idempotent();
                var missing = bare(send(client, named, withMissingIds(named)).expect(404));
                for (var foreign : samples.foreign(named.path(), role)) {
                    var reply = send(
                            market.as(party(role)).idempotent(),
                            named,
                            NAME.matcher(named.path()).replaceFirst(foreign));
                    assertThat(bare(reply.expect(404)))
                            .as(name + " with " + foreign + " by " + role)
                            .isEqualTo(missing);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operationsOnIds")
    void idsThatAreNoneDoNotExist(String name) {
        var named = Named.of(name);
        for (var role : Role.values()) {
            if (named.allows(role)) {
                for (var odd : List.of(
                        "x", "..", "%00", "pty_" + "z".repeat(26), "1 or 1=1".replace(" ", "%20"), "%F0%9F%92%A9")) {
                    var reply = send(
                            market.as(party(role)).idempotent(),
                            named,
                            NAME.matcher(named.path()).replaceAll(odd));
                    assertThat(reply.status()).as(name + " with " + odd).isIn(404, 400, 405);
                }
            }
        }
    }

    /** With everything right nothing may be refused for lack of permission, and nothing may break. */
    @ParameterizedTest
    @MethodSource("operations")
    void whoMayCallIsLetIn(String name) {
        var named = Named.of(name);
        for (var role : Role.values()) {
            if (named.allows(role)) {
                var reply = send(market.as(party(role)).idempotent(), named, withMissingIds(named));
                assertThat(reply.status())
                        .as(name + " by " + role + ": " + reply.text())
                        .isLessThan(500)
                        .isNotIn(401, 415);
                if (reply.status() == 403) {
                    assertThat(reply.json().containsKey("detail"))
                            .as(name + " by " + role + ": " + reply.text())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void unknownParametersAreRefused(String name) {
        var named = Named.of(name);
        for (var role : Role.values()) {
            if (named.allows(role)) {
                var reply = send(
                                market.as(party(role)).idempotent(), named, withMissingIds(named) + "?definitely-odd=1")
                        .expect(400);
                assertThat(reply.text()).contains("definitely-odd");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void unknownFieldsAndBrokenBodiesAreRefused(String name) {
        var named = Named.of(name);
        if (!named.operation().contentTypes().contains("application/json")) {
            return;
        }
        for (var role : Role.values()) {
            if (named.allows(role)) {
                var client = market.as(party(role)).idempotent();
                var path = withMissingIds(named);
                client.send(named.method(), path, "application/json", BodyPublishers.ofString("{\"a\":1,\"a\":2}"))
                        .expect(400, "invalid-json");
                client.send(named.method(), path, "application/json", BodyPublishers.ofString("{\"definitely_odd\":1}"))
                        .expect(400);
                client.send(named.method(), path, "text/plain", BodyPublishers.ofString("{}"))
                        .expect(415, "unsupported-media-type");
            }
        }
    }

    private static Map<String, Object> bare(Reply reply) {
        var json = reply.json();
        json.remove("request_id");
        return json.getMap();
    }
}
