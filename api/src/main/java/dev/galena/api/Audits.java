package dev.galena.api;

import dev.galena.consent.log.AuditLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits of the log of consent: one at a time in this process, and what the last one came to. */
final class Audits {
    private static final Logger LOG = LoggerFactory.getLogger(Audits.class);

    private final AuditLog log;
    private final InstantSource clock;
    private final ReentrantLock running = new ReentrantLock();
    private volatile @Nullable Done last;

    Audits(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    record Done(Instant at, AuditLog.Audited audited) {}

    /** Nothing when one is running already. */
    Optional<Done> run() {
        if (!running.tryLock()) return Optional.empty();
        try {
            var done = new Done(clock.instant(), log.run());
            last = done;
            done.audited().findings().forEach(finding -> LOG.error("the log of consent: {}", finding));
            return Optional.of(done);
        } finally {
            running.unlock();
        }
    }

    Optional<Done> last() {
        return Optional.ofNullable(last);
    }

    /** Of the last audit; -1 before the first. */
    int findings() {
        var done = last;
        return done == null ? -1 : done.audited().findings().size();
    }
}
