package dev.galena.billing.reconcile;

import static dev.galena.billing.AccountKind.BANK;
import static dev.galena.billing.AccountKind.PSP_CLEARING;
import static dev.galena.billing.AccountKind.PSP_FEES;

import dev.galena.billing.Account;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.Movement;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.reconcile.ProviderLines.Read;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * Puts lines and movements together: one line of the provider, one journal of ours, the same object, kind, amount and currency. All
 * lines of a day are compared by a few statements. The callers of one provider come one after another.
 */
final class Matching {

    private static final String MATCH = """
            with pair as (
              select distinct on (m.id) m.id as movement, l.id as line
              from billing.movement m
              join billing.provider_line l on l.provider = m.provider and l.kind = m.kind and l.object = m.object
                and l.amount = m.amount and l.currency = m.currency
              where m.provider = $1 and m.line_id is null and not l.matched and l.at < $2
              order by m.id, l.at, l.external),
            found as (
              update billing.movement m set line_id = p.line from pair p where m.id = p.movement returning m.line_id)
            update billing.provider_line l set matched = true from found f where l.id = f.line_id""";

    private static final String LINES_ALONE = """
            insert into billing.alarm (id, kind, subject, detail, raised_at)
            select uuidv7(), case when m.id is null then 'line-unknown' when m.line_id is not null then 'line-repeated'
                     when m.currency <> l.currency then 'currency-differs' else 'amount-differs' end,
                   l.external,
                   l.kind || ' ' || l.object || ' of ' || {theirs} || ' at ' || l.at || '; ours: ' || coalesce({ours}, 'none'), $3
            from billing.provider_line l
            left join billing.movement m on m.provider = l.provider and m.kind = l.kind and m.object = l.object
            where l.provider = $1 and not l.matched and l.at < $2
            on conflict (kind, subject) where resolved_at is null do nothing""".replace("{theirs}", Written.sql("l.amount", "l.currency"))
            .replace("{ours}", Written.sql("m.amount", "m.currency"));

    private static final String MOVEMENTS_ALONE = """
            insert into billing.alarm (id, kind, subject, detail, raised_at)
            select uuidv7(), 'line-missing', m.kind || ' ' || m.object, {ours} || ' at ' || m.at || ', journal ' || m.journal_id, $3
            from billing.movement m
            where m.provider = $1 and m.line_id is null and m.at < $2
              and not exists (select from billing.provider_line l where l.provider = m.provider and l.kind = m.kind and l.object = m.object)
            on conflict (kind, subject) where resolved_at is null do nothing""".replace("{ours}", Written.sql("m.amount", "m.currency"));

    /** A fifth of a payment and a bit is more than any card costs. */
    private static final String ODD_FEES =
            """
            insert into billing.alarm (id, kind, subject, detail, raised_at)
            select uuidv7(), 'fee-odd', external, 'fee ' || {fee} || ' of ' || {amount}, $3
            from billing.provider_line
            where provider = $1 and at < $2 and kind = 'paid' and fee <> 0 and fee_journal is null and (fee < 0 or fee > amount / 5 + 100)
            on conflict (kind, subject) where resolved_at is null do nothing""".replace("{fee}", Written.sql("fee", "currency")).replace("{amount}", Written.sql("amount", "currency"));

    private static final String FOUND_AFTER_ALL = """
            update billing.alarm a set resolved_at = $2, resolved_by = 'reconciliation'
            where a.resolved_at is null and (
              a.kind = 'line-missing' and exists (
                select from billing.movement m where m.provider = $1 and m.kind || ' ' || m.object = a.subject and m.line_id is not null)
              or a.kind = 'line-unknown' and exists (
                select from billing.provider_line l where l.provider = $1 and l.external = a.subject and l.matched))""";

    private final Stores stores;
    private final ProviderLines lines;

    Matching(Stores stores, ProviderLines lines) {
        this.stores = stores;
        this.lines = lines;
    }

    /** How many alarms it raised. */
    int run(Tx tx, String provider, Instant linesUntil, Instant movementsUntil, Instant now) {
        tx.run(MATCH, provider, linesUntil);
        int alarms = tx.run(LINES_ALONE, provider, linesUntil, now)
                + tx.run(MOVEMENTS_ALONE, provider, movementsUntil, now)
                + tx.run(ODD_FEES, provider, linesUntil, now);
        tx.run(FOUND_AFTER_ALL, provider, now);
        return alarms;
    }

    /** What the provider kept, of all lines not counted before, in one journal a currency. */
    void bookFees(Tx tx, String provider, Instant until, Instant now) {
        var currencies = tx.rows(
                "select distinct currency from billing.provider_line where provider = $1 and fee <> 0 and fee_journal is null and at < $2",
                provider,
                until);
        for (var row : currencies) {
            var currency = Currency.getInstance(row.getString(0));
            var ref = Id.next();
            long sum = tx.rows("""
                            with counted as (
                              update billing.provider_line set fee_journal = $3
                              where provider = $1 and fee <> 0 and fee_journal is null and at < $2 and currency = $4 returning fee)
                            select coalesce(sum(fee), 0)::bigint from counted""", provider, until, ref, currency.getCurrencyCode())
                    .getFirst()
                    .getLong(0);
            if (sum == 0) continue;
            var fees = Account.of(null, PSP_FEES, provider, currency);
            var clearing = Account.of(null, PSP_CLEARING, provider, currency);
            stores.accounts().open(tx, List.of(fees, clearing), now);
            var line = new Transfer(
                    sum > 0 ? fees : clearing, sum > 0 ? clearing : fees, new Money(Math.abs(sum), currency));
            stores.ledger().post(tx, List.of(new Journal(Id.next(), "fee-settled", ref, now, List.of(line))));
        }
    }

    /**
     * Lines that are the first to tell of something: money that the provider has sent to our bank is on its way there
     * ({@code BANK}, with the provider as detail) until the bank shows it.
     */
    void bookPayouts(Tx tx, String provider, List<Read> added, Instant now) {
        var journals = new ArrayList<Journal>();
        var movements = new ArrayList<Movement>();
        var booked = new ArrayList<Read>();
        for (var read : added) {
            var line = read.line();
            boolean out = line.kind().equals("payout") && line.amount().minorUnits() < 0;
            boolean back = line.kind().equals("payout-failed") && line.amount().positive();
            if (!out && !back) continue;
            var clearing =
                    Account.of(null, PSP_CLEARING, provider, line.amount().currency());
            var transit = Account.of(null, BANK, provider, line.amount().currency());
            stores.accounts().open(tx, List.of(clearing, transit), now);
            var transfer = out
                    ? new Transfer(transit, clearing, line.amount().negated())
                    : new Transfer(clearing, transit, line.amount());
            var journal = new Journal(Id.next(), "provider-" + line.kind(), read.id(), now, List.of(transfer));
            journals.add(journal);
            movements.add(new Movement(provider, line.kind(), line.object(), line.amount(), journal.id(), now));
            booked.add(read);
        }
        stores.movements().add(tx, movements);
        stores.ledger().post(tx, journals);
        booked.forEach(read -> lines.match(
                tx, read.id(), provider, read.line().kind(), read.line().object()));
    }
}
