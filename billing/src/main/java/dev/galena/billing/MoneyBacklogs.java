package dev.galena.billing;

import dev.galena.db.Backlog;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;

/** What waits to be done about money, in the order in which it passes. */
public final class MoneyBacklogs {
    private MoneyBacklogs() {}

    public static List<Backlog> read(Tx tx, Instant now) {
        return List.of(
                Backlog.of(
                        tx,
                        "payment-events",
                        now,
                        "select next_at from billing.provider_event where state <> 'done' order by next_at"),
                Backlog.of(tx, "deltas", now, "select at from billing.delta order by serial"),
                Backlog.of(
                        tx,
                        "refunds",
                        now,
                        "select created_at from billing.topup_refund where state = 'asked' order by created_at"),
                Backlog.of(tx, "payouts", now, "select created_at from billing.payout where state = 'approved'"),
                Backlog.of(
                        tx,
                        "document-lines",
                        now,
                        "select due_at from billing.document_line where document_id is null and due_at <= $1"),
                Backlog.of(
                        tx, "mails", now, "select next_at from billing.mail where state = 'waiting' order by next_at"));
    }
}
