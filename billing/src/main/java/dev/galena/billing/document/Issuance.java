package dev.galena.billing.document;

import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.document.Documents.Numbered;
import dev.galena.billing.document.WaitingLines.Placed;
import dev.galena.billing.tax.Profile;
import dev.galena.billing.tax.Profiles;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatRuleBook;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents, inside the caller's transaction. One transaction at a time issues of a kind; the numbers are taken when all
 * else is known, and none is lost when it rolls back.
 */
public final class Issuance {

    private static final int LINES_MAX = 5_000;

    private final Profiles profiles;
    private final VatRuleBook rules;
    private final Accounts accounts;
    private final Ledger ledger;
    private final BiConsumer<Tx, List<Issued>> issued;
    private final WaitingLines waiting = new WaitingLines();
    private final Documents documents = new Documents();
    private final OpenInvoices openInvoices = new OpenInvoices();

    /** A document and whose it is. */
    public record Issued(Document document, UUID party, Instant at) {}

    /** {@code issued} hears of documents in the transaction that issues them. */
    public Issuance(
            Profiles profiles,
            VatRuleBook rules,
            Accounts accounts,
            Ledger ledger,
            BiConsumer<Tx, List<Issued>> issued) {
        this.profiles = profiles;
        this.rules = rules;
        this.accounts = accounts;
        this.ledger = ledger;
        this.issued = issued;
    }

    /** Some of what is due; tells how many lines found their documents, 0 when none waits or another transaction issues. */
    int some(Tx tx, Kind kind, Instant now) {
        boolean alone = tx.rows("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", lock(kind))
                .getFirst()
                .getBoolean(0);
        if (!alone || profiles.find(tx, Profile.PLATFORM).isEmpty()) return 0; // nobody to write them
        var due = waiting.due(tx, kind, now, LINES_MAX);
        var groups = Waiting.grouped(due);
        // The last may have been cut off: it comes again, with the rest of it.
        if (due.size() == LINES_MAX && groups.size() > 1) groups.removeLast();
        return write(tx, kind, groups, Asking.NOTHING, now).stream()
                .mapToInt(one -> one.document().lines().size())
                .sum();
    }

    /** How invoices are paid: what {@code prepaid} leaves, until {@code due}; all of it out of balances where that is null. */
    private record Asking(Prepaid prepaid, @Nullable LocalDate due) {

        static final Asking NOTHING = new Asking(new Prepaid(0), null);

        long unpaid(List<Waiting> lines) {
            return due == null ? 0 : prepaid.unpaid(Draft.charged(lines));
        }
    }

    /**
     * A buyer's cycle ends: everything of his from before is invoiced at once, and what he got back is credited. His wallet, whose
     * lock the caller holds, lacks {@code lacking}: what was bought later is the last that it paid for, so of that the
     * rest is what the invoices ask for, until {@code due}. Nothing where he has no profile.
     *
     * @return what they ask for, all in all
     */
    public Money close(Tx tx, UUID party, Money lacking, Instant until, LocalDate due, Instant now) {
        tx.lock(lock(Kind.INVOICE), lock(Kind.CREDIT_NOTE));
        var currency = lacking.currency();
        if (profiles.findAll(tx, List.of(party, Profile.PLATFORM)).size() < 2) return Money.zero(currency);
        var sums = waiting.sums(tx, party, currency, until);
        long asked = Math.clamp(lacking.minorUnits() - sums.after(), 0, sums.before());
        var prepaid = new Prepaid(sums.before() - asked);
        all(tx, Kind.INVOICE, party, currency, until, new Asking(prepaid, due), now);
        all(tx, Kind.CREDIT_NOTE, party, currency, until, Asking.NOTHING, now);
        return new Money(asked, currency);
    }

    private void all(Tx tx, Kind kind, UUID party, Currency currency, Instant until, Asking asking, Instant now) {
        List<Waiting> lines;
        do {
            lines = waiting.ofParty(tx, kind, party, currency, until, now, LINES_MAX);
        } while (!write(tx, kind, Waiting.grouped(lines), asking, now).isEmpty() && lines.size() == LINES_MAX);
    }

    private static String lock(Kind kind) {
        return "billing.issue " + kind.code();
    }

    private List<Issued> write(Tx tx, Kind kind, List<List<Waiting>> groups, Asking asking, Instant now) {
        var drafts = drafts(tx, kind, groups, asking, now);
        if (drafts.isEmpty()) return List.of();
        var journals =
                drafts.stream().map(Draft::journal).flatMap(Optional::stream).toList();
        post(tx, journals, now);
        var numbered = number(tx, drafts);
        documents.add(tx, numbered);
        var open = numbered.stream().filter(n -> n.document().due() != null).toList();
        openInvoices.add(
                tx,
                open.stream().map(Numbered::document).toList(),
                open.stream().map(Numbered::party).toList());
        waiting.place(tx, kind, placed(drafts));
        var all = numbered.stream()
                .map(n -> new Issued(n.document(), n.party(), n.at()))
                .toList();
        issued.accept(tx, all);
        return all;
    }

    private List<Draft> drafts(Tx tx, Kind kind, List<List<Waiting>> groups, Asking asking, Instant now) {
        if (groups.isEmpty()) return List.of();
        List<UUID> parties = new ArrayList<>(
                groups.stream().map(g -> g.getFirst().party()).distinct().toList());
        parties.add(Profile.PLATFORM);
        var known = profiles.findAll(tx, parties);
        var platform = known.get(Profile.PLATFORM);
        if (platform == null) return List.of(); // nobody to write them
        List<Draft> drafts = new ArrayList<>(groups.size());
        for (var lines : groups) {
            var party = known.get(lines.getFirst().party());
            if (party == null) continue;
            Tax tax = kind == Kind.STATEMENT
                    ? rules.on(tx, now.atZone(platform.zone()).toLocalDate()).decide(party, platform)
                    : lines.getFirst().tax();
            long unpaid = asking.unpaid(lines);
            drafts.add(
                    new Draft(Id.next(), kind, platform, party, tax, lines, unpaid, unpaid == 0 ? null : asking.due()));
        }
        return drafts;
    }

    private void post(Tx tx, List<Journal> journals, Instant now) {
        if (journals.isEmpty()) return;
        accounts.open(
                tx,
                journals.stream()
                        .flatMap(j -> j.transfers().stream())
                        .flatMap(t -> List.of(t.debit(), t.credit()).stream())
                        .toList(),
                now);
        ledger.post(tx, journals);
    }

    private List<Numbered> number(Tx tx, List<Draft> drafts) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, Instant> times = new HashMap<>();
        for (var draft : drafts) {
            counts.merge(draft.series(), 1L, Long::sum);
            times.merge(draft.series(), draft.now(), (a, b) -> a.isAfter(b) ? a : b);
        }
        var counted = documents.count(tx, counts, times);
        Map<String, Long> next = new HashMap<>();
        counted.forEach((series, to) -> next.put(series, to.last() - counts.getOrDefault(series, 0L)));
        List<Numbered> numbered = new ArrayList<>(drafts.size());
        for (var draft : drafts) {
            long number = next.merge(draft.series(), 1L, Long::sum);
            Instant at = Objects.requireNonNull(counted.get(draft.series()), "counted just now")
                    .at();
            var day = at.atZone(draft.platform().zone()).toLocalDate();
            var document = draft.numbered("%s-%06d".formatted(draft.series(), number), day);
            numbered.add(
                    new Numbered(document, draft.series(), number, draft.party().party(), at));
        }
        return numbered;
    }

    private static List<Placed> placed(List<Draft> drafts) {
        List<Placed> placed = new ArrayList<>();
        for (var draft : drafts) {
            int line = 0;
            for (var one : draft.lines()) placed.add(new Placed(one.source(), draft.id(), ++line, draft.tax()));
        }
        return placed;
    }
}
