package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Grant;
import dev.galena.consent.Identity;
import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.Withdrawal;
import dev.galena.db.Id;
import dev.galena.market.delivery.ReviewDeliveries.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At least once, in order per lead, whoever dies; nobody waits for somebody else's slow server; nothing after a withdrawal. */
class DeliverOrderTest {
    private Post post;

    @BeforeEach
    void open() {
        post = new Post();
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void aLaterEventOfALeadWaitsForTheEarlier() {
        UUID party = post.party();
        post.endpoint(party, "/fix-order");
        post.farEnd.answers.put("/fix-order", 200);
        UUID hello = post.event(party, "sale.hello", null); // so that the endpoint counts as healthy
        post.drain();
        post.farEnd.answers.put("/fix-order", 500);
        UUID lead = Id.next();
        UUID first = post.event(party, "sale.first", lead);
        post.drain();
        post.farEnd.answers.put("/fix-order", 200);
        UUID second = post.event(party, "sale.second", lead);
        UUID third = post.event(party, "sale.third", lead);
        UUID other = post.event(party, "sale.other", Id.next());
        post.drain();
        assertThat(ids("/fix-order")).containsExactly(evt(hello), evt(first), evt(other));
        post.pass(Duration.ofSeconds(6));
        post.drain();
        assertThat(ids("/fix-order"))
                .containsExactly(evt(hello), evt(first), evt(other), evt(first), evt(second), evt(third));
    }

    @Test
    void oneThatWaitsIsSentAtOnceAndWhatWaitsBeforeItFirst() {
        UUID party = post.party();
        var endpoint = post.endpoint(party, "/fix-now");
        post.farEnd.answers.put("/fix-now", 500);
        UUID lead = Id.next();
        UUID first = post.event(party, "sale.first", lead);
        post.drain();
        UUID second = post.event(party, "sale.second", lead);
        UUID third = post.event(party, "sale.third", lead);
        post.drain();
        assertThat(ids("/fix-now")).containsExactly(evt(first));
        post.farEnd.answers.put("/fix-now", 200);
        var waiting = post.of(party);
        assertThat(waiting).extracting(Delivery::state).containsOnly("waiting");
        var review = new ReviewDeliveries(post.db, post.clock);
        assertThat(review.replay(Id.next(), waiting.get(1).id())).isInstanceOf(Replay.NotFound.class);
        post.drain();
        assertThat(ids("/fix-now")).as("a stranger moves nothing").containsExactly(evt(first));

        assertThat(review.replay(party, waiting.get(1).id()))
                .isInstanceOfSatisfying(
                        Replay.Due.class,
                        due -> assertThat(due.delivery().nextAt()).isEqualTo(post.now));
        post.drain();
        assertThat(ids("/fix-now")).containsExactly(evt(first), evt(first), evt(second));
        assertThat(post.of(party).get(2).state()).as("nobody asked for it").isEqualTo("waiting");
        assertThat(ids("/fix-now")).doesNotContain(evt(third));

        post.inTx(tx -> tx.run("update market.webhook_endpoint set status = 'disabled' where id = $1", endpoint.id()));
        for (var one : post.of(party))
            assertThat(review.replay(party, one.id())).isEqualTo(new Replay.EndpointOff("disabled"));
        post.register.delete(party, endpoint.id());
        assertThat(review.replay(party, waiting.get(0).id())).isEqualTo(new Replay.EndpointOff("deleted"));
    }

    @Test
    void whatIsBeingSentIsLeftAlone() {
        UUID party = post.party();
        post.endpoint(party, "/200-leased");
        post.event(party, "batch.finished", null);
        var limits = Post.limits();
        post.inTx(tx -> new Dispatch().fanOut(tx, 10, post.now, (_, _) -> {}));
        var until = post.now.plus(limits.lease());
        var leased = post.inTx(tx -> new Dispatch().lease(tx, false, 1, 1, post.now, until));
        assertThat(leased).hasSize(1);
        var due = (Replay.Due) new ReviewDeliveries(post.db, post.clock)
                .replay(party, leased.getFirst().id());
        assertThat(due.delivery().state()).isEqualTo("waiting");
        int replays = post.inTx(tx -> tx.rows("select replays from market.delivery where party_id = $1", party)
                .getFirst()
                .getInteger(0));
        assertThat(replays).isZero();
    }

    /** Workers die between sending and settling, over and over, while events of few leads keep coming. */
    @Test
    void killedBetweenSendAndMarkRepeatsWithTheSameIdInOrder() {
        UUID party = post.party();
        post.endpoint(party, "/200-killed");
        var random = new Random(11);
        UUID[] leads = {Id.next(), Id.next(), Id.next(), Id.next()};
        Map<UUID, List<String>> expected = new HashMap<>();
        for (int kill = 0; kill < 200; kill++) {
            UUID lead = leads[random.nextInt(leads.length)];
            expected.computeIfAbsent(lead, l -> new ArrayList<>()).add(evt(post.event(party, "sale.made", lead)));
            DeliverEvents doomed = post.worker(Post.limits());
            for (int round = random.nextInt(3); round >= 0; round--) doomed.round();
            sent(doomed); // what it settled before it died is kept, what it sent since is not
            if (random.nextInt(4) == 0) post.pass(Duration.ofSeconds(61));
        }
        assertThat(post.of(party)).anyMatch(d -> d.state().equals("waiting"));
        for (int i = 0; i < 5; i++) {
            post.pass(Duration.ofSeconds(61));
            post.drain();
        }
        assertThat(post.of(party)).hasSize(200).allMatch(d -> d.state().equals("delivered"));
        List<String> got = ids("/200-killed");
        assertThat(got.size()).as("some were repeated").isGreaterThan(200);
        for (List<String> ofLead : expected.values())
            assertInOrder(got.stream().filter(ofLead::contains).toList(), ofLead);
    }

    @Test
    void twoWorkersShareTheWorkWithoutRepeating() throws InterruptedException {
        UUID party = post.party();
        post.endpoint(party, "/slow-two");
        UUID[] leads = {Id.next(), Id.next(), Id.next(), Id.next(), Id.next(), Id.next()};
        Map<UUID, List<String>> expected = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            UUID lead = leads[i % leads.length];
            expected.computeIfAbsent(lead, l -> new ArrayList<>()).add(evt(post.event(party, "sale.made", lead)));
        }
        var threads = List.of(1, 2).stream()
                .map(n -> Thread.ofVirtual().start(() -> {
                    DeliverEvents worker = post.worker(Post.limits());
                    while (post.of(party).stream().anyMatch(d -> d.state().equals("waiting"))
                            || post.of(party).isEmpty()) post.drain(worker);
                }))
                .toList();
        for (Thread thread : threads) thread.join();
        List<String> got = ids("/slow-two");
        assertThat(got).hasSize(60).doesNotHaveDuplicates();
        for (List<String> ofLead : expected.values())
            assertThat(got.stream().filter(ofLead::contains)).containsExactlyElementsOf(ofLead);
    }

    @Test
    void aSlowEndpointStarvesNobody() {
        var limits = new Limits(4, 12, 4, Duration.ofSeconds(15), Duration.ofSeconds(60), 500, Duration.ofMillis(5));
        for (int i = 0; i < 10; i++) {
            UUID slow = post.party();
            post.endpoint(slow, "/hang-" + i);
            for (int n = 0; n < 30; n++) post.event(slow, "batch.finished", null);
        }
        for (int i = 0; i < 10; i++) {
            UUID party = post.party();
            post.endpoint(party, "/200-fair");
            for (int n = 0; n < 10; n++) post.event(party, "batch.finished", null);
        }
        DeliverEvents worker = post.worker(limits);
        Instant patience = Instant.now().plusSeconds(8); // far less than one timeout
        while (post.farEnd.at("/200-fair").size() < 100 && Instant.now().isBefore(patience)) worker.round();
        assertThat(post.farEnd.at("/200-fair")).hasSize(100);
        assertThat(post.farEnd.openMost.get())
                .as("an endpoint that never answered is tried with one")
                .isLessThanOrEqualTo(10);
    }

    @Test
    void afterAWithdrawalALeadIsNoLongerDelivered() {
        UUID party = post.party();
        post.endpoint(party, "/200-consent");
        UUID kept = lead("+12135550101");
        UUID lost = lead("+12135550102");
        new WithdrawConsent(post.db, post.subjects, post.consents, post.clock, (tx, w) -> {})
                .withdraw(new Withdrawal(
                        new Withdrawal.OfPerson(new Identity("+12135550102", null)), post.now, "api", party));
        UUID sent = post.event(party, "lead.purchased", kept);
        post.event(party, "lead.purchased", lost);
        UUID told = post.event(party, "consent.revoked", lost);
        post.drain();
        post.drain();
        assertThat(ids("/200-consent")).containsExactlyInAnyOrder(evt(sent), evt(told));
        assertThat(post.of(party))
                .filteredOn(d -> d.state().equals("blocked"))
                .singleElement()
                .matches(d -> lost.equals(d.leadId()) && "consent-withdrawn".equals(d.lastProblem()));
    }

    private UUID lead(String phone) {
        UUID id = Id.next();
        UUID seller = Id.next();
        post.db.inTx(tx -> {
            var identity = new Identity(phone, null);
            var subject = post.subjects.resolve(tx, List.of(identity), post.now).getFirst();
            var grant = new Grant(
                    subject,
                    identity,
                    seller,
                    "I agree",
                    "en",
                    post.now.minusSeconds(60),
                    null,
                    Set.of(Channel.CALL),
                    false,
                    false,
                    Captured.NOTHING);
            UUID consent = post.consents.grant(tx, List.of(grant), post.now).getFirst();
            return tx.run("""
                    insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version,
                      generated_at, received_at, subs, hidden, contributions)
                    values ($1, $2, $3, $4, $4, 1, 1, $5, $5, '{}', '{}', '[]')""", id, subject.id(), consent, seller, post.now);
        });
        return id;
    }

    /** Waits until the far end has answered all that this worker sent. */
    private static void sent(DeliverEvents worker) {
        while (!worker.idle()) LockSupport.parkNanos(200_000);
    }

    /** Each first arrival comes after the first arrivals of all before it. */
    private static void assertInOrder(List<String> got, List<String> expected) {
        assertThat(got.stream().distinct()).containsExactlyElementsOf(expected);
    }

    private List<String> ids(String path) {
        return post.farEnd.at(path).stream().map(FarEnd.Got::id).toList();
    }

    private static String evt(UUID id) {
        return Id.text("evt", id);
    }
}
