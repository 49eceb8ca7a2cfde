package dev.galena.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are written by hand: a client's library would tidy their paths. */
class RoutingTest {
    private static final List<Route> ROUTES = List.of(
            route("GET", "/v1/leads/{id}"),
            route("GET", "/v1/leads"),
            route("PUT", "/v1/leads/{lead}"),
            route("POST", "/v1/leads"),
            route("GET", "/v1/leads/{id}/notes/{note}"),
            route("GET", "/v1/leads/facets"),
            route("GET", "/v1/leads/{id}/contact"),
            route("GET", "/v1/exports/all.csv"),
            route("GET", "/"),
            route("GET", "/broken"));

    private static Vertx vertx;
    private static int port;

    private static Route route(String method, String path) {
        return Route.route(HttpMethod.valueOf(method), path, Access.open(), Work.direct(call -> Answer.noContent()));
    }

    @BeforeAll
    static void listen() {
        vertx = Vertx.vertx();
        var journal = new Journal(new SimpleMeterRegistry(), Journal.Verbosity.OFF, (call, status, code, nanos) -> {});
        port = vertx.createHttpServer()
                .requestHandler(new Routing(journal, RoutingTest::tell).router(vertx, ROUTES))
                .listen(0, "localhost")
                .await()
                .actualPort();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    /** Answers with the route that was found, what its names stand for, and the query. */
    private static void tell(Call call) {
        if (call.route().path().equals("/broken")) {
            throw new IllegalStateException("planned");
        }
        var text = new StringBuilder(call.route().operation());
        int names = Resource.names(call.route()).size();
        for (int n = 0; n < names; n++) {
            text.append(" <").append(call.pathValue(n)).append('>');
        }
        call.query().forEach((name, value) -> text.append(' ').append(name + "=" + value));
        Replies.send(call.request(), Answer.of(200, "text/plain", Buffer.buffer(text.toString())));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/leads,                     GET /v1/leads",
        "/v1/leads/facets,              GET /v1/leads/facets",
        "/v1/leads/lead_1,              GET /v1/leads/{id} <lead_1>",
        "/v1/leads/facets/contact,      GET /v1/leads/{id}/contact <facets>",
        "/v1/leads/b/notes/a,           GET /v1/leads/{id}/notes/{note} <b> <a>",
        "/v1/leads/a%2Fcontact,         GET /v1/leads/{id} <a/contact>",
        "/v1/leads/a%2f..%2fb/contact,  GET /v1/leads/{id}/contact <a/../b>",
        "/v1/leads/..,                  GET /v1/leads/{id} <..>",
        "/v1/leads/a+b%20c%C3%BC,       GET /v1/leads/{id} <a+b cü>",
        "/v1/leads/a?id=b&x=1,          GET /v1/leads/{id} <a> id=b x=1",
        "/v1/leads?x=%2F&x=2,           GET /v1/leads x=/ x=2",
        "/v1/exports/all.csv,           GET /v1/exports/all.csv",
        "/,                             GET /"
    })
    void finds(String target, String found) {
        assertThat(get(target)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/leads/",
                "/v1/leads/a/b",
                "/v1//leads",
                "//",
                "/v1/leads/a/contact/",
                "/v1/leads/a/",
                "/v1/leads//contact",
                "/v1/x/../leads",
                "/v1/./leads",
                "/v1%2Fleads",
                "/v1/lead%73",
                "/V1/leads",
                "/v1/exports/allxcsv",
                "/v1/leads/%00",
                "/v1/leads/%ED%A0%80%00",
                "*"
            })
    void findsNothingWhereNothingIs(String target) {
        assertThat(get(target))
                .startsWith("HTTP/1.1 404")
                .contains("\"not-found\"")
                .containsOnlyOnce("request_id")
                .containsIgnoringCase("\r\nx-request-id: req_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/leads/%", "/v1/leads/%zz", "/v1/leads?x=%zz", "/v1/leads/a?x=%", "?x"})
    void refusesWhatNobodyCanDecode(String target) {
        assertThat(get(target))
                .startsWith("HTTP/1.1 400")
                .contains("\"unreadable-request\"")
                .containsIgnoringCase("\r\nx-request-id: req_");
    }

    @Test
    void refusesRequestsToNobody() {
        assertThat(exchange("GET /v1/leads HTTP/1.1\r\n")).startsWith("HTTP/1.1 400");
        assertThat(exchange("GET /v1/leads HTTP/1.0\r\n")).startsWith("HTTP/1.0 200");
    }

    @Test
    void namesTheMethodsItKnows() {
        for (var method : List.of("DELETE", "OPTIONS", "PATCH", "BREW")) {
            assertThat(exchange(method + " /v1/leads HTTP/1.1\r\nHost: x\r\n"))
                    .startsWith("HTTP/1.1 405")
                    .contains("\"method-not-allowed\"")
                    .containsIgnoringCase("\r\nallow: GET, POST\r\n");
        }
        assertThat(exchange("PUT /v1/leads/facets HTTP/1.1\r\nHost: x\r\n"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("\r\nallow: GET\r\n");
        assertThat(exchange("PUT /v1/leads/a HTTP/1.1\r\nHost: x\r\n")).endsWith("PUT /v1/leads/{lead} <a>");
        assertThat(exchange("POST /v1/leads/a HTTP/1.1\r\nHost: x\r\n"))
                .containsIgnoringCase("\r\nallow: GET, PUT\r\n");
    }

    @Test
    void answersHeadWhereItAnswersGet() {
        assertThat(exchange("HEAD /v1/leads/a HTTP/1.1\r\nHost: x\r\n"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("content-length: 22\r\n")
                .endsWith("\r\n\r\n");
        assertThat(exchange("HEAD /nowhere HTTP/1.1\r\nHost: x\r\n"))
                .startsWith("HTTP/1.1 404")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aBugIsOurFaultAndTellsNothing() {
        assertThat(get("/broken"))
                .startsWith("HTTP/1.1 500")
                .contains("\"internal-error\"")
                .doesNotContain("planned");
    }

    @Test
    void refusesTwoRoutesForOneOperation() {
        assertThatThrownBy(() -> Resource.of(List.of(route("GET", "/a/{x}"), route("GET", "/a/{y}"))))
                .hasMessageContaining("/a/{y}");
    }

    private static String get(String target) {
        return exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\n");
    }

    private static String exchange(String head) {
        try (var socket = new Socket(InetAddress.getByName("localhost"), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
