package dev.galena.e2e;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Invented people in an agency's file, every one of them different. */
final class People {
    private static final String[][] TOWNS = {
        {"CA", "90012", "213"},
        {"NY", "10001", "212"},
        {"TX", "77002", "713"},
        {"IL", "60601", "312"},
        {"FL", "33130", "305"}
    };

    private People() {}

    /** Every hundredth row lacks an e-mail's domain, every hundred and first repeats the person before. */
    static Path file(Path at, int rows) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(at))) {
            out.println(
                    "First Name,Last Name,Email,Phone,State,ZIP,Created At,Consent Text,Consent At,Consent Channels,Consent Page,"
                            + "Specialization,TotalVisits,Total Time Spent on Website");
            for (int i = 1; i <= rows; i++) {
                int person = i % 101 == 0 ? i - 1 : i;
                if (i % 101 == 0 && (i - 1) % 100 == 0) person = i - 2;
                var town = TOWNS[person % TOWNS.length];
                String email = i % 100 == 0 ? "nobody@" : "kim.%d@example.com".formatted(person);
                out.printf(
                        "Kim,Larsen,%s,+1%s556%04d,%s,%s,2026-11-01T10:00:00Z,\"I agree that X Education, Northfield College "
                                + "and Harbor Institute may call and text me. My consent is not a condition of any purchase.\","
                                + "2026-11-01T09:59:00Z,call|sms,https://courses.example.com/guide,Finance Management,%d,%d%n",
                        email, town[2], person / TOWNS.length, town[0], town[1], person % 12, person % 1500);
            }
        }
        return at;
    }
}
