package dev.galena.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws the pictures of the documentation anew: {@code docs/pictures.sh}. No test, as its name says, and not run with them. */
class Pictures {
    private static final Path FOLDER = Path.of("..", "docs", "pictures");

    @TempDir
    private Path temp;

    @Test
    void ofADayAtTheMarket() throws Exception {
        try (var galena = new Galena(temp.resolve("data"));
                var chromium = new Chromium()) {
            var sales = new MarketDay(galena, temp).trade();
            seller(galena, chromium);
            buyer(galena, chromium);
            officer(galena, chromium, sales.getFirst().getString("lead"));
            operator(galena, chromium);
        }
    }

    private static Console at(Galena galena, Chromium chromium, ColorScheme colors, String person, String path) {
        return new Console(galena, chromium, colors, 1280, 800)
                .logIn(person)
                .open(path)
                .settled();
    }

    private static void keep(Console console, String name) {
        console.settled().page().waitForTimeout(900); // charts are loaded and drawn
        console.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    private void seller(Galena galena, Chromium chromium) throws IOException {
        try (var console = at(galena, chromium, ColorScheme.LIGHT, MarketDay.SELLER, "/seller/batches")) {
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
        try (var console = at(galena, chromium, ColorScheme.LIGHT, MarketDay.BUYER, "/buyer/find?vertical=solar")) {
            keep(console, "buyer-find");
        }
        try (var console = at(galena, chromium, ColorScheme.DARK, MarketDay.BUYER, "/buyer/leads")) {
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
