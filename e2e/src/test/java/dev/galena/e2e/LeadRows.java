package dev.galena.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A seller's file of leads for education. The people are invented: addresses under example.com. */
final class LeadRows {
    private static final String HEADINGS =
            "First Name,Email,Phone,State,ZIP,Specialization,TotalVisits,Consent Text,Consent At,Consent Channels,Consent Page\n";
    private static final String WORDS =
            "\"X Education, Bright Path Media, Northfield College and Harbor Institute may call and text me."
                    + " My consent is not a condition of any purchase.\"";
    private static final String[] AREAS = {"212", "213", "305", "312", "404", "415", "602", "617", "713"};

    private LeadRows() {}

    /** {@code badPercent} of the rows lack a good number or the words of consent. */
    static Path write(Path file, int rows, int badPercent) throws IOException {
        var random = new Random(rows);
        var now = Instant.now();
        String name = file.getFileName().toString().replaceFirst("\\..*", "").replace(' ', '.');
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADINGS);
            for (int n = 0; n < rows; n++) {
                boolean bad = random.nextInt(100) < badPercent;
                out.write(
                        "Kim,%s%d@example.com,%s,CA,90012,Finance Management,%d,%s,%s,call|sms,https://courses.example.com/guide\n"
                                .formatted(
                                        name,
                                        n,
                                        bad && n % 3 > 0 ? "12" : phone(name, n),
                                        random.nextInt(14),
                                        bad && n % 3 == 0 ? "" : WORDS,
                                        now.minus(Duration.ofMinutes(random.nextInt(12_000)))));
            }
        }
        return file;
    }

    /** None twice in a file, few in two, and none that the demo has. */
    private static String phone(String file, int n) {
        int line = n / AREAS.length;
        int exchange = 556 + Math.floorMod(file.hashCode(), 300);
        return "%s-%d-%04d".formatted(AREAS[n % AREAS.length], exchange + line / 10_000, line % 10_000);
    }
}
