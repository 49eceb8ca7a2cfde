package dev.galena.api.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket for each key or person, one for each party, and one for each address that has not said who it is. Counted in this
 * process: with n processes a caller may reach n times as much.
 */
public final class RateLimits {
    private static final CharSequence POLICY = HttpHeaders.createOptimized("ratelimit-policy");
    private static final CharSequence STATE = HttpHeaders.createOptimized("ratelimit");
    private static final int BUCKETS_MAX = 100_000;

    private final CharSequence policy;
    private final LoadingCache<Object, Bucket> callers;
    private final LoadingCache<Object, Bucket> parties;
    private final LoadingCache<Object, Bucket> strangers;

    /** So many requests a second on average, and so many at once. */
    public record Limit(int perSecond, int burst) {
        public Limit {
            if (perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException("a rate limit is at least 1");
            }
        }

        Bucket bucket() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                    .build();
        }
    }

    public RateLimits(Limit caller, Limit party, Limit stranger) {
        this.policy = HttpHeaders.createOptimized(policy(caller));
        this.callers = buckets(caller);
        this.parties = buckets(party);
        this.strangers = buckets(stranger);
    }

    private static LoadingCache<Object, Bucket> buckets(Limit limit) {
        return Caffeine.newBuilder()
                .maximumSize(BUCKETS_MAX)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build(key -> limit.bucket());
    }

    /** Takes a token and tells the caller what is left; false if there is none. */
    boolean allow(Caller who, HttpServerResponse response) {
        var mine = callers.get(who.actorId()).tryConsumeAndReturnRemaining(1);
        response.putHeader(POLICY, policy);
        response.putHeader(
                STATE, "\"caller\";r=" + mine.getRemainingTokens() + ";t=" + seconds(mine.getNanosToWaitForReset()));
        if (!mine.isConsumed()) {
            response.putHeader("Retry-After", Long.toString(seconds(mine.getNanosToWaitForRefill())));
            return false;
        }
        var ours = parties.get(who.partyId()).tryConsumeAndReturnRemaining(1);
        if (!ours.isConsumed()) {
            response.putHeader("Retry-After", Long.toString(seconds(ours.getNanosToWaitForRefill())));
        }
        return ours.isConsumed();
    }

    /** For routes without authentication, and for failed authentication: by address. */
    boolean allowStranger(String address, HttpServerResponse response) {
        var probe = strangers.get(address).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            response.putHeader("Retry-After", Long.toString(seconds(probe.getNanosToWaitForRefill())));
        }
        return probe.isConsumed();
    }

    private static String policy(Limit limit) {
        return "\"caller\";q=" + limit.burst + ";w=" + Math.max(1, limit.burst / limit.perSecond);
    }

    private static long seconds(long nanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + 999_999_999));
    }
}
