package dev.galena.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Router ROUTER = new Router(List.of(
            get("/v1/leads"), get("/v1/leads/{id}"), get("/v1/leads/facets"), get("/v1/leads/{id}/contact"), get("/")));

    private static Route get(String path) {
        return Route.route(HttpMethod.GET, path, Access.open(), Work.direct(call -> Answer.noContent()));
    }

    @Test
    void takesFixedSegmentsFirst() {
        assertThat(find("/v1/leads/facets").route().path()).isEqualTo("/v1/leads/facets");
        assertThat(find("/v1/leads/lead_1").values()).containsExactly("lead_1");
        assertThat(find("/v1/leads/facets/contact").route().path()).isEqualTo("/v1/leads/{id}/contact");
        assertThat(find("/").route().path()).isEqualTo("/");
    }

    @Test
    void findsNothingWhereNothingIs() {
        for (var path : List.of("/v1", "/v1/leads/", "/v1/leads/a/b", "/v1//leads", "//", "/v1/leads/a/contact/")) {
            assertThat(ROUTER.find(HttpMethod.GET, path)).as(path).isNull();
        }
    }

    @Test
    void namesTheMethodsItKnows() {
        var found = ROUTER.find(HttpMethod.POST, "/v1/leads");
        assertThat(found.route()).isNull();
        assertThat(found.allowed()).isEqualTo("GET");
        assertThat(ROUTER.find(HttpMethod.HEAD, "/v1/leads").route()).isNotNull();
    }

    @Test
    void refusesTwoRoutesForOneOperation() {
        assertThatThrownBy(() -> new Router(List.of(get("/a/{x}"), get("/a/{y}"))))
                .hasMessageContaining("/a/{y}");
    }

    private static Router.Found find(String path) {
        return ROUTER.find(HttpMethod.GET, path);
    }
}
