package dev.galena.market.party;

import static dev.galena.market.generated.Tables.PARTY;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Record7;
import org.jooq.SelectJoinStep;
import org.jspecify.annotations.Nullable;

/** Parties as stored. */
public final class Parties {
    private static final String ORDER = "party";

    public void add(Tx tx, Party party) {
        tx.run(
                """
                insert into market.party (id, name, roles, currency, time_zone, test, status, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                party.id(),
                party.name(),
                party.roles().stream().map(Role::code).sorted().toArray(String[]::new),
                party.currency().getCurrencyCode(),
                party.timeZone().getId(),
                party.test(),
                party.suspended() ? "suspended" : "active",
                party.createdAt());
    }

    public Optional<Party> find(Tx tx, UUID id) {
        return tx.first(columns().where(PARTY.ID.eq(id))).map(Parties::party);
    }

    /** In no order; ids nobody has are left out. */
    public List<Party> findAll(Tx tx, Collection<UUID> ids) {
        return tx.all(columns().where(PARTY.ID.eq(any(ids.toArray(UUID[]::new))))).stream()
                .map(Parties::party)
                .toList();
    }

    /** All parties, or those with a role, the newest first. */
    public Page.Slice<Party> page(Tx tx, @Nullable Role role, Page page) {
        var wanted = role == null ? noCondition() : val(role.code()).eq(any(PARTY.ROLES));
        var rows = tx.all(columns()
                .where(wanted)
                .and(page.descending(PARTY.CREATED_AT, PARTY.ID))
                .orderBy(PARTY.CREATED_AT.desc(), PARTY.ID.desc())
                .limit(page.limit()));
        return page.cut(
                ORDER,
                rows.stream().map(Parties::party).toList(),
                party -> new Page.Cursor(party.createdAt().toString(), party.id()));
    }

    /** False where there is no such party. */
    public boolean suspend(Tx tx, UUID id, boolean suspended) {
        return tx.run("update market.party set status = $2 where id = $1", id, suspended ? "suspended" : "active") == 1;
    }

    public boolean exist(Tx tx) {
        return !tx.rows("select 1 from market.party limit 1").isEmpty();
    }

    private static SelectJoinStep<Record7<UUID, String, String[], String, String, String, Instant>> columns() {
        return select(
                        PARTY.ID,
                        PARTY.NAME,
                        PARTY.ROLES,
                        PARTY.CURRENCY,
                        PARTY.TIME_ZONE,
                        PARTY.STATUS,
                        PARTY.CREATED_AT)
                .from(PARTY);
    }

    private static Party party(Record7<UUID, String, String[], String, String, String, Instant> row) {
        var roles = Arrays.stream(row.value3())
                .map(Role::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return new Party(
                row.value1(),
                row.value2(),
                roles,
                Currency.getInstance(row.value4()),
                ZoneId.of(row.value5()),
                row.value6().equals("suspended"),
                row.value7());
    }
}
