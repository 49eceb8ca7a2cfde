package dev.galena.billing;

import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.journal;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.usd;
import static dev.galena.billing.Books.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.billing.Hold.End;
import dev.galena.billing.Hold.Placement;
import dev.galena.billing.Hold.State;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldsTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Account FEE = platform(AccountKind.PLATFORM_FEE);

    private final Holds holds = new Holds(books.ledger);

    @Test
    void whatIsHeldCannotBeSpent() {
        var buyer = books.buyer(100);
        place(buyer, 70, LONG);
        assertThat(books.balance(wallet(buyer))).isEqualTo(100);
        assertThat(books.available(wallet(buyer))).isEqualTo(30);
        assertThatThrownBy(() -> books.post(transfer(wallet(buyer), FEE, 31))).isInstanceOf(InsufficientBalance.class);
        assertThat(tryPlace(buyer, 31)).isEqualTo(new Placement.Uncovered(usd(30)));
    }

    @Test
    void aCaptureTakesAtMostWhatIsHeldAndFreesTheRest() {
        var buyer = books.buyer(100);
        var hold = place(buyer, 70, LONG);
        assertThat(capture(hold, buyer, 71)).isEqualTo(new End.TooMuch(usd(70)));
        assertThat(capture(hold, buyer, 45)).isEqualTo(new End.Captured(usd(45)));
        assertThat(books.balance(wallet(buyer))).isEqualTo(55);
        assertThat(books.available(wallet(buyer))).isEqualTo(55);
        assertThat(capture(hold, buyer, 1)).isEqualTo(new End.Ended(State.CAPTURED));
        assertThat(release(hold)).isEqualTo(new End.Ended(State.CAPTURED));
        assertThat(release(Id.next())).isEqualTo(new End.Unknown());
    }

    @Test
    void whatIsReleasedOrRunsOutIsFreeAgain() throws Exception {
        var buyer = books.buyer(100);
        assertThat(release(place(buyer, 70, LONG))).isEqualTo(new End.Voided());
        assertThat(books.available(wallet(buyer))).isEqualTo(100);
        var late = place(buyer, 60, Duration.ofMillis(1));
        var swept = place(buyer, 40, Duration.ofMillis(1));
        assertThat(books.available(wallet(buyer))).isZero();
        books.number("select 1 from pg_sleep(0.01)");
        assertThat(capture(late, buyer, 60)).isEqualTo(new End.Ended(State.EXPIRED));
        assertThat(new ExpireHolds(books.database(), holds).run()).isTrue();
        assertThat(release(swept)).isEqualTo(new End.Ended(State.EXPIRED));
        assertThat(books.available(wallet(buyer))).isEqualTo(100);
    }

    @Test
    void theSameRefHoldsOnceAlsoInParallel() throws Exception {
        var buyer = books.buyer(100);
        var ref = Id.next();
        var outcomes = Books.inParallel(
                20,
                () -> books.in(
                        tx -> holds.place(tx, new Hold(Id.next(), wallet(buyer), "auction", ref, usd(60), LONG))));
        assertThat(outcomes).filteredOn(Placement.Placed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Placement.Repeated.class::isInstance).hasSize(19);
        assertThat(books.<Placement>in(
                        tx -> holds.place(tx, new Hold(Id.next(), wallet(buyer), "auction", ref, usd(61), LONG))))
                .isInstanceOf(Placement.RefTaken.class);
        assertThat(books.available(wallet(buyer))).isEqualTo(40);
    }

    /** A limit that is lowered, or a freeze: the promise stays, the freeze is stronger. */
    @Test
    void noLimitBreaksACapture() {
        var lines = new CreditLines(books.accounts, books.ledger);
        var freezes = new Freezes();
        var operator = new Authority(Id.next(), "test");
        var buyer = books.buyer(0);
        books.in(tx -> lines.set(tx, buyer, usd(100), operator, NOW));
        var hold = place(buyer, 80, LONG);
        books.in(tx -> lines.set(tx, buyer, usd(0), operator, NOW));
        assertThat(books.available(wallet(buyer))).isZero();
        books.in(tx -> freezes.freeze(tx, buyer, operator, NOW));
        assertThat(capture(hold, buyer, 80)).isEqualTo(new End.Frozen());
        assertThat(tryPlace(buyer, 1)).isEqualTo(new Placement.Frozen());
        books.in(tx -> freezes.unfreeze(tx, buyer, operator, NOW));
        assertThat(capture(hold, buyer, 80)).isEqualTo(new End.Captured(usd(80)));
        assertThat(books.balance(wallet(buyer))).isEqualTo(-80);
        assertThat(books.available(wallet(buyer))).isZero();
    }

    @Test
    void theDatabaseSaysOnceAgainThatAHoldEndsOnce() {
        var buyer = books.buyer(100);
        var hold = place(buyer, 70, LONG);
        release(hold);
        assertThatThrownBy(() -> books.in(tx -> tx.run(
                        "update billing.hold set state = 'open', ended_at = null, captured = 0 where id = $1", hold)))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> books.in(tx -> tx.run("delete from billing.hold where id = $1", hold)))
                .isInstanceOf(PgException.class);
    }

    /** Capture, release and expiry at once, a thousand times: one of them does it, and the balance says which. */
    @Test
    void aHoldEndsOnceInAThousandThreeWayRaces() throws Exception {
        long seed = Seeds.seed("aHoldEndsOnceInAThousandThreeWayRaces", 71);
        var random = new Random(seed);
        var expire = new ExpireHolds(books.database(), holds);
        int captured = 0;
        int voided = 0;
        int expired = 0;
        for (int round = 0; round < 40; round++) {
            var buyers = new ArrayList<UUID>();
            var ids = new ArrayList<UUID>();
            List<Callable<End>> ends = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                var buyer = books.buyer(100);
                var hold = place(buyer, 70, Duration.ofMillis(1 + random.nextInt(120)));
                buyers.add(buyer);
                ids.add(hold);
                ends.add(() -> capture(hold, buyer, 45));
                ends.add(() -> release(hold));
            }
            Collections.shuffle(ends, random);
            for (int i = 0; i < 25; i++) {
                ends.add(random.nextInt(ends.size()), () -> {
                    expire.run();
                    return new End.Unknown();
                });
            }
            var outcomes = Books.inParallel(ends);
            captured += (int)
                    outcomes.stream().filter(End.Captured.class::isInstance).count();
            voided +=
                    (int) outcomes.stream().filter(End.Voided.class::isInstance).count();
            for (int i = 0; i < ids.size(); i++) {
                var how = release(ids.get(i));
                assertThat(how).as("seed %d, round %d", seed, round).isInstanceOf(End.Ended.class);
                if (how.equals(new End.Ended(State.EXPIRED))) expired++;
                long left = how.equals(new End.Ended(State.CAPTURED)) ? 55 : 100;
                assertThat(books.balance(wallet(buyers.get(i)))).isEqualTo(left);
                assertThat(books.available(wallet(buyers.get(i)))).isEqualTo(left);
            }
        }
        assertThat(captured + voided + expired).isEqualTo(1_000);
        assertThat(List.of(captured, voided, expired)).as("each way was taken").allMatch(n -> n > 10);
    }

    private UUID place(UUID buyer, long amount, Duration lasts) {
        var hold = new Hold(Id.next(), wallet(buyer), "auction", Id.next(), usd(amount), lasts);
        assertThat(books.<Placement>in(tx -> holds.place(tx, hold))).isEqualTo(new Placement.Placed(hold.id()));
        return hold.id();
    }

    private Placement tryPlace(UUID buyer, long amount) {
        return books.in(
                tx -> holds.place(tx, new Hold(Id.next(), wallet(buyer), "auction", Id.next(), usd(amount), LONG)));
    }

    private End capture(UUID hold, UUID buyer, long amount) {
        var journal = journal("test", transfer(wallet(buyer), Account.platform(AccountKind.PLATFORM_FEE, USD), amount));
        return books.in(tx -> {
            books.accounts.open(tx, List.of(FEE), NOW);
            return holds.capture(tx, hold, journal);
        });
    }

    private End release(UUID hold) {
        return books.in(tx -> holds.release(tx, hold));
    }
}
