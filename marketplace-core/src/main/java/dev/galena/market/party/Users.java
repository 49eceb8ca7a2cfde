package dev.galena.market.party;

import static dev.galena.market.generated.Tables.USER_ACCOUNT;
import static org.jooq.impl.DSL.select;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** People as stored, with the hash of their password and how often it was guessed wrong. */
public final class Users {
    private static final String ORDER = "user";
    private static final String LOGIN = "select id, password_hash from market.user_account where ";
    private static final int FREE_FAILURES = 5;
    private static final Duration LOCK_MIN = Duration.ofSeconds(30);
    private static final Duration LOCK_MAX = Duration.ofMinutes(15);

    /** What logging in needs to know. */
    record Login(UUID id, String passwordHash) {}

    /** False where the address is taken. */
    boolean add(Tx tx, User user, String passwordHash) {
        return tx.run(
                        """
                        insert into market.user_account (id, party_id, email, password_hash, roles, created_at)
                        values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing""",
                        user.id(),
                        user.partyId(),
                        user.email(),
                        passwordHash,
                        user.roles().stream().map(Role::code).sorted().toArray(String[]::new),
                        user.createdAt())
                == 1;
    }

    Optional<Login> login(Tx tx, String email) {
        return tx.rows(LOGIN + "email = $1", email).stream().findFirst().map(Users::login);
    }

    Optional<Login> login(Tx tx, UUID id) {
        return tx.rows(LOGIN + "id = $1", id).stream().findFirst().map(Users::login);
    }

    private static Login login(Row row) {
        return new Login(row.getUUID(0), row.getString(1));
    }

    /** Whether guesses are refused unseen for now. Holds the account to the end of the transaction, so that they are judged one by one. */
    boolean locked(Tx tx, UUID id, Instant now) {
        return tx.rows(
                        "select coalesce(locked_until > $2, false) from market.user_account where id = $1 for update",
                        id,
                        now)
                .getFirst()
                .getBoolean(0);
    }

    /** Counts a wrong guess. After a few the account is locked, for longer each time, so that guessing cannot pay. */
    void failed(Tx tx, UUID id, Instant now) {
        tx.run("""
                update market.user_account set failures = failures + 1,
                  locked_until = case when failures + 1 < $2 then locked_until
                    else $3::timestamptz + make_interval(secs => least($4::float8 * power(2, least(failures + 1 - $2, 20)), $5::float8)) end
                where id = $1""", id, FREE_FAILURES, now, (double) LOCK_MIN.toSeconds(), (double) LOCK_MAX.toSeconds());
    }

    void succeeded(Tx tx, UUID id) {
        tx.run("update market.user_account set failures = 0, locked_until = null where id = $1 and failures > 0", id);
    }

    void password(Tx tx, UUID id, String passwordHash) {
        tx.run("update market.user_account set password_hash = $2 where id = $1", id, passwordHash);
    }

    Page.Slice<User> of(Tx tx, UUID partyId, Page page) {
        var rows = tx.all(select(
                        USER_ACCOUNT.ID,
                        USER_ACCOUNT.PARTY_ID,
                        USER_ACCOUNT.EMAIL,
                        USER_ACCOUNT.ROLES,
                        USER_ACCOUNT.CREATED_AT)
                .from(USER_ACCOUNT)
                .where(USER_ACCOUNT.PARTY_ID.eq(partyId))
                .and(page.descending(USER_ACCOUNT.CREATED_AT, USER_ACCOUNT.ID))
                .orderBy(USER_ACCOUNT.CREATED_AT.desc(), USER_ACCOUNT.ID.desc())
                .limit(page.limit()));
        return page.cut(
                ORDER,
                rows.stream()
                        .map(row -> new User(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                Arrays.stream(row.value4())
                                        .map(Role::of)
                                        .flatMap(Optional::stream)
                                        .collect(Collectors.toSet()),
                                row.value5()))
                        .toList(),
                user -> new Page.Cursor(user.createdAt().toString(), user.id()));
    }
}
