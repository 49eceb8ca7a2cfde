package dev.galena.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;

/**
 * A CSV as an education agency would upload it, about 1 KB a row, of invented people: telephone numbers in the 555 exchange,
 * addresses under example.com, .net and .org. One row in a hundred repeats an earlier person, one in a hundred has a fault.
 */
final class LeadFile {
    private static final String AREAS = """
            201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 224 225 228 229 231 234 239 240 248 251 252 253 254
            256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330 331
            334 336 337 339 346 347 351 352 360 361 385 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430
            432 434 435 440 443 458 469 470 475 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540
            541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619
            620 623 626 630 631 636 641 646 650 651 660 661 662 678 682 701 702 703 704 706 707 708 712 713 714 715 716 717 718 719 720
            724 727 731 732 734 740 754 757 760 763 765 770 772 773 774 775 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815""";
    private static final String[] TOWNS = {
        "Los Angeles,CA,900", "New York,NY,100", "Chicago,IL,606", "Houston,TX,770", "Phoenix,AZ,850",
                "Philadelphia,PA,191",
        "Columbus,OH,432", "Charlotte,NC,282", "Seattle,WA,981", "Denver,CO,802", "Boston,MA,021", "Nashville,TN,372",
        "Detroit,MI,482", "Portland,OR,972", "Las Vegas,NV,891", "Baltimore,MD,212", "Milwaukee,WI,532",
                "Atlanta,GA,303",
        "Omaha,NE,681", "Miami,FL,331"
    };
    private static final String[] FIRST = "Ana,Bela,Cyril,Dora,Emil,Flora,Goran,Hana,Ivo,Judit".split(",");
    private static final String[] LAST =
            "Arnold,Berger,Chavez,Dupont,Egger,Flores,Greco,Horvat,Ilic,Jansson".split(",");
    private static final String[] COURSES = {
        "Finance Management", "Human Resource Management", "Marketing Management", "Operations Management",
                "Business Administration",
        "Select", "", "Supply Chain Management", "International Business", "Healthcare Management"
    };
    private static final String[] WORK = {"Unemployed", "Working Professional", "Student", "", "Other"};
    private static final String[] ORIGINS = {"Landing Page Submission", "API", "Lead Add Form", "Lead Import"};
    private static final String[] ENGINES = {"Google", "Direct Traffic", "Olark Chat", "Organic Search", "Reference"};
    private static final String WORDS =
            "\"By pressing \"\"Send me the brochure\"\" I agree that Northfield College and its partner schools may call and text me at the"
                    + " number I gave, also by automatic dialer or recorded voice, about their courses. My consent is not a condition of any"
                    + " purchase, and I can withdraw it at any time by a reply or a call.\"";
    private static final String AGENT =
            "\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36\"";
    private static final String HEAD =
            "Prospect ID,First Name,Last Name,Email,Phone,Street,City,State,ZIP,Created At,Lead Origin,Lead Source,TotalVisits,"
                    + "Total Time Spent on Website,Page Views Per Visit,Specialization,What is your current occupation,"
                    + "A free copy of Mastering The Interview,Search,Magazine,Newspaper,Digital Advertisement,Tags,Landing Page,IP Address,"
                    + "User Agent,Consent Text,Consent At,Consent Channels,TrustedForm Cert URL,UTM Source,UTM Campaign";

    private final String[] areas = AREAS.split("\\s+");
    private final Instant until = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Random random;

    private LeadFile(long seed) {
        random = new Random(seed);
    }

    /** Rows of the people {@code from} to {@code to}, none of whom is in a file of other people. */
    static Path write(Path folder, int from, int to) throws IOException {
        var file = new LeadFile(from);
        if (to > file.areas.length * 10_000) throw new IllegalArgumentException("more people than telephone numbers");
        Path path = folder.resolve("leads-" + from + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(path)) {
            out.write(HEAD + "\r\n");
            for (int n = from; n < to; n++) file.row(out, n, from);
        }
        return path;
    }

    private void row(BufferedWriter out, int n, int first) throws IOException {
        int kind = n - first < 100 ? 99 : random.nextInt(100);
        int person = kind == 0 ? first + random.nextInt(n - first) : n;
        String town = TOWNS[person % TOWNS.length];
        Instant at = until.minusSeconds(random.nextInt(40 * 24 * 3600));
        String phone = kind == 1 ? "not given" : "(%s) 555-%04d".formatted(areas[person / 10_000], person % 10_000);
        out.write(String.join(
                ",",
                "%08x-0000-4000-8000-%012x".formatted(n, random.nextLong() & 0xFFFFFFFFFFFFL),
                FIRST[person % 10],
                LAST[person / 10 % 10],
                "p" + person + "@example." + (person % 2 == 0 ? "com" : "org"),
                phone,
                (person % 900 + 1) + " Main Street",
                town + "%02d".formatted(person / 20 % 100),
                at.toString(),
                pick(ORIGINS),
                pick(ENGINES),
                Integer.toString(random.nextInt(12)),
                Integer.toString(random.nextInt(2200)),
                String.format(Locale.ROOT, "%.2f", random.nextInt(900) / 100.0),
                pick(COURSES),
                pick(WORK),
                random.nextBoolean() ? "Yes" : "No",
                "No,No,No,No,Will revert after reading the email",
                "https://courses.example.com/guide?src=" + random.nextInt(40),
                "198.51.100." + random.nextInt(256),
                AGENT,
                WORDS,
                at.minusSeconds(20).toString(),
                random.nextInt(10) == 0 ? "call|sms" : "call|sms|email",
                random.nextInt(10) < 7 ? "https://cert.trustedform.com/%040x".formatted(random.nextLong() >>> 1) : "",
                pick(ENGINES),
                "c" + random.nextInt(12)));
        out.write("\r\n");
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
