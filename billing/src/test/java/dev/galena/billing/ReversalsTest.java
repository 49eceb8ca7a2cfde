package dev.galena.billing;

import static dev.galena.billing.AccountKind.BUYER_PROMO;
import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.SELLER_PAYABLE;
import static dev.galena.billing.AccountKind.SELLER_PENDING;
import static dev.galena.billing.AccountKind.VAT_OUTPUT;
import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.usd;
import static dev.galena.billing.Books.wallet;
import static java.util.Objects.requireNonNull;
import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Id;
import dev.galena.db.Seeds;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReversalsTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final Account FEE = platform(PLATFORM_FEE);
    private static final Account VAT = Account.of(null, VAT_OUTPUT, "DE 19.00", USD);

    private final Reversals reversals = new Reversals();

    private record Sold(UUID buyer, UUID seller, Journal journal) {}

    @Test
    void aFullRefundUndoesEveryLine() {
        var sold = sold(1_000, 150, 190);
        refund(sold, usd(1_190), identity());
        assertThat(books.balance(wallet(sold.buyer))).isEqualTo(1_190);
        assertThat(books.balance(pending(sold))).isZero();
        assertThat(left(sold)).isEqualTo(usd(0));
    }

    @Test
    void partsAreSplitOverWhatRemains() {
        var sold = sold(3, 1, 1);
        refund(sold, usd(1), identity()); // the largest share is the seller's, with 2 of 4
        assertThat(books.balance(pending(sold))).isEqualTo(1);
        refund(sold, usd(2), identity()); // 1:1:1, the earlier two
        assertThat(books.balance(pending(sold))).isZero();
        refund(sold, usd(1), identity());
        assertThat(books.balance(wallet(sold.buyer))).isEqualTo(4);
        assertThat(left(sold)).isEqualTo(usd(0));
    }

    @Test
    void moneyThatHasMovedOnComesFromWhereItIsAndMayGoElsewhere() {
        var sold = sold(1_000, 150, 190);
        var payable = Account.of(sold.seller, SELLER_PAYABLE, USD);
        var promo = Account.of(sold.buyer, BUYER_PROMO, USD);
        books.post(transfer(pending(sold), payable, 850));
        refund(sold, usd(1_190), account -> switch (account.kind()) {
            case SELLER_PENDING -> payable;
            case BUYER_WALLET -> promo;
            default -> account;
        });
        assertThat(books.balance(payable)).isZero();
        assertThat(books.balance(promo)).isEqualTo(1_190);
        assertThat(books.balance(wallet(sold.buyer))).isZero();
    }

    @Test
    void moreThanIsLeftIsRefused() {
        var sold = sold(1_000, 150, 190);
        refund(sold, usd(1_000), identity());
        assertThatIllegalArgumentException().isThrownBy(() -> refund(sold, usd(191), identity()));
        assertThatIllegalArgumentException().isThrownBy(() -> refund(sold, usd(0), identity()));
        var line = books.in(tx -> reversals.lock(tx, sold.journal.id())).getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line.reversed(line.left().plus(usd(1))));
        assertThat(books.<List<Remaining>>in(tx -> reversals.lock(tx, Id.next())))
                .isEmpty();
    }

    @Test
    void theDatabaseSaysItAgain() {
        var sold = sold(1_000, 150, 190);
        var line = new Line(sold.journal.id(), 1);
        assertThatThrownBy(() -> books.post(new Transfer(pending(sold), wallet(sold.buyer), usd(851), line)))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("takes back more");
        assertThatThrownBy(() -> books.post(
                        new Transfer(pending(sold), wallet(sold.buyer), usd(1), new Line(sold.journal.id(), 9))))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("takes back more");
    }

    @Test
    void fiftyRacingRefundsTakeBackOnlyWhatThereIs() throws Exception {
        var sold = sold(1_000, 150, 190);
        var refunded = Books.inParallel(50, () -> {
            try {
                refund(sold, usd(100), identity());
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
        assertThat(refunded).filteredOn(r -> r).hasSize(11);
        assertThat(left(sold)).isEqualTo(usd(90));
        assertThat(books.balance(wallet(sold.buyer))).isEqualTo(1_100);
    }

    /** Any sequence of partial refunds, with the money in different places, ends at exactly nothing on every line. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void anySequenceEndsAtExactZero(long given) {
        long seed = Seeds.seed("anySequenceEndsAtExactZero", given);
        var random = new Random(seed);
        for (int n = 0; n < 15; n++) {
            int price = 3 + random.nextInt(2_000);
            var sold = sold(price, 1 + random.nextInt(price - 1), random.nextInt(price));
            var payable = Account.of(sold.seller, SELLER_PAYABLE, USD);
            boolean released = false;
            long total = left(sold).minorUnits();
            long back = 0;
            while (back < total) {
                if (!released && random.nextInt(4) == 0) {
                    long pending = books.balance(pending(sold));
                    if (pending > 0) books.post(transfer(pending(sold), payable, pending));
                    released = true;
                }
                boolean after = released;
                long part = 1L + random.nextInt((int) Math.min(total - back, 1 + total / 3));
                refund(sold, usd(part), a -> after && a.kind() == SELLER_PENDING ? payable : a);
                back += part;
                assertThat(books.balance(pending(sold)) + books.balance(payable))
                        .as("seed %d, sale %d", seed, n)
                        .isNotNegative();
                assertThat(left(sold)).isEqualTo(usd(total - back));
            }
            assertThat(books.balance(wallet(sold.buyer))).isEqualTo(total);
            assertThat(books.balance(pending(sold)) + books.balance(payable)).isZero();
            assertThat(books.<List<Remaining>>in(tx -> reversals.lock(tx, sold.journal.id())))
                    .allMatch(line -> line.left().minorUnits() == 0);
        }
    }

    /** The same without a database, for as many as one likes: of one to five lines, in any parts. */
    @Test
    void noPartIsNegativeOrMoreThanIsLeft() {
        var random = Seeds.random("noPartIsNegativeOrMoreThanIsLeft", 34);
        var buyer = wallet(Id.next());
        for (int n = 0; n < 20_000; n++) {
            long[] left = random.longs(1 + random.nextInt(5), 0, 1L + random.nextInt(300))
                    .toArray();
            left[random.nextInt(left.length)]++;
            var original = left.clone();
            while (LongStream.of(left).sum() > 0) {
                List<Remaining> lines = new ArrayList<>();
                for (int i = 0; i < left.length; i++)
                    lines.add(
                            new Remaining(new Line(new UUID(0, n), i + 1), buyer, FEE, usd(original[i]), usd(left[i])));
                long amount = 1 + random.nextLong(LongStream.of(left).sum());
                long sum = 0;
                for (var transfer : Remaining.reversed(lines, usd(amount), identity())) {
                    sum += transfer.amount().minorUnits();
                    left[requireNonNull(transfer.reverses()).line() - 1] -=
                            transfer.amount().minorUnits();
                }
                if (sum != amount || LongStream.of(left).anyMatch(l -> l < 0)) {
                    throw new AssertionError(amount + " of " + lines + " left " + Arrays.toString(left));
                }
            }
        }
    }

    private Sold sold(long price, long fee, long vat) {
        var buyer = books.buyer(price + vat);
        var seller = books.seller();
        var lines = new java.util.ArrayList<>(List.of(
                transfer(wallet(buyer), Account.of(seller, SELLER_PENDING, USD), price - fee),
                transfer(wallet(buyer), FEE, fee)));
        if (vat > 0) lines.add(transfer(wallet(buyer), VAT, vat));
        return new Sold(buyer, seller, books.post(lines.toArray(Transfer[]::new)));
    }

    private void refund(Sold sold, Money amount, UnaryOperator<Account> instead) {
        books.in(tx -> {
            var transfers = Remaining.reversed(reversals.lock(tx, sold.journal.id()), amount, instead);
            var journal = new Journal(Id.next(), "return", Id.next(), NOW, transfers);
            books.ledger.lockFor(tx, List.of(journal));
            books.ledger.post(tx, List.of(journal));
            return true;
        });
    }

    private Money left(Sold sold) {
        return Remaining.left(books.in(tx -> reversals.lock(tx, sold.journal.id())));
    }

    private static Account pending(Sold sold) {
        return Account.of(sold.seller, SELLER_PENDING, USD);
    }
}
