package dev.galena.market.view;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saved views as stored; nobody sees another's. */
public final class SavedViews {
    private static final String SELECT =
            "select id, screen, name, query, created_at, updated_at from market.saved_view where owner_id = $1 ";

    List<SavedView> of(Tx tx, UUID ownerId, @Nullable String screen) {
        return tx
                .rows(
                        SELECT + "and ($2::text is null or screen = $2) order by screen, created_at, id limit $3",
                        ownerId,
                        screen,
                        SaveViews.EACH_MAX)
                .stream()
                .map(SavedViews::view)
                .toList();
    }

    Optional<SavedView> find(Tx tx, UUID ownerId, UUID id) {
        return tx.rows(SELECT + "and id = $2", ownerId, id).stream().findFirst().map(SavedViews::view);
    }

    int count(Tx tx, UUID ownerId) {
        return tx.rows("select count(*)::int from market.saved_view where owner_id = $1", ownerId)
                .getFirst()
                .getInteger(0);
    }

    boolean nameTaken(Tx tx, UUID ownerId, SavedView view) {
        return !tx.rows(
                        "select 1 from market.saved_view where owner_id = $1 and screen = $2 and name = $3 and id <> $4",
                        ownerId,
                        view.screen(),
                        view.name(),
                        view.id())
                .isEmpty();
    }

    /** New, or in place of what it was. */
    void put(Tx tx, UUID ownerId, SavedView view) {
        tx.run("""
                insert into market.saved_view (id, owner_id, screen, name, query, created_at, updated_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (id) do update set name = excluded.name, query = excluded.query, updated_at = excluded.updated_at""", view.id(), ownerId, view.screen(), view.name(), view.query(), view.createdAt(), view.updatedAt());
    }

    boolean delete(Tx tx, UUID ownerId, UUID id) {
        return tx.run("delete from market.saved_view where owner_id = $1 and id = $2", ownerId, id) == 1;
    }

    private static SavedView view(Row row) {
        return new SavedView(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getOffsetDateTime(5).toInstant());
    }
}
