package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.BookFormat;
import dev.galena.billing.ExportLedger;
import dev.galena.billing.document.En16931;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Ubl;
import dev.galena.db.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Looks at a year's books from outside: by numbers, by the rules for invoices, by another program's arithmetic. */
final class YearAudit {
    private static final int DOCUMENTS_MAX = 500;
    private static final Pattern OPENING = Pattern.compile("account (\\S+)  ; id:(\\S+)");

    private static final String WAITING =
            "select count(*) from billing.document_line where document_id is null and due_at <= $1";

    private static final String NOT_NOTED = """
            select count(*) from (
              select id from market.sale where quota_id is null and price > 0
              union all select id from billing.subscription_charge) charged
            where not exists (select from billing.document_line l where l.kind = 'invoice' and l.source = charged.id)""";

    private static final String NOT_CHARGED = """
            select count(*) from billing.document_line l where l.kind = 'invoice'
              and not exists (select from market.sale s where s.id = l.source and s.quota_id is null and s.price > 0)
              and not exists (select from billing.subscription_charge c where c.id = l.source)""";

    private static final String VAT = """
            select (select sum(posted)::bigint from billing.account_balance where kind = 'VAT_OUTPUT')
              - sum(case kind when 'invoice' then vat else -vat end)::bigint
            from (select kind, vat from billing.document
                  union all select kind, vat from billing.document_line where document_id is null) paper
            where kind in ('invoice', 'credit-note')""";

    private final Database database;
    private final List<String> said = new ArrayList<>();

    YearAudit(Database database) {
        this.database = database;
    }

    /** Each series counts from 1 without a gap, in the order of issue. */
    void everyNumberIsThereOnce() {
        var broken = database.inTx(tx -> tx.rows("""
                        select series from billing.document group by series
                        having min(number) <> 1 or max(number) <> count(*) or count(distinct number) <> count(*)
                        union all
                        select d.series from billing.document d join billing.document e
                          on e.series = d.series and e.number = d.number + 1 and e.issued_at < d.issued_at""")).stream()
                .map(row -> row.getString(0))
                .toList();
        assertThat(broken).isEmpty();
        said.add(count("select count(distinct series) from billing.document") + " series");
    }

    /** Nothing that is due waits; what was charged stands on paper once, and their VAT is the ledger's. */
    void everyChargeIsOnPaperOnce(Instant now) {
        assertThat(count(WAITING, now)).as("due and not on paper").isZero();
        assertThat(count(NOT_NOTED)).as("charged and not noted").isZero();
        assertThat(count(NOT_CHARGED)).as("noted and not charged").isZero();
        assertThat(count(VAT)).as("VAT of the ledger and of the documents").isZero();
    }

    void everyDocumentIsValid() {
        UUID last = new UUID(0, 0);
        long seen = 0;
        while (true) {
            UUID after = last;
            var rows = database.inTx(tx -> tx.rows(
                    "select id, frozen from billing.document where id > $1 order by id limit $2",
                    after,
                    DOCUMENTS_MAX));
            if (rows.isEmpty()) break;
            List<String> faults = rows.parallelStream()
                    .flatMap(row ->
                            En16931.faults(Ubl.of(Frozen.read(row.getBuffer(1).getBytes()))).stream())
                    .toList();
            assertThat(faults).isEmpty();
            seen += rows.size();
            last = rows.getLast().getUUID(0);
        }
        assertThat(seen).isPositive();
        said.add(seen + " documents valid under EN 16931");
    }

    /** By hledger (a Debian package), from our export; where it is not installed, that is said. */
    void balancesAreThoseOf(Path file) throws IOException, InterruptedException {
        if (!Hledger.installed()) {
            said.add("hledger is not installed: its balances were not compared");
            return;
        }
        ExportLedger.Written written;
        try (var out = Files.newBufferedWriter(file)) {
            written = new ExportLedger(database).write(BookFormat.HLEDGER, out);
        }
        var hledger = new Hledger(file);
        Map<String, BigDecimal> theirs = hledger.balances();
        assertThat(theirs).isEqualTo(ours(file));
        said.add("hledger finds the same %d balances in %d transfers, read in %d parts"
                .formatted(theirs.size(), written.transfers(), hledger.parts));
    }

    /** By the names of the file, with the sign turned; those at zero are left out, as hledger does. */
    private Map<String, BigDecimal> ours(Path file) throws IOException {
        Map<String, String> names = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.map(OPENING::matcher).filter(m -> m.matches()).forEach(m -> names.put(m.group(2), m.group(1)));
        }
        Map<String, BigDecimal> ours = new TreeMap<>();
        database.inTx(tx -> tx.rows("select account_id, posted from billing.account_balance where posted <> 0"))
                .forEach(row -> ours.put(
                        names.get(row.getUUID(0).toString()),
                        BigDecimal.valueOf(-row.getLong(1), 2).stripTrailingZeros()));
        return ours;
    }

    private long count(String sql, Object... args) {
        return database.inTx(tx -> tx.rows(sql, args).getFirst().getLong(0));
    }

    @Override
    public String toString() {
        return String.join("; ", said);
    }
}
