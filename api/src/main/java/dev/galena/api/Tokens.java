package dev.galena.api;

import dev.galena.db.Id;
import dev.galena.market.party.Actor;
import dev.galena.market.party.Scope;
import dev.galena.market.party.SigningKeys.SigningKey;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens (RFC 9068) as RFC 8725 wants them made and checked: one algorithm, keys only from our own table by {@code kid}, type,
 * issuer, audience and expiry required. A token names its API key and is worth nothing once that is revoked.
 */
final class Tokens {
    static final Duration LIFE = Duration.ofMinutes(15);
    private static final String TYPE = "at+jwt";
    private static final String AUDIENCE = "galena";
    private static final String SCOPE = "scope";
    private static final int CHARS_MAX = 4096;

    private final SigningKey signing;
    private final String issuer;
    private final InstantSource clock;
    private final JwtParser parser;

    Tokens(List<SigningKey> keys, String issuer, InstantSource clock) {
        this.signing = keys.getLast();
        this.issuer = issuer;
        this.clock = clock;
        var byKid = keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, key ->
                (Key) key.pair().getPublic()));
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.RS256)
                .and()
                .zip()
                .clear()
                .and()
                .keyLocator(header -> key(header, byKid))
                .requireIssuer(issuer)
                .requireAudience(AUDIENCE)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    /** What a good token says: who it stands for, with which scopes, until when. */
    record Granted(UUID keyId, Set<Scope> scopes, Instant expiresAt) {}

    String issue(Actor key, Set<Scope> scopes) {
        var now = clock.instant();
        return Jwts.builder()
                .header()
                .keyId(signing.kid())
                .type(TYPE)
                .and()
                .issuer(issuer)
                .subject(key.text())
                .audience()
                .add(AUDIENCE)
                .and()
                .id(Id.text("tok", Id.next()))
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFE)))
                .claim("client_id", key.text())
                .claim(SCOPE, scopes.stream().map(Scope::code).sorted().collect(Collectors.joining(" ")))
                .signWith(signing.pair().getPrivate(), Jwts.SIG.RS256)
                .compact();
    }

    /** Nothing for whatever is not a token of ours in force. */
    Optional<Granted> read(String text) {
        if (text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        try {
            return granted(parser.parseSignedClaims(text));
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Granted> granted(Jws<Claims> token) {
        var claims = token.getPayload();
        var subject = claims.getSubject();
        if (!TYPE.equals(token.getHeader().getType()) || claims.getExpiration() == null || subject == null) {
            return Optional.empty();
        }
        var scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(Objects.requireNonNullElse(claims.get(SCOPE, String.class), "")
                        .split(" ", -1))
                .map(Scope::of)
                .flatMap(Optional::stream)
                .forEach(scopes::add);
        return Id.parse("key", subject)
                .map(id -> new Granted(id, scopes, claims.getExpiration().toInstant()));
    }

    private static @Nullable Key key(Header header, Map<String, Key> byKid) {
        return header.get("kid") instanceof String kid ? byKid.get(kid) : null;
    }
}
