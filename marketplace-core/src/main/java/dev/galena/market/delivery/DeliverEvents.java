package dev.galena.market.delivery;

import dev.galena.consent.Consents;
import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each party of its events at least once, by signed webhooks; the receiver drops repeats by {@code webhook-id}. Events
 * of one lead reach an endpoint in order.
 *
 * <p>A delivery is leased in one short transaction, sent outside of any, and settled in another, so any number of processes
 * may work, and one that dies holding a lease only delays. Endpoints that fail get a share of their own: slow ones cannot
 * starve the others.
 */
public final class DeliverEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverEvents.class);
    /** How long it rests when there is nothing to do. */
    public static final Duration IDLE = Limits.USUAL.idle();

    private static final int RESOLVERS = 16;

    private final Database db;
    private final AskConsent consent;
    private final MasterKey key;
    private final SendWebhook send;
    private final PublicAddress addresses;
    private final Limits limits;
    private final InstantSource clock;
    private final boolean development;
    private final BiConsumer<Tx, List<Arrival>> follow;
    private final Dispatch dispatch = new Dispatch();
    private final WebhookEndpoints endpoints = new WebhookEndpoints();

    private final Semaphore healthy;
    private final Semaphore failing;
    private final LinkedBlockingQueue<Dispatch.Settled> ended = new LinkedBlockingQueue<>();
    /** Resolving blocks in native code, which would hold the carriers of virtual threads. */
    private final ExecutorService resolvers = Executors.newFixedThreadPool(
            RESOLVERS, Thread.ofPlatform().daemon().name("resolve-", 0).factory());

    private volatile boolean stopping;
    private @Nullable Thread worker;

    /**
     * A worker that has not begun.
     *
     * @param development lets webhooks go to this machine's loopback addresses and over plain http
     * @param follow hears how events arrive, in the transaction that writes it down
     */
    public DeliverEvents(
            Vertx vertx,
            Database db,
            Consents consents,
            MasterKey key,
            InstantSource clock,
            boolean development,
            BiConsumer<Tx, List<Arrival>> follow) {
        this(
                db,
                new AskConsent(consents),
                key,
                new SendWebhook(vertx, clock, Limits.USUAL.timeout(), null),
                PublicAddress.bySystem(development),
                Limits.USUAL,
                clock,
                development,
                follow);
    }

    DeliverEvents(
            Database db,
            AskConsent consent,
            MasterKey key,
            SendWebhook send,
            PublicAddress addresses,
            Limits limits,
            InstantSource clock,
            boolean development,
            BiConsumer<Tx, List<Arrival>> follow) {
        this.db = db;
        this.consent = consent;
        this.key = key;
        this.send = send;
        this.addresses = addresses;
        this.limits = limits;
        this.clock = clock;
        this.development = development;
        this.follow = follow;
        this.healthy = new Semaphore(limits.healthyMax());
        this.failing = new Semaphore(limits.failingMax());
    }

    public void start() {
        start(BooleanSupplier::getAsBoolean);
    }

    /** {@code watch} does each round of the work, and may look how that goes. */
    public void start(Predicate<BooleanSupplier> watch) {
        worker = Thread.ofVirtual().name("deliver-events").start(() -> run(watch));
    }

    /** Takes nothing more, waits for what is under way, settles it. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (worker != null) worker.join();
            long patience = limits.timeout().toMillis() + 1_000;
            boolean quiet = healthy.tryAcquire(limits.healthyMax(), patience, TimeUnit.MILLISECONDS)
                    && failing.tryAcquire(limits.failingMax(), patience, TimeUnit.MILLISECONDS);
            if (!quiet) LOG.warn("Stopped with deliveries under way; they will be repeated");
            settle(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            resolvers.shutdownNow();
            send.close();
        }
    }

    private void run(Predicate<BooleanSupplier> watch) {
        while (!stopping) {
            try {
                boolean busy = watch.test(this::round);
                if (busy) continue;
                Dispatch.Settled next = ended.poll(limits.idle().toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) settle(next);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Delivering events failed and will be tried again", e);
                pause();
            }
        }
    }

    /**
     * Settles what has ended, fans out new events, and starts as many deliveries as there is room for.
     *
     * @return whether there was anything to do
     */
    boolean round() {
        int done = settle(null);
        done += db.inTx(tx -> dispatch.fanOut(tx, limits.rowsMax(), clock.instant(), follow));
        return done + begin(healthy, false) + begin(failing, true) > 0;
    }

    /** Nothing is being sent. */
    boolean idle() {
        return healthy.availablePermits() == limits.healthyMax() && failing.availablePermits() == limits.failingMax();
    }

    /** Nothing is being sent and nothing is left to settle. */
    boolean quiet() {
        return idle() && ended.isEmpty();
    }

    private int begin(Semaphore lane, boolean failingOnes) {
        int room = Math.min(lane.availablePermits(), limits.rowsMax());
        if (room == 0) return 0;
        Instant now = clock.instant();
        List<Dispatch.Leased> leased = db.inTx(
                tx -> dispatch.lease(tx, failingOnes, limits.perEndpointMax(), room, now, now.plus(limits.lease())));
        for (Dispatch.Leased delivery : allowed(leased)) {
            lane.acquireUninterruptibly(); // only this thread acquires, so there is room
            Thread.ofVirtual().start(() -> {
                try {
                    ended.add(attempt(delivery));
                } finally {
                    lane.release();
                }
            });
        }
        return leased.size();
    }

    /** Asks consent again, as late as we can, and blocks what is no longer to be told. */
    private List<Dispatch.Leased> allowed(List<Dispatch.Leased> leased) {
        List<Dispatch.Leased> ofLeads = leased.stream()
                .filter(d -> d.leadId() != null && d.type().startsWith("lead."))
                .toList();
        if (ofLeads.isEmpty()) return leased;
        return db.inTx(tx -> {
            Set<UUID> lost = consent.lost(
                    tx, ofLeads.stream().map(Dispatch.Leased::leadId).toArray(UUID[]::new), clock.instant());
            List<Dispatch.Leased> blocked =
                    ofLeads.stream().filter(d -> lost.contains(d.leadId())).toList();
            dispatch.block(tx, blocked.stream().map(Dispatch.Leased::id).toList());
            return leased.stream().filter(d -> !blocked.contains(d)).toList();
        });
    }

    private Dispatch.Settled attempt(Dispatch.Leased delivery) {
        Instant at = clock.instant();
        Answer answer = ask(delivery, at);
        Instant now = clock.instant();
        return switch (RetrySchedule.after(
                answer, delivery.round(), now, ThreadLocalRandom.current().nextDouble())) {
            case RetrySchedule.Delivered d -> new Dispatch.Settled(delivery, at, answer, "delivered", now);
            case RetrySchedule.Again(Instant next) -> new Dispatch.Settled(delivery, at, answer, "waiting", next);
            case RetrySchedule.Dead d -> new Dispatch.Settled(delivery, at, answer, "dead", now);
            case RetrySchedule.Gone g -> new Dispatch.Settled(delivery, at, answer, "dead", now);
        };
    }

    private Answer ask(Dispatch.Leased delivery, Instant at) {
        long start = System.nanoTime();
        String problem;
        try {
            Destination to = Destination.parse(delivery.url(), development);
            InetAddress address = resolvers
                    .submit(() -> addresses.of(to, delivery.attempts()))
                    .get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
            Message message = Message.of(delivery, key, at);
            return send.post(to, address, message.headers(), message.body()).await();
        } catch (Destination.Refused e) {
            problem = e.code();
        } catch (ExecutionException e) {
            problem = e.getCause() instanceof Destination.Refused refused ? refused.code() : "host-unknown";
        } catch (TimeoutException e) {
            problem = "host-timeout";
        } catch (InterruptedException | RuntimeException e) {
            LOG.warn("A delivery could not be attempted", e);
            problem = "internal";
        }
        return Answer.none(problem, (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private int settle(Dispatch.@Nullable Settled first) {
        List<Dispatch.Settled> batch = new ArrayList<>();
        if (first != null) batch.add(first);
        ended.drainTo(batch, limits.rowsMax());
        if (batch.isEmpty()) return 0;
        db.inTx(tx -> {
            dispatch.settle(tx, batch, follow);
            endpoints.note(tx, batch, clock.instant());
            return batch.size();
        });
        return batch.size();
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
