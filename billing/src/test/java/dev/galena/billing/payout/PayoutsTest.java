package dev.galena.billing.payout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.FoldDeltas;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.FakeStripe;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.ProcessEvents;
import dev.galena.billing.payment.ReceiveEvent;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.Payout.State;
import dev.galena.billing.payout.PayoutBooks.Asking;
import dev.galena.billing.payout.PayoutBooks.Decision;
import dev.galena.billing.payout.PayoutFiles.Originator;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PayoutsTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Originator ORIGINATOR = new Originator(
            "Galena Märkte & Söhne",
            "DE89370400440532013000",
            "COBADEFFXXX",
            "021000021",
            "1234567890",
            "JPMorgan Chase");

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;
    private static FakeStripe stripe;
    private static Stores stores;
    private static final Payouts payouts = new Payouts();
    private static PayoutBooks books;
    private static SendPayouts send;
    private static ProcessEvents process;
    private static ReceiveEvent receive;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        InstantSource clock = InstantSource.fixed(NOW);
        stripe = new FakeStripe(vertx, clock);
        stores = Stores.of(new Accounts(), new Ledger());
        books = new PayoutBooks(payouts, stores);
        send = new SendPayouts(database, payouts, books, new Stripe(stripe.settings()), clock);
        receive = new ReceiveEvent(database, List.of(FakeStripe.SECRET), clock);
        process = new ProcessEvents(database, stores, books::reversed, clock);
    }

    @AfterAll
    static void stop() {
        stripe.close();
        test.close();
        vertx.close().await();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void onlyWhatIsPayableIsPaid() {
        var seller = seller(1_000, connect());
        assertThat(ask(Id.next(), 10)).isInstanceOf(Asking.NoDestination.class);
        assertThat(ask(seller, 1_001)).isEqualTo(new Asking.MoreThanPayable(usd(1_000)));
        assertThat(asked(ask(seller, 400)).state()).isEqualTo(State.APPROVED);
        assertThat(asked(ask(seller, null)).amount()).isEqualTo(usd(600));
        assertThat(ask(seller, null)).isEqualTo(new Asking.MoreThanPayable(usd(0)));
        var debtor = seller(500, connect());
        move(debtor, -700);
        assertThat(ask(debtor, null)).isEqualTo(new Asking.MoreThanPayable(usd(-200)));
    }

    @Test
    void racingPayoutsFoldsAndSalesNeverPayTheSameCentTwice() throws Exception {
        var seller = seller(1_000, connect());
        var fold = new FoldDeltas(database);
        var going = new AtomicBoolean(true);
        Callable<Boolean> call = () -> ask(seller, 100) instanceof Asking.Asked;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var folder = pool.submit(() -> {
                while (going.get()) fold.fold();
            });
            var sales = pool.submit(() -> {
                for (int i = 0; i < 20; i++) move(seller, 5);
            });
            long paid = 0;
            for (var future : pool.invokeAll(Collections.nCopies(40, call))) if (future.get()) paid++;
            sales.get();
            going.set(false);
            folder.get();
            assertThat(paid).isBetween(10L, 11L);
            assertThat(payable(seller)).isEqualTo(1_100 - 100 * paid);
        }
    }

    @Test
    void aLargePayoutNeedsASecondPerson() {
        send.run();
        var seller = seller(100_000, connect());
        var payout = asked(ask(seller, 50_001));
        assertThat(payout.state()).isEqualTo(State.ASKED);
        assertThat(send.run()).as("not approved").isZero();
        assertThat(decide(Id.next(), true, "usr_b", true)).isInstanceOf(Decision.NotFound.class);
        assertThat(decide(payout.id(), true, "key_b", false)).isInstanceOf(Decision.NotHuman.class);
        assertThat(decide(payout.id(), true, "usr_a", true)).isInstanceOf(Decision.SamePerson.class);
        assertThat(decide(payout.id(), true, "usr_b", true)).isInstanceOf(Decision.Decided.class);
        assertThat(decide(payout.id(), false, "usr_c", true)).isInstanceOf(Decision.NotWaiting.class);
        send.run();
        assertThat(find(payout.id()).state()).isEqualTo(State.PAID);
        var denied = asked(ask(seller, 49_999));
        assertThat(denied.state()).isEqualTo(State.APPROVED);
        send.run();
        var other = seller(60_000, connect());
        var large = asked(ask(other, 60_000));
        assertThat(payable(other)).isZero();
        decide(large.id(), false, "usr_b", true);
        assertThat(payable(other)).isEqualTo(60_000);
    }

    @Test
    void aTransferIsMadeOnceHoweverOftenItIsTriedAndComesBackWhenReversed() {
        send.run();
        var seller = seller(800, connect());
        var payout = asked(ask(seller, 800));
        int before = stripe.books.transactions().size();
        stripe.silent(2);
        send.run();
        send.run();
        assertThat(find(payout.id()).state()).isEqualTo(State.APPROVED);
        send.run();
        send.run();
        assertThat(find(payout.id()).state()).isEqualTo(State.PAID);
        assertThat(stripe.books.transactions()).hasSize(before + 1);
        stripe.books.reverse(find(payout.id()).providerRef());
        stripe.deliver(new Mail(3, true, 0), Seeds.random("mail", 1), (signature, body) -> {
            receive.receive(signature, body);
            return 200;
        });
        while (process.run()) {}
        assertThat(find(payout.id()).state()).isEqualTo(State.FAILED);
        assertThat(payable(seller)).isEqualTo(800);
    }

    @Test
    void whatTheProviderRefusesComesBack() {
        var seller = seller(300, new Destination(Method.CONNECT, "Seller", "nowhere", ""));
        var payout = asked(ask(seller, 300));
        send.run();
        assertThat(find(payout.id()).failure()).isEqualTo("account_invalid");
        assertThat(payable(seller)).isEqualTo(300);
    }

    @Test
    void destinationsAreChecked() {
        var eur = Currency.getInstance("EUR");
        assertThat(connect().fault(USD)).isEmpty();
        assertThat(sepa("DE89370400440532013000").fault(eur)).isEmpty();
        assertThat(sepa("GB82WEST12345698765432").fault(eur)).isEmpty();
        assertThat(sepa("DE89370400440532013001").fault(eur)).contains("account");
        assertThat(sepa("DE89370400440532013000").fault(USD)).contains("method");
        assertThat(ach("021000021").fault(USD)).isEmpty();
        assertThat(ach("021000022").fault(USD)).contains("bank");
        assertThat(ach("021000021").fault(eur)).contains("method");
    }

    /** The layout is NACHA's: 94 characters a record, blocks of ten, a hash of the routing numbers, totals that agree. */
    @Test
    void anAchFileHasItsLayout() {
        asked(ask(seller(12_345, ach("021000021")), null));
        asked(ask(seller(55, ach("011401533")), null));
        var file = database.inTx(tx -> files().make(tx, Method.ACH, USD, "usr_a", NOW))
                .orElseThrow();
        var records = PayoutFiles.lines(file.content());
        assertThat(records).allMatch(r -> r.length() == 94);
        assertThat(records.size() % 10).isZero();
        assertThat(records.stream().map(r -> r.charAt(0)).limit(6).toList())
                .containsExactly('1', '5', '6', '6', '8', '9');
        assertThat(records.get(0)).startsWith("101 021000021").contains("2611011200A094101");
        assertThat(records.get(1)).startsWith("5220GALENA MARKTE").contains("CCDPAYOUT");
        assertThat(records.get(2)).startsWith("622021000021123456789        0000012345");
        assertThat(records.get(4)).startsWith("8220000002" + "0003240155" + "000000000000" + "000000012400");
        assertThat(records.get(5))
                .startsWith("9000001" + "000001" + "00000002" + "0003240155" + "000000000000" + "000000012400");
        assertThat(database.<Boolean>inTx(
                        tx -> files().make(tx, Method.ACH, USD, "usr_a", NOW).isEmpty()))
                .isTrue();
    }

    @Test
    void aSepaFileIsOneXmlDocumentWithItsTotals() throws Exception {
        var eur = Currency.getInstance("EUR");
        var seller = Id.next();
        database.inTx(tx -> {
            payouts.direct(
                    tx,
                    seller,
                    new Destination(Method.SEPA, "Müller <Söhne> & Co", "DE89370400440532013000", ""),
                    "usr_a",
                    NOW);
            return seller;
        });
        fund(seller, new Money(98_765, eur));
        database.inTx(tx -> books.ask(tx, seller, null, eur, "usr_a", 1_000_000, NOW));
        var file = database.inTx(tx -> files().make(tx, Method.SEPA, eur, "usr_a", NOW))
                .orElseThrow();
        var xml = javax.xml.parsers.DocumentBuilderFactory.newNSInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(
                        file.content().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var ns = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
        assertThat(xml.getElementsByTagNameNS(ns, "InstdAmt").item(0).getTextContent())
                .isEqualTo("987.65");
        assertThat(xml.getElementsByTagNameNS(ns, "CtrlSum").item(1).getTextContent())
                .isEqualTo("987.65");
        assertThat(xml.getElementsByTagNameNS(ns, "Cdtr").item(0).getTextContent())
                .isEqualTo("Muller Sohne Co");
        assertThat(file.payouts()).isEqualTo(1);
        var sent = database.read(tx -> payouts.page(tx, seller, dev.galena.db.Page.first(5)))
                .rows()
                .getFirst();
        assertThat(sent.state()).isEqualTo(State.SENT);
        database.inTx(tx -> {
            books.failed(tx, sent.id(), "closed account", NOW);
            return sent;
        });
        assertThat(database.read(tx -> stores.ledger().balance(tx, seller, AccountKind.SELLER_PAYABLE, eur))
                        .minorUnits())
                .isEqualTo(98_765);
    }

    private static PayoutFiles files() {
        return new PayoutFiles(payouts, ORIGINATOR);
    }

    private static Destination connect() {
        return new Destination(Method.CONNECT, "Seller", "acct_1", "");
    }

    private static Destination sepa(String iban) {
        return new Destination(Method.SEPA, "Seller", iban, "");
    }

    private static Destination ach(String routing) {
        return new Destination(Method.ACH, "Seller", "123456789", routing);
    }

    private static UUID seller(long amount, Destination to) {
        var seller = Id.next();
        database.inTx(tx -> {
            payouts.direct(tx, seller, to, "usr_a", NOW);
            return seller;
        });
        fund(seller, usd(amount));
        return seller;
    }

    private static void fund(UUID seller, Money amount) {
        move(seller, amount.minorUnits(), amount.currency());
    }

    private static void move(UUID seller, long amount) {
        move(seller, amount, USD);
    }

    private static void move(UUID seller, long amount, Currency currency) {
        var payable = Account.of(seller, AccountKind.SELLER_PAYABLE, currency);
        var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, currency);
        var line = amount > 0
                ? new Transfer(revenue, payable, new Money(amount, currency))
                : new Transfer(payable, revenue, new Money(-amount, currency));
        database.inTx(tx -> {
            stores.accounts().open(tx, List.of(payable, revenue), NOW);
            stores.ledger().post(tx, List.of(new Journal(Id.next(), "release", Id.next(), NOW, List.of(line))));
            return line;
        });
    }

    private static Asking ask(UUID seller, Integer amount) {
        return database.inTx(
                tx -> books.ask(tx, seller, amount == null ? null : usd(amount), USD, "usr_a", 50_000, NOW));
    }

    private static Payout asked(Asking asking) {
        assertThat(asking).isInstanceOf(Asking.Asked.class);
        return ((Asking.Asked) asking).payout();
    }

    private static Decision decide(UUID id, boolean approve, String by, boolean person) {
        return database.inTx(tx -> books.decide(tx, id, approve, by, person, NOW));
    }

    private static Payout find(UUID id) {
        return database.read(tx -> payouts.find(tx, id)).orElseThrow();
    }

    private static long payable(UUID seller) {
        return database.read(tx -> stores.ledger().balance(tx, seller, AccountKind.SELLER_PAYABLE, USD))
                .minorUnits();
    }

    private static Money usd(long minorUnits) {
        return Money.of(minorUnits, "USD");
    }
}
