package dev.galena.market.view;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody keeps a list as they look at it, renames it, lets go of it. */
public final class SaveViews {
    /** Views one person may keep. */
    public static final int EACH_MAX = 100;

    private final Database database;
    private final SavedViews views;
    private final InstantSource clock;

    public SaveViews(Database database, SavedViews views, InstantSource clock) {
        this.database = database;
        this.views = views;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    public record Kept(SavedView view) implements Outcome {}

    /** Nobody's, or somebody else's. */
    public record NotThere() implements Outcome {}

    /** Another view of this screen has the name. */
    public record NameTaken() implements Outcome {}

    public record TooMany() implements Outcome {}

    /** Those of one screen, or all. */
    public List<SavedView> of(UUID ownerId, @Nullable String screen) {
        return database.read(tx -> views.of(tx, ownerId, screen));
    }

    public Outcome save(UUID ownerId, String screen, String name, String query) {
        return database.inTx(tx -> {
            one(tx, ownerId);
            if (views.count(tx, ownerId) >= EACH_MAX) return new TooMany();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return put(tx, ownerId, new SavedView(Id.next(), screen, name, query, now, now));
        });
    }

    /** What is null stays as it is. */
    public Outcome change(UUID ownerId, UUID id, @Nullable String name, @Nullable String query) {
        return database.inTx(tx -> {
            one(tx, ownerId);
            var known = views.find(tx, ownerId, id);
            if (known.isEmpty()) return new NotThere();
            var old = known.get();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return put(
                    tx,
                    ownerId,
                    new SavedView(
                            id,
                            old.screen(),
                            name == null ? old.name() : name,
                            query == null ? old.query() : query,
                            old.createdAt(),
                            now));
        });
    }

    /** False where there is none. */
    public boolean delete(UUID ownerId, UUID id) {
        return database.inTx(tx -> views.delete(tx, ownerId, id));
    }

    private Outcome put(Tx tx, UUID ownerId, SavedView view) {
        if (views.nameTaken(tx, ownerId, view)) return new NameTaken();
        views.put(tx, ownerId, view);
        return new Kept(view);
    }

    /** At a time, or two could pass the limit, or take one name. */
    private static void one(Tx tx, UUID ownerId) {
        tx.lock("saved_view " + ownerId);
    }
}
