package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a person waits at the console: {@code ./bench console 1000000 100000}. No test, and not run with them: it
 * prints figures beside what CONSOLE.md's issue asked for, and fails only where the page shows what is not so.
 */
class ConsoleSpeed {
    private static final int LEADS = Integer.getInteger("console.leads", 1_000_000);
    private static final int ROWS = Integer.getInteger("console.rows", 100_000);
    private static final int CHANGES = 60;
    private static final double ROWS_GOAL_MS = 300;
    private static final double FRAME_MS = 1000 / 60.0;

    @TempDir
    private static Path temp;

    /** Leads as spread as in life: three in five of education, scores and prices skewed, states by a few sizes. */
    private static final String FILL = """
            insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score, level,
              channels, certified, generated_at, expires_at, attrs, currency, price, exclusive_price, max_sales, sold, status)
            select uuidv7((g - total) * interval '1 second' * (5184000.0 / total)), v.id, v.version, gen_random_uuid(), 'src-' || g % 200,
              state, lpad((g % 99999)::text, 5, '0'), score,
              case when score >= 80 then 3 when score >= 60 then 2 when score >= 25 then 1 else 0 end, 9, r1 < 0.7,
              now() - (total - g) * interval '1 second' * (5184000.0 / total), now() + interval '60 days',
              jsonb_build_object('specialization', (array['Finance Management', 'Marketing Management', 'Human Resource Management',
                'Healthcare Management', 'Retail Management'])[1 + (r1 * 4.99)::int], 'occupation',
                (array['Unemployed', 'Working Professional', 'Student'])[1 + (r2 * 2.99)::int], 'total_visits', (r2 * 12)::int),
              'XTS', 400 + (r1 * r1 * 30)::int * 100, null, 4, 0, 'open'
            from (select g, total, random() r1, random() r2, (random() * random() * 100)::int score,
                    (array['CA','CA','CA','TX','TX','FL','FL','NY','NY','PA','IL','OH','GA','NC','MI','NJ','VA','WA','AZ','TN','MA'])
                      [1 + (random() * 20)::int] state
                  from (select ?::int total) t cross join generate_series(?, ?) g) x
            cross join lateral (select id, version from market.vertical
              where code = case when r2 < 0.6 then 'education' when r2 < 0.8 then 'solar' else 'auto-insurance' end) v""";

    private static void fill(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement(FILL);
                var vacuum = connection.createStatement()) {
            int step = Math.min(LEADS, 250_000);
            for (int from = 0; from < LEADS; from += step) {
                insert.setInt(1, LEADS);
                insert.setInt(2, from);
                insert.setInt(3, Math.min(LEADS, from + step) - 1);
                insert.executeUpdate();
            }
            vacuum.execute("vacuum analyze market.listing");
        }
    }

    @Test
    void ofABuyerAmongAMillionLeads() throws Exception {
        var postgres = new Postgres(temp.resolve("postgres"));
        var settings = Map.of("DATABASE_URL", postgres.url(), "GALENA_DEMO", "true");
        try (postgres;
                var galena = new Galena(temp.resolve("data"), settings);
                var connection = postgres.connect()) {
            fill(connection);
            try (var chromium = new Chromium();
                    var console = new Console(galena, chromium, ColorScheme.LIGHT)) {
                var page = console.logIn("Northfield College").page();
                console.open("/buyer/find?vertical=education").settled();
                page.locator("[data-state='CA']").waitFor();
                changes(page, 8); // the first ones warm server and browser
                report("filter change → rows", ROWS_GOAL_MS, changes(page, CHANGES));
                console.open("/buyer/find?vertical=education").settled();
                report("a frame while flinging", FRAME_MS, frames(page, 1200, ROWS));
                console.open("/buyer/find?vertical=education").settled();
                report("a frame while scrolling", FRAME_MS, frames(page, 120, Math.min(ROWS, 3_000)));
            }
        }
    }

    /** From the click on a state until every row in the page is of that state; then the state is taken out again. */
    private static double[] changes(Page page, int times) {
        List<Double> millis = new ArrayList<>();
        String[] states = {"CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA"};
        for (int n = 0; n < times; n++) {
            millis.add(((Number) page.evaluate("""
                    async state => {
                      const tile = document.querySelector(`[data-state="${state}"]`);
                      const click = () => tile.dispatchEvent(new MouseEvent("click", { bubbles: true }));
                      const rows = () => [...document.querySelectorAll("tbody tr[data-id]")];
                      const start = performance.now();
                      click();
                      let took;
                      do {
                        await new Promise(requestAnimationFrame);
                        took = performance.now() - start;
                        if (took > 10000) throw new Error("no rows of " + state);
                      } while (!(rows().length > 0 && rows().every(row => row.textContent.includes(state + " "))));
                      click();
                      await new Promise(done => setTimeout(done, 400));
                      return took;
                    }""", states[n % states.length])).doubleValue());
        }
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @SuppressWarnings("unchecked")
    private static double[] frames(Page page, int pixels, int rows) {
        page.locator("tbody tr[data-id]").first().waitFor();
        var times = (List<Number>) page.evaluate("""
                async ([pixels, rows]) => {
                  const box = document.querySelector("[data-list]");
                  const frames = [];
                  const start = performance.now();
                  let last = start;
                  while (box.scrollTop < rows * 37 - box.clientHeight - 40 && last - start < 240000) {
                    box.scrollTop += pixels;
                    const now = await new Promise(requestAnimationFrame);
                    frames.push(now - last);
                    last = now;
                  }
                  return [Math.floor(box.scrollTop / 37), ...frames];
                }""", List.of(pixels, rows));
        System.out.printf(
                Locale.ROOT,
                "console: %,d rows scrolled in %,.1f s%n",
                times.getFirst().intValue(),
                times.subList(1, times.size()).stream()
                                .mapToDouble(Number::doubleValue)
                                .sum()
                        / 1000);
        assertThat(times.getFirst().intValue()).isGreaterThan(rows * 99 / 100 - 40);
        return times.subList(2, times.size()).stream()
                .mapToDouble(Number::doubleValue)
                .toArray();
    }

    private static void report(String what, double goal, double[] millis) {
        Arrays.sort(millis);
        double p95 = millis[(int) (millis.length * 0.95)];
        System.out.printf(
                Locale.ROOT,
                "console: %s, %,d leads: p50 %.1f, p95 %.1f, p99 %.1f, max %.1f ms of %,d; p95 is %.2f of %.1f ms%n",
                what,
                LEADS,
                millis[millis.length / 2],
                p95,
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1],
                millis.length,
                p95 / goal,
                goal);
    }

    @Test
    void ofASellerWithAMillionRows() throws Exception {
        try (var galena = new Galena(temp.resolve("seller"));
                var chromium = new Chromium();
                var console = new Console(galena, chromium, ColorScheme.LIGHT)) {
            console.logIn("X Education")
                    .open("/seller/upload?source=website&vertical=education")
                    .settled();
            new LargeUpload(galena, console, LeadRows.write(temp.resolve("large.csv"), LEADS, 0), LEADS).run();
        }
    }
}
