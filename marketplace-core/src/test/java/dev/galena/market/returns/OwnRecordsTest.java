package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Withdrawal;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Sale;
import dev.galena.market.returns.LeadReturn.State;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What our own records know decides at once; what they do not know the seller is asked. */
class OwnRecordsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final AfterSale after = new AfterSale(WORLD);
    private final UUID seller = WORLD.seller();

    @Test
    void whoHadThePersonAlreadyIsRefundedAtOnce() {
        Buyer buyer = WORLD.buyer(10_000);
        UUID lead = WORLD.listed(seller, WORLD.terms());
        Sale first = after.buy(buyer, lead);
        assertThat(after.stands(after.because(buyer, first, ReturnReason.DUPLICATE))
                        .state())
                .as("of one's first there is no earlier")
                .isEqualTo(State.REQUESTED);
        Sale second = after.buy(buyer, WORLD.listed(seller, WORLD.terms()));
        // Two leads of one person, as if they had been found out to be one later: a buyer is not sold both knowingly.
        asOwner("update market.sale set subject_id = (select subject_id from market.sale where id = '" + first.id()
                + "') where id = '" + second.id() + "'");
        long before = WORLD.balance(buyer);
        var ended = after.stands(after.because(buyer, second, ReturnReason.DUPLICATE));
        assertThat(ended.state()).isEqualTo(State.ACCEPTED);
        assertThat(ended.evidence()).isEqualTo(new Evidence(Evidence.Kind.EARLIER_SALE, first.id()));
        assertThat(WORLD.balance(buyer) - before).isEqualTo(1_000);
        assertThat(WORLD.count(
                        "select count(*) from market.event where type = 'return.accepted' and party_id = any($1)",
                        (Object) new UUID[] {buyer.id(), seller}))
                .isEqualTo(2);
        assertThat(WORLD.count(
                        "select count(*) from market.sale_return where id = $1 and decided_by = 'machine'", ended.id()))
                .isEqualTo(1);
        asOwner(
                "update market.sale set subject_id = (select subject_id from market.lead where id = lead_id) where id = '"
                        + second.id() + "'");
    }

    @Test
    void whoWithdrewBeforeTheSaleIsBelievedUnlessTheBuyerSaysSo() {
        Buyer buyer = WORLD.buyer(10_000);
        UUID lead = WORLD.listed(seller, WORLD.terms());
        UUID other = WORLD.listed(seller, WORLD.terms());
        UUID late = WORLD.listed(seller, WORLD.terms());
        Instant before = WORLD.clock.instant().minus(Duration.ofSeconds(30));
        Sale sale = after.buy(buyer, lead);
        Sale told = after.buy(buyer, other);
        Sale after2 = after.buy(buyer, late);
        withdraw(lead, before, seller);
        withdraw(other, before, buyer.id());
        withdraw(late, WORLD.clock.instant(), seller);
        var ended = after.stands(after.because(buyer, sale, ReturnReason.NO_CONSENT));
        assertThat(ended.state()).isEqualTo(State.ACCEPTED);
        assertThat(ended.evidence()).extracting(Evidence::kind).isEqualTo(Evidence.Kind.WITHDRAWN_BEFORE);
        assertThat(after.stands(after.because(buyer, told, ReturnReason.NO_CONSENT))
                        .state())
                .as("the buyer's own word")
                .isEqualTo(State.REQUESTED);
        assertThat(after.stands(after.because(buyer, after2, ReturnReason.NO_CONSENT))
                        .state())
                .as("withdrawn after the sale")
                .isEqualTo(State.REQUESTED);
    }

    @Test
    void aNumberThatProvedWrongForOneIsWrongForAll() {
        Buyer one = WORLD.buyer(5_000);
        Buyer two = WORLD.buyer(5_000);
        Buyer three = WORLD.buyer(5_000);
        UUID lead = WORLD.listed(seller, WORLD.terms());
        Sale first = after.buy(one, lead);
        Sale second = after.buy(two, lead);
        Sale third = after.buy(three, lead);
        var asked = after.stands(after.because(one, first, ReturnReason.WRONG_NUMBER));
        var open = after.stands(after.because(two, second, ReturnReason.WRONG_NUMBER));
        assertThat(open.state()).as("nobody has said so yet").isEqualTo(State.REQUESTED);
        after.decide(asked, seller, true);
        var ended = after.stands(after.because(three, third, ReturnReason.WRONG_NUMBER));
        assertThat(ended.state()).isEqualTo(State.ACCEPTED);
        assertThat(ended.evidence()).isEqualTo(new Evidence(Evidence.Kind.RETURNED_BEFORE, asked.id()));
    }

    private static void withdraw(UUID lead, Instant claimed, UUID by) {
        var target = new Withdrawal.OfConsent(WORLD.consentOf(lead));
        WORLD.withdrawConsent().withdraw(new Withdrawal(target, claimed, "test", by));
    }

    private static void asOwner(String sql) {
        try (var owner = WORLD.testDatabase().ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("alter table market.sale disable trigger user");
            statement.execute(sql);
            statement.execute("alter table market.sale enable trigger user");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
