package dev.galena.billing.payout;

import dev.galena.billing.Money;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a seller's money goes.
 *
 * @param account an account at the provider, an IBAN, or an account number
 * @param bank BIC (may be empty) or routing number
 */
public record Destination(Method method, String holder, String account, String bank) {

    public enum Method {
        /** A transfer to an account with the payment provider. */
        CONNECT,
        /** A credit transfer in euro, by a pain.001 file. */
        SEPA,
        /** A credit in dollars within the USA, by a file of NACHA's. */
        ACH;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The field that is wrong with it, if one is. Test money goes anywhere. */
    public Optional<String> fault(Currency currency) {
        boolean test = currency.equals(Money.TEST);
        return switch (method) {
            case CONNECT -> account.matches("acct_[A-Za-z0-9]{1,250}") ? Optional.empty() : Optional.of("account");
            case SEPA -> {
                if (!test && !currency.getCurrencyCode().equals("EUR")) yield Optional.of("method");
                if (!iban(account)) yield Optional.of("account");
                yield bank.isEmpty() || bank.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
                        ? Optional.empty()
                        : Optional.of("bank");
            }
            case ACH -> {
                if (!test && !currency.getCurrencyCode().equals("USD")) yield Optional.of("method");
                if (!account.matches("[0-9]{4,17}")) yield Optional.of("account");
                yield routing(bank) ? Optional.empty() : Optional.of("bank");
            }
        };
    }

    /** ISO 13616: a remainder of 1 when the first four characters are moved to the end and letters are numbers. */
    static boolean iban(String text) {
        if (!text.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) return false;
        var digits = new StringBuilder();
        (text.substring(4) + text.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** The ABA's check digit: weights 3, 7, 1. */
    static boolean routing(String text) {
        if (!text.matches("[0-9]{9}")) return false;
        int sum = 0;
        for (int i = 0; i < 9; i++) sum += (text.charAt(i) - '0') * new int[] {3, 7, 1}[i % 3];
        return sum % 10 == 0;
    }

    /** Enough to recognise it by. */
    public String masked() {
        return "•••" + account.substring(Math.max(0, account.length() - 4));
    }
}
