package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.api.http.Authenticator;
import dev.galena.api.http.Caller;
import dev.galena.api.http.Problems;
import dev.galena.market.party.Actor;
import dev.galena.market.party.Identify;
import dev.galena.market.party.KeyText;
import dev.galena.market.party.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * By API key, access token or session cookie. Whoever was found is remembered for four seconds, so a key revoked by another process
 * works for at most five more, and hardly any request asks the database. Credentials are remembered by their hash.
 */
final class Authenticate implements Authenticator {
    private static final Duration REMEMBERED = Duration.ofSeconds(4);
    private static final int REMEMBERED_MAX = 100_000;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String BEARER = "Bearer ";

    private final Identify identify;
    private final InstantSource clock;
    private final Supplier<Tokens> tokens;
    private final Cookies cookies;
    private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();

    Authenticate(Identify identify, Supplier<Tokens> tokens, InstantSource clock, Cookies cookies) {
        this.identify = identify;
        this.tokens = tokens;
        this.clock = clock;
        this.cookies = cookies;
    }

    @Override
    public Future<Caller> authenticate(HttpServerRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? bearer(authorization.substring(BEARER.length()).strip())
                    : nobody();
        }
        var session = cookies.session(request);
        return session == null ? nobody() : person(request, session);
    }

    private Future<Caller> bearer(String credential) {
        return remembered(credential, hash -> {
            if (KeyText.wellFormed(credential)) {
                return identify.byKey(hash).map(found -> found.map(Caller::key));
            }
            return credential.startsWith("ey") ? token(credential) : Future.succeededFuture(Optional.empty());
        });
    }

    /** A token is worth what its key is worth now, and at most what it was given. */
    private Future<Optional<Caller>> token(String text) {
        var granted = tokens.get().read(text);
        return granted.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : identify.byKeyId(granted.get().keyId())
                        .map(found -> found.map(key -> new Caller(
                                key.until(granted.get().expiresAt()),
                                common(key.scopes(), granted.get().scopes()),
                                null,
                                null)));
    }

    private static Set<Scope> common(Set<Scope> some, Set<Scope> others) {
        return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
    }

    private Future<Caller> person(HttpServerRequest request, String session) {
        return remembered(session, hash -> identify.bySession(hash).map(found -> found.map(Authenticate::person)))
                .compose(caller -> SAFE.contains(request.method()) || forgeryExcluded(request, caller)
                        ? Future.succeededFuture(caller)
                        : Future.failedFuture(
                                Problems.CSRF_TOKEN_INVALID.problem().thrown()));
    }

    private static Caller person(Identify.LoggedIn login) {
        return new Caller(login.person(), login.person().scopes(), login.email(), login.csrf());
    }

    private static boolean forgeryExcluded(HttpServerRequest request, Caller caller) {
        var sent = request.getHeader("X-CSRF-Token");
        return sent != null
                && caller.csrf() != null
                && MessageDigest.isEqual(sent.getBytes(UTF_8), caller.csrf().getBytes(UTF_8));
    }

    private interface Lookup {
        Future<Optional<Caller>> by(byte[] hash);
    }

    private Future<Caller> remembered(String credential, Lookup lookup) {
        var hash = ByteBuffer.wrap(KeyText.hash(credential));
        var known = callers.getIfPresent(hash);
        if (known != null && !known.as().expired(clock.instant())) {
            return Future.succeededFuture(known);
        }
        return lookup.by(hash.array())
                .compose(found -> found.map(caller -> remember(hash, caller)).orElseGet(Authenticate::nobody));
    }

    private Future<Caller> remember(ByteBuffer hash, Caller caller) {
        callers.put(hash, caller);
        if (caller.as().kind() == Actor.Kind.KEY) {
            used.add(caller.as().id());
        }
        return Future.succeededFuture(caller);
    }

    /** Forgets everybody remembered, for a change of this process's own making. */
    void forget() {
        callers.invalidateAll();
    }

    /** The keys used since the last time, to be written down. */
    Set<UUID> drainUsed() {
        var drained = Set.copyOf(used);
        used.removeAll(drained);
        return drained;
    }

    private static Future<Caller> nobody() {
        return Future.failedFuture(Problems.UNAUTHENTICATED.problem().thrown());
    }
}
