package dev.galena.billing.payout;

import dev.galena.billing.Money;
import dev.galena.billing.payout.PayoutFiles.Originator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file of credits to companies (CCD) as NACHA's rules have it: records of 94 characters in blocks of ten; one batch, settled the
 * next day.
 */
final class Nacha {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);
    private static final int BLOCK = 10;
    private static final long HASH_MODULUS = 10_000_000_000L;

    private Nacha() {}

    static String write(Originator from, List<Payout> payouts, Money total, Instant now) {
        var at = now.atOffset(ZoneOffset.UTC);
        var bank = from.routing().substring(0, 8);
        var records = new ArrayList<String>();
        records.add("101" + right(" " + from.routing(), 10) + right(from.achId(), 10) + DAY.format(at) + TIME.format(at)
                + "A094101" + left(from.bankName(), 23) + left(from.name(), 23) + " ".repeat(8));
        records.add("5220" + left(from.name(), 16) + " ".repeat(20) + right(from.achId(), 10) + "CCD"
                + left("PAYOUT", 10) + DAY.format(at) + DAY.format(at.plusDays(1)) + "   1" + bank + "0000001");
        long hash = 0;
        for (int i = 0; i < payouts.size(); i++) {
            records.add(entry(payouts.get(i), bank, i + 1));
            hash += Long.parseLong(payouts.get(i).destination().bank().substring(0, 8));
        }
        hash %= HASH_MODULUS;
        records.add("8220" + number(payouts.size(), 6) + number(hash, 10) + number(0, 12)
                + number(total.minorUnits(), 12) + right(from.achId(), 10) + " ".repeat(25) + bank + "0000001");
        int blocks = (records.size() + BLOCK) / BLOCK;
        records.add("9000001" + number(blocks, 6) + number(payouts.size(), 8) + number(hash, 10) + number(0, 12)
                + number(total.minorUnits(), 12) + " ".repeat(39));
        while (records.size() % BLOCK != 0) records.add("9".repeat(94));
        return String.join("\r\n", records) + "\r\n";
    }

    private static String entry(Payout payout, String bank, int n) {
        var to = payout.destination();
        return "622" + to.bank() + left(to.account(), 17)
                + number(payout.amount().minorUnits(), 10)
                + left(payout.reference().substring(2), 15) + left(to.holder(), 22) + "  0" + bank + number(n, 7);
    }

    private static String left(String text, int width) {
        var plain = PayoutFiles.plain(text, width).toUpperCase(Locale.ROOT);
        return plain + " ".repeat(width - plain.length());
    }

    private static String right(String text, int width) {
        return text.length() > width ? text.substring(0, width) : " ".repeat(width - text.length()) + text;
    }

    private static String number(long value, int width) {
        var text = Long.toString(value);
        if (text.length() > width) throw new IllegalArgumentException(value + " has more than " + width + " digits");
        return "0".repeat(width - text.length()) + text;
    }
}
