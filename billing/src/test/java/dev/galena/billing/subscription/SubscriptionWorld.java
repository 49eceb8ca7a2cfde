package dev.galena.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Credit;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallets;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Job;
import dev.galena.billing.recurring.Jobs;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.billing.recurring.Work;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Buyers with money and plans, on a database and a clock of their own; after each test money is counted. */
final class SubscriptionWorld implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    static final Currency EUR = Currency.getInstance("EUR");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Deferred revenue is what is left in open quotas; each charge has moved its money; what has ended holds nothing open. */
    private static final String BREACHES = """
            select format('deferred revenue is %s, open quotas hold %s', held, rest) from (
              select coalesce((select sum(posted) from billing.account_balance where kind = 'DEFERRED_REVENUE'), 0) as held,
                     coalesce((select sum(case when granted = 0 then value else value - value * used / granted end)
                               from billing.quota where not closed), 0) as rest) x where held <> rest
            union all
            select format('charge %s of %s moved %s', c.id, c.net + c.vat, sum(t.amount)) from billing.subscription_charge c
            left join billing.journal j on j.kind = 'subscription' and j.ref = c.id
            left join billing.transfer t on t.journal_id = j.id
            group by c.id having sum(t.amount) is distinct from c.net + c.vat
            union all
            select format('charge %s of %s waits for an invoice of %s', c.id, c.net + c.vat, l.net + l.vat)
            from billing.subscription_charge c left join billing.document_line l on l.kind = 'invoice' and l.source = c.id
            where (c.party_id, c.net, c.vat, c.currency) is distinct from (l.party_id, l.net, l.vat, l.currency)
            union all
            select format('subscription %s stands at period %s and has paid for %s', s.id, s.period, max(c.period))
            from billing.subscription s left join billing.subscription_charge c on c.subscription_id = s.id and c.upgrade = 0
            group by s.id having coalesce(max(c.period), 0) <> s.period or count(c.id) <> s.period
            union all
            select format('subscription %s has ended, its quota %s has not', s.id, q.id) from billing.subscription s
            join billing.quota q on q.subscription_id = s.id and not q.closed where s.status = 'ended'""";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    final Accounts accounts = new Accounts();
    final Ledger ledger = new Ledger();
    final Wallets wallets = new Wallets(accounts, ledger);
    final Clocks clocks = new Clocks(now::get);
    final List<News> news = Collections.synchronizedList(new ArrayList<>());
    private Vertx vertx;
    private TestDatabase test;
    Subscribing subscribing;
    RunJobs jobs;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        subscribing =
                new Subscribing(test.database(), accounts, ledger, clocks, now::get, (tx, told) -> news.addAll(told));
        jobs = jobs();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        news.clear();
        tx(tx -> tx.run("delete from billing.job")); // each test begins on the same day
        at("2026-11-15T10:00:00+01:00");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
        // What is left over shall not go on in the next test.
        tx(tx -> tx.run(
                "update billing.subscription set status = 'ended', ended_at = $1, due_at = null"
                        + " where status <> 'ended'",
                now.get()));
        at("2100-01-01T00:00:00Z");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        test.close();
        vertx.close().await();
    }

    void check() {
        assertThat(this.<List<String>>tx(Conservation::check)).isEmpty();
        assertThat(this.<List<String>>tx(tx ->
                        tx.rows(BREACHES).stream().map(row -> row.getString(0)).toList()))
                .isEmpty();
    }

    RunJobs jobs() {
        return new RunJobs(test.database(), new Jobs(), now::get, List.of(subscribing.renewals.job()));
    }

    /** Keeps what failed, which is only logged otherwise. */
    RunJobs jobs(Collection<RuntimeException> failures) {
        var job = subscribing.renewals.job();
        Work watched = (tx, period) -> {
            try {
                boolean more = job.work().run(tx, period);
                tx.rows("select"); // waits for what was sent
                return more;
            } catch (RuntimeException e) {
                failures.add(e);
                throw e;
            }
        };
        return new RunJobs(
                test.database(), new Jobs(), now::get, List.of(Job.ofRows(job.name(), job.rhythm(), watched)));
    }

    Database database() {
        return test.database();
    }

    TestDatabase testDatabase() {
        return test;
    }

    <T> T tx(Function<Tx, T> work) {
        return test.database().inTx(work);
    }

    Instant now() {
        return now.get();
    }

    /** Sets the clock, and does what is due by then; as if nobody had been there meanwhile. */
    void at(String time) {
        at(OffsetDateTime.parse(time).toInstant());
    }

    /** Nobody is there to do anything. */
    void set(Instant time) {
        now.set(time);
    }

    void at(Instant time) {
        now.set(time);
        if (jobs != null) while (jobs.run()) {}
    }

    /** Lets time go by, with everything done when it is due. */
    void goTo(Instant time, Duration step) {
        while (now.get().plus(step).isBefore(time)) at(now.get().plus(step));
        at(time);
    }

    UUID buyer(long funds) {
        var id = Id.next();
        tx(tx -> {
            accounts.openBuyer(tx, id, EUR, now.get());
            return true;
        });
        if (funds > 0) fund(id, funds);
        return id;
    }

    void fund(UUID buyer, long amount) {
        tx(tx -> wallets.credit(
                tx, new Credit(Id.next(), buyer, new Money(amount, EUR), Credit.Source.BANK), now.get()));
    }

    Terms terms(long price, int quota) {
        return new Terms("A plan", new Money(price, EUR), quota, null, null, Trial.NONE, Rollover.NONE, null);
    }

    static Terms with(Terms t, Trial trial, Rollover rollover) {
        return new Terms(t.name(), t.price(), t.quota(), t.vertical(), t.priceMax(), trial, rollover, t.overagePrice());
    }

    /** A plan under a code of its own. */
    Plan plan(Terms terms) {
        return subscribing.publishPlan.publish("plan-" + Id.text("p", Id.next()).substring(2), terms, true);
    }

    Outcome start(UUID buyer, Plan plan) {
        return tx(tx -> subscribing.agreements.start(tx, buyer, EUR, BERLIN, plan.code()));
    }

    Subscription started(UUID buyer, Plan plan) {
        return done(start(buyer, plan));
    }

    static Subscription done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).subscription();
    }

    Outcome agree(Function<Tx, Outcome> wanted) {
        return tx(wanted);
    }

    Subscription read(Subscription s) {
        return view(s).subscription();
    }

    ReadSubscriptions.View view(Subscription s) {
        return subscribing.readSubscriptions.find(s.partyId(), s.id()).orElseThrow();
    }

    List<Quota> quotas(Subscription s) {
        return view(s).quotas();
    }

    List<Charge> charges(Subscription s) {
        return subscribing
                .readSubscriptions
                .charges(s.partyId(), s.id(), Page.first(500))
                .orElseThrow()
                .rows()
                .reversed();
    }

    /** How many transactions wait for a lock. */
    long waiting() {
        return tx(tx -> tx.rows("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""").getFirst().getLong(0));
    }

    List<String> told(Subscription s) {
        return news.stream()
                .filter(n -> n.data().text().contains(Id.text("sub", s.id())))
                .map(News::type)
                .toList();
    }

    long wallet(UUID buyer) {
        return balance(Account.wallet(buyer, EUR));
    }

    long balance(AccountKind kind) {
        return balance(Account.platform(kind, EUR));
    }

    long balance(Account account) {
        return tx(tx -> ledger.balance(tx, account)).minorUnits();
    }

    /** Takes leads as purchases do: from what expires first, each for its share of the value. Tells how many there were. */
    int take(UUID buyer, int leads) {
        int taken = 0;
        while (taken < leads && tx(tx -> takeOne(tx, buyer))) taken++;
        return taken;
    }

    private boolean takeOne(Tx tx, UUID buyer) {
        tx.rows("select id from billing.quota where party_id = $1 and not closed order by id for no key update", buyer);
        var rows = tx.rows("""
                update billing.quota set used = used + 1 where id = (
                  select id from billing.quota where party_id = $1 and not closed and used < granted and expires_at > $2
                    and starts_at <= $2 order by expires_at, id limit 1)
                returning value * used / granted - value * (used - 1) / granted""", buyer, now.get());
        if (rows.isEmpty()) return false;
        long worth = rows.getFirst().getLong(0);
        if (worth == 0) return true;
        var seller = Id.next();
        accounts.openSeller(tx, seller, EUR, now.get());
        var transfer = new Transfer(
                Account.platform(AccountKind.DEFERRED_REVENUE, EUR),
                Account.of(seller, AccountKind.SELLER_PENDING, EUR),
                new Money(worth, EUR));
        ledger.post(tx, List.of(new Journal(Id.next(), "purchase", Id.next(), now.get(), List.of(transfer))));
        return true;
    }
}
