package dev.galena.market;

import dev.galena.billing.Money;
import dev.galena.billing.postpaid.ClosedCycle;
import dev.galena.billing.postpaid.Cycles;
import dev.galena.billing.postpaid.ReadPostpaid;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.invoicing.NoteBuyer;
import dev.galena.market.invoicing.Papers;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The part of the {@link Marketplace} for buyers who pay afterwards: a cycle that is over is invoiced, to be paid in a fortnight. */
public final class PayingAfterwards {

    private static final int DAYS_TO_PAY = 14;

    public final Cycles cycles;
    public final ReadPostpaid readPostpaid;
    private final Papers papers;
    private final NoteBuyer buyerSales;

    PayingAfterwards(Database database, Treasury treasury, Papers papers) {
        this.papers = papers;
        buyerSales = new NoteBuyer(papers.lines);
        cycles = new Cycles(treasury.accounts, treasury.ledger, treasury.clocks, this::invoice);
        readPostpaid = new ReadPostpaid(database);
    }

    private Money invoice(Tx tx, ClosedCycle cycle) {
        buyerSales.note(tx, cycle.partyId());
        var due = LocalDate.ofInstant(cycle.at(), ZoneOffset.UTC).plusDays(DAYS_TO_PAY);
        return papers.issuance.close(
                tx, cycle.partyId(), cycle.owed(), cycle.span().end(), due, cycle.at());
    }
}
