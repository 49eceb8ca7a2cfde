package dev.galena.billing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Plain-text accounting: what hledger and Beancount read. Debits are positive there, as is the custom, so a balance has the
 * opposite sign of ours. Both name accounts alike: part of the books, kind, currency, party, detail.
 */
public enum BookFormat {
    /** https://hledger.org/hledger.html#journal */
    HLEDGER {
        @Override
        String head() {
            return "; the whole ledger; debits are positive\ndecimal-mark .\n\n";
        }

        @Override
        String opening(Account account) {
            return "account " + name(account) + "  ; id:" + account.id() + "\n";
        }

        @Override
        String entry(Entry entry) {
            return "\n" + date(entry.at()) + " * (" + entry.journalId() + ") " + entry.kind() + "  ; ref:" + entry.ref()
                    + "\n";
        }
    },
    /** https://beancount.github.io/docs/beancount_language_syntax.html */
    BEANCOUNT {
        @Override
        String head() {
            return "; the whole ledger; debits are positive\n\n";
        }

        @Override
        String opening(Account account) {
            return "1970-01-01 open " + name(account) + " " + account.currency().getCurrencyCode() + "\n  id: \""
                    + account.id() + "\"\n";
        }

        @Override
        String entry(Entry entry) {
            return "\n" + date(entry.at()) + " * \"" + entry.kind() + "\"\n  id: \"" + entry.journalId()
                    + "\"\n  ref: \"" + entry.ref() + "\"\n";
        }
    };

    abstract String head();

    abstract String opening(Account account);

    /** The line above an entry's postings. */
    abstract String entry(Entry entry);

    String posting(String name, Money amount) {
        return "  " + name + "  " + amount.written() + "\n";
    }

    /** Such as {@code Liabilities:Buyer-Wallet:USD:P-0193…}: one name for each account. */
    static String name(Account account) {
        var name = new StringBuilder(
                switch (account.kind().nature()) {
                    case ASSET -> "Assets";
                    case LIABILITY -> "Liabilities";
                    case EQUITY -> "Equity";
                    case INCOME -> "Income";
                    case EXPENSE -> "Expenses";
                });
        name.append(':');
        for (String word : account.kind().name().split("_", -1)) {
            if (name.charAt(name.length() - 1) != ':') name.append('-');
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        name.append(':').append(account.currency().getCurrencyCode());
        if (account.partyId() != null) name.append(":P-").append(account.partyId());
        if (!account.detail().isEmpty())
            name.append(":D-").append(account.detail().replaceAll("[^A-Za-z0-9]", "-"));
        return name.toString();
    }

    private static String date(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
