package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws the pictures of the documentation anew: {@code docs/pictures.sh}. No test, as its name says, and not run with them. */
class Pictures {
    private static final Path FOLDER = Path.of("..", "docs", "pictures");
    private static final String SELLER = "X Education";
    private static final String BUYER = "Northfield College";
    private static final String[] DISPOSITIONS = {
        "contacted", "qualified", "appointment", "quoted", "won", "unreachable"
    };

    @TempDir
    private Path temp;

    @Test
    void ofADayAtTheMarket() throws Exception {
        try (var galena = new Galena(temp.resolve("data"));
                var chromium = new Chromium()) {
            upload(galena, "newsletter", 400, 4);
            upload(galena, "partner-site", 250, 22);
            var sales = trade(galena);
            while (soldBySeller(galena) == 0) Thread.sleep(200); // reports follow the facts
            seller(galena, chromium);
            buyer(galena, chromium);
            officer(galena, chromium, sales.getFirst().getString("lead"));
            operator(galena, chromium);
        }
    }

    private void upload(Galena galena, String source, int rows, int badPercent) throws Exception {
        assertThat(galena.post(SELLER, "/v1/sources", JsonObject.of("code", source))
                        .status())
                .isEqualTo(201);
        var sent = galena.upload(
                SELLER,
                "/v1/batches?vertical=education&source=" + source,
                LeadRows.write(temp.resolve(source + ".csv"), rows, badPercent));
        assertThat(sent.status()).as(sent.body()).isEqualTo(202);
        String batch = "/v1/batches/" + sent.json().getString("id");
        while (!galena.get(SELLER, batch).json().getString("state").equals("done")) Thread.sleep(100);
    }

    /** Leads are bought, worked, returned, and one person changes their mind. */
    private List<JsonObject> trade(Galena galena) throws Exception {
        var sales = new ArrayList<JsonObject>();
        for (var vertical : List.of("education", "solar", "auto-insurance")) {
            var bought = galena.post(
                    BUYER,
                    "/v1/purchases",
                    "buy " + vertical,
                    JsonObject.of("filter", filter(vertical), "count", 24)
                            .put("budget", JsonObject.of("amount", 150_000, "currency", "XTS")));
            assertThat(bought.status()).as(bought.body()).isEqualTo(201);
            bought.json().getJsonArray("sales").forEach(sale -> sales.add((JsonObject) sale));
        }
        for (int n = 0; n < sales.size(); n++) {
            String sale = "/v1/sales/" + sales.get(n).getString("id");
            if (n % 4 > 0) galena.get(BUYER, sale + "/contact?purpose=call");
            if (n % 4 > 0)
                galena.post(
                        BUYER, sale + "/disposition", JsonObject.of("value", DISPOSITIONS[n % DISPOSITIONS.length]));
            if (n % 9 == 0) galena.post(BUYER, sale + "/returns", "back " + n, JsonObject.of("reason", "wrong-number"));
        }
        return sales;
    }

    private static long soldBySeller(Galena galena) throws Exception {
        return galena.get(SELLER, "/v1/reports/funnel").json().getJsonArray("data").stream()
                .mapToLong(row -> ((JsonObject) row).getLong("sold"))
                .sum();
    }

    /** Of education what was uploaded just now. */
    private static JsonObject filter(String vertical) {
        var filter = JsonObject.of("vertical", vertical);
        return vertical.equals("education") ? filter.put("state", JsonArray.of("CA")) : filter;
    }

    private static Console at(Galena galena, Chromium chromium, ColorScheme colors, String person, String path) {
        return new Console(galena, chromium, colors, 1280, 800)
                .logIn(person)
                .open(path)
                .settled();
    }

    private static void keep(Console console, String name) {
        console.settled().page().waitForTimeout(900); // charts grow
        console.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    private void seller(Galena galena, Chromium chromium) throws IOException {
        try (var console = at(galena, chromium, ColorScheme.LIGHT, SELLER, "/seller/batches")) {
            keep(console, "seller-batches");
            keep(console.open("/seller/quality"), "seller-quality");
            console.open("/seller/upload").settled();
            console.field("Choose a file, or drop it here")
                    .setInputFiles(LeadRows.write(temp.resolve("autumn fair.csv"), 120, 8));
            console.button("On to the columns").click();
            console.button("Try the whole file").waitFor();
            keep(console, "seller-columns");
        }
    }

    private static void buyer(Galena galena, Chromium chromium) {
        try (var console = at(galena, chromium, ColorScheme.LIGHT, BUYER, "/buyer/find?vertical=solar")) {
            keep(console, "buyer-find");
        }
        try (var console = at(galena, chromium, ColorScheme.DARK, BUYER, "/buyer/leads")) {
            keep(console, "buyer-leads");
        }
    }

    private static void officer(Galena galena, Chromium chromium, String lead) {
        String path = "/compliance/leads/" + lead + "?purpose=Complaint+by+the+person";
        try (var console = at(galena, chromium, ColorScheme.LIGHT, "Open Eyes Audit", path)) {
            console.button("Check the proof here").click();
            console.page().getByText("VALID.").first().waitFor();
            keep(console, "compliance-trail");
        }
    }

    private static void operator(Galena galena, Chromium chromium) {
        try (var console = at(galena, chromium, ColorScheme.LIGHT, "Operator", "/operator/today")) {
            keep(console, "operator-today");
        }
        try (var console = at(galena, chromium, ColorScheme.DARK, "Operator", "/operator/ledger")) {
            keep(console, "operator-ledger");
        }
    }
}
