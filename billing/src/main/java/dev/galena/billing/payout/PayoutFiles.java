package dev.galena.billing.payout;

import dev.galena.billing.Money;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Files that a person takes to the bank. */
public final class PayoutFiles {

    private static final int PAYOUTS_MAX = 5_000;

    private final Payouts payouts;
    private final Originator originator;

    public PayoutFiles(Payouts payouts, Originator originator) {
        this.payouts = payouts;
        this.originator = originator;
    }

    /**
     * Whose account it is paid from.
     *
     * @param account an IBAN for SEPA; empty: no files of this kind
     * @param routing the bank's routing number for ACH; empty: no files of this kind
     * @param achId what the bank knows the company by
     */
    public record Originator(String name, String account, String bic, String routing, String achId, String bankName) {
        boolean can(Method method) {
            return method == Method.SEPA ? !account.isEmpty() : method == Method.ACH && !routing.isEmpty();
        }
    }

    /** A file as it was made. */
    public record PayoutFile(UUID id, Method method, int payouts, Money total, String content, Instant madeAt) {}

    public boolean can(Method method) {
        return originator.can(method);
    }

    /** Of everything that is approved, up to five thousand; empty where there is nothing. */
    public Optional<PayoutFile> make(Tx tx, Method method, Currency currency, String by, Instant now) {
        var ready = payouts.lockApproved(tx, method, currency, PAYOUTS_MAX);
        if (ready.isEmpty()) return Optional.empty();
        var id = Id.next();
        var total = ready.stream().map(Payout::amount).reduce(Money.zero(currency), Money::plus);
        var content = method == Method.SEPA
                ? Pain001.write(id, originator, ready, total, now)
                : Nacha.write(originator, ready, total, now);
        tx.run("""
                insert into billing.payout_file (id, method, currency, payouts, total, content, made_by, made_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)""", id, method, currency.getCurrencyCode(), ready.size(), total.minorUnits(), content, by, now);
        payouts.sent(tx, ready, id);
        return Optional.of(new PayoutFile(id, method, ready.size(), total, content, now));
    }

    public Optional<PayoutFile> find(Tx tx, UUID id) {
        return tx
                .rows(
                        "select method, payouts, total, currency, content, made_at from billing.payout_file where id = $1",
                        id)
                .stream()
                .findFirst()
                .map(row -> new PayoutFile(
                        id,
                        Method.valueOf(row.getString(0).toUpperCase(Locale.ROOT)),
                        row.getInteger(1),
                        Money.of(row.getLong(2), row.getString(3)),
                        row.getString(4),
                        row.getOffsetDateTime(5).toInstant()));
    }

    /** Names in files of banks have letters without accents, and no signs that their formats know otherwise. */
    static String plain(String text, int max) {
        var plain = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("ß", "ss")
                .replaceAll("[^A-Za-z0-9 ./,'()+?:-]", " ")
                .replaceAll(" +", " ")
                .strip();
        return plain.substring(0, Math.min(max, plain.length()));
    }

    static List<String> lines(String content) {
        return content.lines().toList();
    }
}
