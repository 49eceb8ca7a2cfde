package dev.galena.billing.postpaid;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallet;
import dev.galena.billing.document.DraftLines;
import dev.galena.billing.postpaid.Postpaid.Due;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Job;
import dev.galena.billing.recurring.Period;
import dev.galena.billing.recurring.Rhythm;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Closes cycles: of what a buyer's wallet is below zero, that which his invoices ask for becomes what he has to pay,
 * BUYER_RECEIVABLE → BUYER_WALLET. What was sold before a cycle's end, and has reached the wallet when it is closed, falls into that
 * cycle, all else into the next: the wallet is locked while it is invoiced. After a standstill cycles follow one by one.
 */
public final class Cycles {

    private static final int ROWS_MAX = 200;

    private final Postpaid postpaid = new Postpaid();
    private final DraftLines lines = new DraftLines();
    private final Accounts accounts;
    private final Ledger ledger;
    private final Clocks clocks;
    private final CloseCycle more;

    public Cycles(Accounts accounts, Ledger ledger, Clocks clocks, CloseCycle more) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clocks = clocks;
        this.more = more;
    }

    /** From today on, in cycles of 7, 14 or 30 days. Of one that is running already the rest falls into the first of these. */
    public Agreed begin(Tx tx, UUID partyId, Currency currency, ZoneId zone, int days) {
        postpaid.lock(tx, partyId);
        var today = LocalDate.ofInstant(clocks.now(tx, partyId), zone);
        var first = new Agreed(partyId, currency, days, zone, today, 0, null);
        var agreed = new Agreed(
                partyId, currency, days, zone, today, 0, first.span(0).end());
        postpaid.set(tx, agreed);
        lines.profileChanged(tx, partyId);
        return agreed;
    }

    /** The cycle that is running is the last. Nothing, for a party that pays in advance. */
    public Optional<Agreed> end(Tx tx, UUID partyId) {
        var running = postpaid.lock(tx, partyId).filter(a -> a.dueAt() != null);
        if (running.isEmpty()) return Optional.empty();
        var a = running.get();
        var over = new Agreed(a.partyId(), a.currency(), a.days(), a.zone(), a.start(), a.cycle(), null);
        close(tx, List.of(new Due(a, clocks.now(tx, partyId))), clocks.world());
        postpaid.set(tx, over);
        lines.profileChanged(tx, partyId);
        return Optional.of(over);
    }

    public Job job() {
        return Job.ofRows("postpaid-cycles", Rhythm.every(Duration.ofMinutes(1)), this::run);
    }

    private boolean run(Tx tx, Period period) {
        List<Due> due = postpaid.due(tx, period.end(), ROWS_MAX);
        if (due.isEmpty()) return false;
        close(tx, due, period.end());
        due.forEach(d -> postpaid.set(tx, d.agreed().next()));
        return true;
    }

    private void close(Tx tx, List<Due> due, Instant world) {
        accounts.open(tx, due.stream().map(d -> receivable(d.agreed())).toList(), world);
        Map<UUID, Wallet> wallets = ledger.lockWallets(
                tx,
                due.stream()
                        .flatMap(d -> Stream.of(wallet(d.agreed()), receivable(d.agreed())))
                        .map(Account::id)
                        .toList());
        List<ClosedCycle> closed = new ArrayList<>();
        List<Journal> journals = new ArrayList<>();
        for (var d : due) {
            var agreed = d.agreed();
            var cycle = invoiced(
                    tx,
                    d,
                    wallets.get(wallet(agreed).id()),
                    wallets.get(receivable(agreed).id()));
            closed.add(cycle);
            if (cycle.owed().positive())
                journals.add(new Journal(
                        Id.next(),
                        "postpaid-cycle",
                        cycle.id(),
                        world,
                        List.of(new Transfer(receivable(agreed), wallet(agreed), cycle.owed()))));
        }
        postpaid.add(tx, closed);
        ledger.post(tx, journals);
    }

    /** Nothing is debited from a frozen account, nor invoiced: it falls into the next cycle. */
    private ClosedCycle invoiced(Tx tx, Due due, @Nullable Wallet wallet, @Nullable Wallet receivable) {
        var agreed = due.agreed();
        long lacking = wallet == null ? 0 : Math.max(0, -wallet.posted());
        var cycle = new ClosedCycle(
                Id.next(), agreed.partyId(), span(due), new Money(lacking, agreed.currency()), due.now());
        boolean frozen = receivable == null || receivable.frozen();
        return cycle.owing(frozen ? Money.zero(agreed.currency()) : more.close(tx, cycle));
    }

    /** Cut where it is ended before its time. */
    private static Period span(Due due) {
        var whole = due.agreed().span(due.agreed().cycle());
        return due.now().isBefore(whole.end()) ? new Period(whole.start(), due.now()) : whole;
    }

    private static Account wallet(Agreed agreed) {
        return Account.wallet(agreed.partyId(), agreed.currency());
    }

    private static Account receivable(Agreed agreed) {
        return Account.of(agreed.partyId(), AccountKind.BUYER_RECEIVABLE, agreed.currency());
    }
}
