package dev.galena.market.vertical;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;

/** The verticals that come with the product, for tests of other packages. */
public final class TestVerticals {
    private TestVerticals() {}

    public static Vertical seed(String code) {
        return SeedVerticals.seed(code);
    }

    /** The same with one more field, of text. */
    public static Vertical with(String code, String name, String label) {
        var body = seed(code).body().copy();
        body.getJsonArray("fields")
                .add(JsonObject.of("name", name, "label", label, "type", "text", "max_length", 50)
                        .put("shown", false));
        return VerticalBody.read(body, new ArrayList<>()).orElseThrow();
    }
}
