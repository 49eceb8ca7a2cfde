package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A file of very many rows through the upload wizard, and whether what its bar says is so. */
final class LargeUpload {
    private static final Pattern DONE = Pattern.compile("([\\d,]+)(?: of about ([\\d,]+))?");
    private static final Duration MAX = Duration.ofMinutes(30);

    private final Galena galena;
    private final Console console;
    private final Path file;
    private final int rows;

    /** What the bar said, and what the server said just before and just after. */
    private record Sample(Instant at, long before, long shown, long after, String note) {}

    LargeUpload(Galena galena, Console console, Path file, int rows) {
        this.galena = galena;
        this.console = console;
        this.file = file;
        this.rows = rows;
    }

    void run() throws Exception {
        console.field("Choose a file, or drop it here").setInputFiles(file);
        console.button("On to the columns").click();
        console.button("Try the whole file").waitFor();
        var begin = Instant.now();
        console.button("Try the whole file").click();
        follow("trial", begin);
        var accept = console.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^Take in [\\d,]+ good rows$")));
        assertThat(accept.textContent()).contains("%,d".formatted(rows));
        begin = Instant.now();
        accept.click();
        follow("for good", begin);
        console.picture("seller-upload-large");
    }

    private void follow(String name, Instant begin) throws Exception {
        List<Sample> samples = new ArrayList<>();
        String id = newest(begin);
        Instant started = Instant.now();
        while (ongoing(id)) {
            assertThat(Duration.between(begin, Instant.now())).isLessThan(MAX);
            var sample = sample(id);
            if (sample != null) samples.add(sample);
            Thread.sleep(250);
        }
        report(name, samples, Duration.between(begin, started), Duration.between(started, Instant.now()));
    }

    /** The batch that there was none of before; the server has all of the file. */
    private String newest(Instant since) throws Exception {
        while (true) {
            var newest = galena.get("X Education", "/v1/batches?limit=1")
                    .json()
                    .getJsonArray("data")
                    .getJsonObject(0);
            if (Instant.parse(newest.getString("created_at")).isAfter(since)
                    && !newest.getString("state").equals("uploading")) return newest.getString("id");
            assertThat(Duration.between(since, Instant.now())).isLessThan(MAX);
            Thread.sleep(100);
        }
    }

    private boolean ongoing(String id) throws Exception {
        return !List.of("done", "failed").contains(batch(id).getString("state"));
    }

    private JsonObject batch(String id) throws Exception {
        return galena.get("X Education", "/v1/batches/" + id).json();
    }

    private Sample sample(String id) throws Exception {
        long before = batch(id).getLong("rows_done");
        String words;
        try {
            words = (String) console.page()
                    .evaluate("() => [...document.querySelectorAll('progress')].at(-1)?.parentElement.innerText ?? ''");
        } catch (PlaywrightException gone) {
            return null; // the page went on to the report
        }
        long after = batch(id).getLong("rows_done");
        var lines = words.split("\n", -1);
        var done = lines.length < 2 ? null : DONE.matcher(lines[1]);
        if (done == null || !done.matches()) return null;
        return new Sample(
                Instant.now(), before, number(done.group(1)), after, lines.length > 2 ? lines[lines.length - 1] : "");
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private void report(String name, List<Sample> samples, Duration sending, Duration working) {
        long last = 0;
        long behind = 0;
        for (var sample : samples) {
            assertThat(sample.shown()).as("only what is done is shown").isLessThanOrEqualTo(sample.after());
            assertThat(sample.shown()).as("the bar never goes back").isGreaterThanOrEqualTo(last);
            last = sample.shown();
            behind = Math.max(behind, sample.before() - sample.shown());
        }
        double perSecond = rows / (working.toMillis() / 1000.0);
        System.out.printf(
                Locale.ROOT,
                "console: upload of %,d rows, %s: sent in %.1f s, worked off in %.1f s; %d looks at the bar, at most %,d rows (%.1f s) behind%n",
                rows,
                name,
                sending.toMillis() / 1000.0,
                working.toMillis() / 1000.0,
                samples.size(),
                behind,
                behind / perSecond);
        for (int percent : new int[] {25, 50, 75}) {
            samples.stream()
                    .filter(sample -> sample.shown() >= rows * (long) percent / 100)
                    .findFirst()
                    .ifPresent(sample -> System.out.printf(
                            Locale.ROOT,
                            "console: at %d %% it said “%s”; it took %.0f s more%n",
                            percent,
                            sample.note(),
                            Duration.between(sample.at(), Instant.now()).toMillis() / 1000.0));
        }
    }
}
