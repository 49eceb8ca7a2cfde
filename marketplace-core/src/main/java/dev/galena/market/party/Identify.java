package dev.galena.market.party;

import dev.galena.db.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds who acts behind a key or a session, if it is in force now. Composed, because every request asks before anything else;
 * a party's suspension is left to the caller to judge.
 */
public final class Identify {
    private static final String PARTY =
            " p.id, p.name, p.roles, p.currency, p.time_zone, p.status = 'suspended', p.created_at ";
    private static final String KEY = "select" + PARTY
            + ", k.id, k.scopes, k.expires_at from market.api_key k join market.party p on p.id = k.party_id"
            + " where k.revoked_at is null and (k.expires_at is null or k.expires_at > $2) and ";
    private static final String SESSION = "select" + PARTY
            + ", u.id, u.roles, s.expires_at, s.csrf, u.email from market.session s join market.user_account u on u.id = s.user_id"
            + " join market.party p on p.id = u.party_id where s.hash = $1 and s.expires_at > $2";

    private final Database database;
    private final InstantSource clock;

    public Identify(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A person logged in, and the token their changing requests must carry. */
    public record LoggedIn(Actor person, String email, String csrf) {}

    public Future<Optional<Actor>> byKey(byte[] hash) {
        return ask(KEY + "k.hash = $1", Buffer.buffer(hash))
                .map(rows -> first(rows).map(Identify::key));
    }

    public Future<Optional<Actor>> byKeyId(UUID id) {
        return ask(KEY + "k.id = $1", id).map(rows -> first(rows).map(Identify::key));
    }

    public Future<Optional<LoggedIn>> bySession(byte[] hash) {
        return ask(SESSION, Buffer.buffer(hash))
                .map(rows -> first(rows)
                        .map(row -> new LoggedIn(
                                person(row),
                                row.getString(11),
                                HexFormat.of().formatHex(row.getBuffer(10).getBytes()))));
    }

    private Future<RowSet<Row>> ask(String sql, Object what) {
        return database.read(sql, Tuple.of(what, clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        var each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }

    private static Actor key(Row row) {
        var party = party(row);
        var scopes = EnumSet.noneOf(Scope.class);
        for (var code : row.getArrayOfStrings(8)) {
            Scope.of(code).ifPresent(scopes::add);
        }
        scopes.retainAll(Scope.of(party.roles())); // a party may have lost a role since
        var expires = row.getOffsetDateTime(9);
        return new Actor(
                party,
                Actor.Kind.KEY,
                row.getUUID(7),
                party.roles(),
                scopes,
                expires == null ? null : expires.toInstant());
    }

    private static Actor person(Row row) {
        var party = party(row);
        var roles = EnumSet.copyOf(party.roles());
        roles.retainAll(roles(row.getArrayOfStrings(8)));
        return new Actor(
                party,
                Actor.Kind.PERSON,
                row.getUUID(7),
                roles,
                Scope.of(roles),
                row.getOffsetDateTime(9).toInstant());
    }

    private static Party party(Row row) {
        return new Party(
                row.getUUID(0),
                row.getString(1),
                roles(row.getArrayOfStrings(2)),
                Currency.getInstance(row.getString(3)),
                ZoneId.of(row.getString(4)),
                row.getBoolean(5),
                row.getOffsetDateTime(6).toInstant());
    }

    private static Set<Role> roles(String[] codes) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(codes).map(Role::of).forEach(role -> role.ifPresent(roles::add));
        return roles;
    }
}
