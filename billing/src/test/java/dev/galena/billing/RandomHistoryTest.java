package dev.galena.billing;

import static dev.galena.billing.AccountKind.BUYER_RECEIVABLE;
import static dev.galena.billing.AccountKind.DISPUTE_SUSPENSE;
import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.PSP_CLEARING;
import static dev.galena.billing.AccountKind.SELLER_PAYABLE;
import static dev.galena.billing.AccountKind.SELLER_PENDING;
import static dev.galena.billing.AccountKind.VAT_OUTPUT;
import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.journal;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.usd;
import static dev.galena.billing.Books.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Hold.End;
import dev.galena.billing.Hold.Placement;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Anything that can happen to money, in any order, beside a model that only adds: after every step all sums are zero, every balance
 * follows from its transfers, and what the ledger let through is what the model allows.
 */
class RandomHistoryTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final int STEPS = Integer.getInteger("ledger.steps", 150);
    private static final Authority OPERATOR = new Authority(Id.next(), "test");
    private static final Account FEE = platform(PLATFORM_FEE);
    private static final Account VAT = Account.of(null, VAT_OUTPUT, "DE 19.00", USD);
    private static final Account CLEARING = Account.of(null, PSP_CLEARING, "stripe", USD);

    private final Holds holds = new Holds(books.ledger);
    private final CreditLines lines = new CreditLines(books.accounts, books.ledger);
    private final Freezes freezes = new Freezes();
    private final Reversals reversals = new Reversals();
    private final FoldDeltas fold = new FoldDeltas(books.database());

    /** What a buyer should have. */
    private static final class Model {
        long wallet;
        long held;
        long owed;
        long limit;
        boolean frozen;

        long free() {
            return frozen ? 0 : Math.max(0, wallet - held - owed + limit);
        }
    }

    private record Sold(UUID buyer, UUID journal, AtomicLong left) {}

    private record Open(UUID buyer, UUID hold, long amount) {}

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    void sumsToZeroAndFollowsTheModelAfterEachStep(long given) {
        long seed = Seeds.seed("sumsToZeroAndFollowsTheModelAfterEachStep", given);
        var random = new Random(seed);
        Map<UUID, Model> buyers = new HashMap<>();
        for (int i = 0; i < 3; i++) buyers.put(books.buyer(0), new Model());
        List<UUID> ids = buyers.keySet().stream().sorted().toList();
        List<UUID> sellers = List.of(books.seller(), books.seller());
        books.in(tx -> {
            books.accounts.open(tx, List.of(FEE, VAT, CLEARING, platform(DISPUTE_SUSPENSE)), NOW);
            return true;
        });
        List<Sold> sold = new ArrayList<>();
        List<Open> open = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String when = "seed " + seed + ", step " + step;
            UUID buyer = ids.get(random.nextInt(ids.size()));
            UUID seller = sellers.get(random.nextInt(sellers.size()));
            Model model = buyers.get(buyer);
            long amount = 3L + random.nextInt(400);
            switch (random.nextInt(14)) {
                case 0, 1 -> {
                    books.post(transfer(CLEARING, wallet(buyer), amount));
                    model.wallet += amount;
                }
                case 2, 3, 4 -> {
                    var bought = journal(
                            "purchase",
                            transfer(wallet(buyer), Account.of(seller, SELLER_PENDING, USD), amount - 2),
                            transfer(wallet(buyer), FEE, 1),
                            transfer(wallet(buyer), VAT, 1));
                    if (posted(bought, when) != model.free() >= amount) throw new AssertionError(when);
                    if (model.free() < amount) break;
                    model.wallet -= amount;
                    sold.add(new Sold(buyer, bought.id(), new AtomicLong(amount)));
                }
                case 5, 6 -> {
                    if (sold.isEmpty()) break;
                    var sale = sold.get(random.nextInt(sold.size()));
                    long back = Math.min(sale.left.get(), 1L + random.nextInt(150));
                    if (back == 0) break;
                    refund(sale.journal, back);
                    sale.left.addAndGet(-back);
                    buyers.get(sale.buyer).wallet += back;
                }
                case 7 -> {
                    long pending = books.balance(Account.of(seller, SELLER_PENDING, USD));
                    if (pending <= 0) break;
                    books.post(transfer(
                            Account.of(seller, SELLER_PENDING, USD), Account.of(seller, SELLER_PAYABLE, USD), pending));
                }
                case 8 -> {
                    var hold = new Hold(
                            Id.next(), wallet(buyer), "auction", Id.next(), usd(amount), Duration.ofMinutes(5));
                    boolean placed = books.<Placement>in(tx -> holds.place(tx, hold)) instanceof Placement.Placed;
                    assertThat(placed).as(when).isEqualTo(model.free() >= amount);
                    if (!placed) break;
                    model.held += amount;
                    open.add(new Open(buyer, hold.id(), amount));
                }
                case 9 -> {
                    if (open.isEmpty()) break;
                    var hold = open.get(random.nextInt(open.size()));
                    var of = buyers.get(hold.buyer);
                    long taken = 1L + random.nextInt((int) hold.amount);
                    boolean capture = random.nextBoolean();
                    End end = books.in(tx -> capture
                            ? holds.capture(tx, hold.hold, journal("capture", transfer(wallet(hold.buyer), FEE, taken)))
                            : holds.release(tx, hold.hold));
                    if (capture && of.frozen) {
                        assertThat(end).as(when).isEqualTo(new End.Frozen());
                        break;
                    }
                    assertThat(end).as(when).isEqualTo(capture ? new End.Captured(usd(taken)) : new End.Voided());
                    of.held -= hold.amount;
                    if (capture) of.wallet -= taken;
                    open.remove(hold);
                }
                case 10 -> {
                    model.limit = random.nextInt(500);
                    books.in(tx -> lines.set(tx, buyer, usd(model.limit), OPERATOR, NOW));
                }
                case 11 -> {
                    boolean invoice = random.nextBoolean();
                    books.post(transfer(owed(buyer), invoice ? wallet(buyer) : platform(DISPUTE_SUSPENSE), amount));
                    model.owed += amount;
                    if (invoice) model.wallet += amount;
                }
                case 12 -> {
                    long due = Math.min(amount, model.owed);
                    if (due == 0) break;
                    books.post(transfer(CLEARING, owed(buyer), due));
                    model.owed -= due;
                }
                default -> {
                    model.frozen = !model.frozen && random.nextInt(3) == 0;
                    books.in(tx -> model.frozen
                            ? freezes.freeze(tx, buyer, OPERATOR, NOW)
                            : freezes.unfreeze(tx, buyer, OPERATOR, NOW));
                }
            }
            if (random.nextInt(6) == 0) fold.fold();
            books.check(when);
            assertThat(books.balance(wallet(buyer))).as(when).isEqualTo(model.wallet);
            assertThat(books.available(wallet(buyer))).as(when).isEqualTo(model.free());
        }
    }

    private static boolean posted(Journal journal, String when) {
        try {
            books.post(journal);
            return true;
        } catch (InsufficientBalance e) {
            books.check(when);
            return false;
        }
    }

    private void refund(UUID sale, long amount) {
        books.in(tx -> {
            var lines = reversals.lock(tx, sale);
            var back = new Journal(Id.next(), "return", Id.next(), NOW, Remaining.reversed(lines, usd(amount), a -> a));
            books.ledger.lockFor(tx, List.of(back));
            books.ledger.post(tx, List.of(back));
            return true;
        });
    }

    private static Account owed(UUID buyer) {
        return Account.of(buyer, BUYER_RECEIVABLE, USD);
    }
}
