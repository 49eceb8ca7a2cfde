package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A day's trade between two parties of the demo, so that screens have something to show. */
final class MarketDay {
    static final String SELLER = "Bright Path Media";
    static final String BUYER = "Harbor Institute";
    private static final String AUDITOR = "Open Eyes Audit";
    private static final String[] DISPOSITIONS = {
        "contacted", "qualified", "appointment", "quoted", "won", "unreachable"
    };
    private static final String[] REASONS = {"wrong-number", "wrong-number", "bought-elsewhere"};

    private final Galena galena;
    private final Path folder;

    MarketDay(Galena galena, Path folder) {
        this.galena = galena;
        this.folder = folder;
    }

    /** Returns what was bought, when the reports tell of it. */
    List<JsonObject> trade() throws Exception {
        upload("newsletter", 400, 4);
        upload("partner-site", 250, 22);
        var endpoint = JsonObject.of("url", "https://crm.example.com/leads");
        assertThat(galena.post(BUYER, "/v1/webhook-endpoints", endpoint).status())
                .isEqualTo(201);
        var sales = new ArrayList<JsonObject>();
        for (var vertical : List.of("education", "solar", "auto-insurance")) sales.addAll(buy(vertical));
        work(sales);
        galena.post(
                SELLER,
                "/v1/revocations",
                JsonObject.of("lead", sales.get(2).getString("lead"), "channel", "telephone"));
        galena.post(
                AUDITOR,
                "/v1/holds",
                JsonObject.of("lead", sales.get(3).getString("lead"), "reason", "Court order 12-345"));
        while (soldBySeller() == 0) Thread.sleep(200); // reports follow the facts
        return sales;
    }

    private void upload(String source, int rows, int badPercent) throws Exception {
        assertThat(galena.post(SELLER, "/v1/sources", JsonObject.of("code", source))
                        .status())
                .isEqualTo(201);
        var file = LeadRows.write(folder.resolve(source + ".csv"), rows, badPercent);
        var sent = galena.upload(SELLER, "/v1/batches?vertical=education&source=" + source, file);
        assertThat(sent.status()).as(sent.body()).isEqualTo(202);
        String batch = "/v1/batches/" + sent.json().getString("id");
        while (!galena.get(SELLER, batch).json().getString("state").equals("done")) Thread.sleep(100);
    }

    private List<JsonObject> buy(String vertical) throws Exception {
        var filter = JsonObject.of("vertical", vertical);
        if (vertical.equals("education")) filter.put("state", JsonArray.of("CA")); // what was uploaded just now
        var wish = JsonObject.of("filter", filter, "count", 24)
                .put("budget", JsonObject.of("amount", 150_000, "currency", "XTS"));
        var bought = galena.post(BUYER, "/v1/purchases", "buy " + vertical, wish);
        assertThat(bought.status()).as(bought.body()).isEqualTo(201);
        return bought.json().getJsonArray("sales").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Most are called, some come to something, some go back. */
    private void work(List<JsonObject> sales) throws Exception {
        for (int n = 0; n < sales.size(); n++) {
            String sale = "/v1/sales/" + sales.get(n).getString("id");
            if (n % 4 > 0) {
                galena.get(BUYER, sale + "/contact?purpose=call");
                var disposition = JsonObject.of("value", DISPOSITIONS[n % DISPOSITIONS.length]);
                assertThat(galena.post(BUYER, sale + "/disposition", disposition)
                                .status())
                        .isEqualTo(200);
            }
            if (n % 4 == 0 && n < 24) giveBack(sale, n / 4); // of education, so that other sellers have no work by it
        }
    }

    private void giveBack(String sale, int n) throws Exception {
        var reason = JsonObject.of("reason", REASONS[n % REASONS.length]);
        var asked = galena.post(BUYER, sale + "/returns", "back " + n, reason);
        if (asked.status() != 201 || n % 2 == 0) return;
        String decision = "/v1/returns/" + asked.json().getString("id") + "/decision";
        galena.post(SELLER, decision, "decide " + n, JsonObject.of("accepted", true));
    }

    private long soldBySeller() throws Exception {
        return galena.get(SELLER, "/v1/reports/funnel").json().getJsonArray("data").stream()
                .mapToLong(row -> ((JsonObject) row).getLong("sold"))
                .sum();
    }
}
