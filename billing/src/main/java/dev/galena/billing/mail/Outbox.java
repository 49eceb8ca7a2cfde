package dev.galena.billing.mail;

import dev.galena.billing.document.Document;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Issuance.Issued;
import dev.galena.billing.mail.ReviewMails.Mail;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents on their way: rows of {@code billing.mail}. */
public final class Outbox {

    private static final int PROBLEM_MAX = 200;

    private static final String LEASE = """
            with due as (
              select id from billing.mail
              where state = 'waiting' and next_at <= $1 and (leased_until is null or leased_until <= $1)
              order by next_at limit $3 for no key update skip locked),
            leased as (
              update billing.mail m set leased_until = $2, attempts = m.attempts + 1 from due where m.id = due.id
              returning m.id, m.document_id, m.party_id, m.attempts)
            select l.id, l.attempts, d.frozen, p.email from leased l
            join billing.document d on d.id = l.document_id join billing.profile p on p.party_id = l.party_id""";

    /** One to be sent, to the address its party has now. */
    record Letter(UUID id, int attempts, Document document, String to) {}

    /** With the documents, in the transaction that issues them. */
    public void add(Tx tx, List<Issued> issued, Instant now) {
        tx.change(
                issued.size(),
                """
                insert into billing.mail (id, document_id, party_id, next_at)
                select id, document_id, party_id, $4 from unnest($1::uuid[], $2::uuid[], $3::uuid[])
                  as t(id, document_id, party_id)""",
                issued.stream().map(i -> Id.next()).toArray(UUID[]::new),
                issued.stream().map(i -> i.document().id()).toArray(UUID[]::new),
                issued.stream().map(Issued::party).toArray(UUID[]::new),
                now);
    }

    /** Takes some that are due; nobody else takes them until then. */
    List<Letter> lease(Tx tx, Instant now, Instant until, int limit) {
        return tx.rows(LEASE, now, until, limit).stream()
                .map(row -> new Letter(
                        row.getUUID(0),
                        row.getInteger(1),
                        Frozen.read(row.getBuffer(2).getBytes()),
                        row.getString(3)))
                .toList();
    }

    void forget(Tx tx, Instant before) {
        tx.run("""
                update billing.mail set state = 'dead', last_problem = 'waited too long'
                where state = 'waiting' and next_at < $1 and leased_until is null""", before);
    }

    void sent(Tx tx, UUID id, Instant now) {
        tx.run("""
                update billing.mail set state = 'sent', sent_at = $2, leased_until = null, last_problem = null
                where id = $1 and state = 'waiting'""", id, now);
    }

    void failed(Tx tx, Letter letter, String problem, Instant next) {
        settle(tx, letter, "waiting", problem, next);
    }

    /** Never again. */
    void dead(Tx tx, Letter letter, String problem, Instant now) {
        settle(tx, letter, "dead", problem, now);
    }

    private static final String COLUMNS = """
            select m.id, m.document_id, d.name, m.party_id, m.state, m.attempts, m.next_at, m.last_problem, m.sent_at
            from billing.mail m join billing.document d on d.id = m.document_id\s""";

    List<Mail> page(Tx tx, @Nullable String state, Page page) {
        var after = page.after();
        return tx.rows(COLUMNS + """
                        where ($1::text is null or m.state = $1) and ($2::uuid is null or m.id < $2)
                        order by m.id desc limit $3""", state, after == null ? null : after.id(), page.limit()).stream()
                .map(Outbox::mail)
                .toList();
    }

    Optional<Mail> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + "where m.id = $1", id).stream()
                .map(Outbox::mail)
                .findFirst();
    }

    /** Nothing where it is not dead. */
    void revive(Tx tx, UUID id, Instant now) {
        tx.run("""
                update billing.mail set state = 'waiting', attempts = 0, next_at = $2, leased_until = null
                where id = $1 and state = 'dead'""", id, now);
    }

    private static Mail mail(Row row) {
        var sent = row.getOffsetDateTime(8);
        return new Mail(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getUUID(3),
                row.getString(4),
                row.getInteger(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getString(7),
                sent == null ? null : sent.toInstant());
    }

    private static void settle(Tx tx, Letter letter, String state, String problem, Instant next) {
        tx.run(
                """
                update billing.mail set state = $2, last_problem = $3, next_at = $4, leased_until = null
                where id = $1 and state = 'waiting' and attempts = $5""",
                letter.id(),
                state,
                problem.substring(0, Math.min(problem.length(), PROBLEM_MAX)),
                next,
                letter.attempts());
    }
}
