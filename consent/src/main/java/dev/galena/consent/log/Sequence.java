package dev.galena.consent.log;

import dev.galena.db.Database;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events into the log and signs it, in one process at a time; the others look on, remember what was signed, and take
 * over when the one has been silent for three seconds. Before anything is signed the stored bytes are read again and must go
 * on from the last checkpoint in {@link Head}, or nothing is signed any more: there is never a second history. Called by one
 * thread.
 */
public final class Sequence {
    private static final Logger LOG = LoggerFactory.getLogger(Sequence.class);

    private final Database database;
    private final LogFiles files;
    private final InstantSource clock;
    private final UUID me;
    private final LogNames names = new LogNames();
    private final Trees trees = new Trees();
    private final Tiles tiles = new Tiles();
    private final Leaves leaves = new Leaves();
    private final Checkpoints checkpoints = new Checkpoints();
    private final StoredTree stored = new StoredTree(tiles);
    private final Integrating integrating = new Integrating(leaves, tiles, trees);

    private volatile LogState state = LogState.STARTING;
    private @Nullable Opened opened;
    private @Nullable Verified verified;
    private @Nullable Checkpoint head;
    private long published = -1;

    private record Opened(LogName name, Optional<NoteSigner> signer) {}

    /** {@code me} tells this process from all others, also from its own predecessor. */
    public Sequence(Database database, LogFiles files, InstantSource clock, UUID me) {
        this.database = database;
        this.files = files;
        this.clock = clock;
        this.me = me;
    }

    public LogState state() {
        return state;
    }

    /** Does what there is to do now; true when there may be more at once. */
    public boolean run() {
        try {
            if (opened == null) opened = open();
            var signer = opened.signer;
            if (signer.isPresent() && mayHold()) return sequence(opened.name, signer.get());
            return follow(opened.name);
        } catch (Refused e) {
            refuse(e);
        } catch (IllegalArgumentException | TileNodes.MissingTile e) {
            refuse(new Refused("the stored log cannot be read: " + e.getMessage(), e));
        } catch (IOException e) {
            refuse(new Refused("a file of the log: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            forget(); // what is in doubt is read anew
            throw e;
        }
        return false;
    }

    /** The log's name, given now if it has none. */
    private Opened open() throws IOException {
        var known = database.read(names::find);
        var signer = files.signer(known);
        if (known.isEmpty()) {
            var key = signer.orElseThrow().key();
            var wanted = new LogName(key.name(), key);
            known = Optional.of(database.inTx(tx -> names.findOrAdd(tx, wanted, clock.instant())));
        }
        var name = known.get();
        if (signer.isPresent() && !signer.get().key().equals(name.key())) {
            throw new Refused(files + " holds a key of another log than " + name.key());
        }
        head = files.head().read(name).orElse(null);
        return new Opened(name, signer);
    }

    private boolean mayHold() {
        var seen = database.read(trees::find);
        return seen.isEmpty() || seen.get().holder().equals(me) || !seen.get().held();
    }

    private boolean sequence(LogName name, NoteSigner signer) throws IOException {
        if (quiet()) return false;
        var ready = verified == null ? take(name) : verified;
        if (ready == null) return follow(name);
        verified = ready;
        int taken = database.inTx(tx -> integrating.integrate(tx, me, ready.epoch()));
        if (taken < 0) return follow(name);
        sign(name, signer, ready);
        return taken == Integrating.BATCH_MAX;
    }

    /** Takes the log over; null when it is another's. */
    private @Nullable Verified take(LogName name) throws IOException {
        begin(name); // before it is held: who refuses leaves it to others
        var held = database.inTx(tx -> trees.hold(tx, me));
        return held.isEmpty() ? null : new Verified(begin(name), held.get().epoch());
    }

    /** Nothing waits, everything is signed, and the last sign of life is fresh: nothing has to be written. */
    private boolean quiet() {
        if (verified == null) return false;
        long epoch = verified.epoch();
        return database.read(tx -> trees.find(tx)
                        .filter(s -> s.fresh() && s.holder().equals(me) && s.epoch() == epoch && s.size() == published)
                        .isPresent()
                && !leaves.waiting(tx));
    }

    /** The stored tree as it was at the last checkpoint, if it still is. */
    private GrowingTree begin(LogName name) throws IOException {
        published = -1;
        head = files.head().read(name).orElse(null);
        var newest = database.read(checkpoints::find);
        if (head == null) {
            if (newest.isEmpty()) return GrowingTree.empty();
            throw new Refused(files.head() + " is missing, and with it what was signed last: bring it back");
        }
        if (newest.isPresent()) extend(name, newest.get());
        var last = head;
        requireSize(last);
        var tree = database.inTx(tx -> stored.at(tx, last.size()));
        if (!tree.frontier().root().equals(last.root())) {
            throw new Refused("the database holds another history than was signed at size " + last.size());
        }
        return tree;
    }

    private void requireSize(Checkpoint last) {
        long size = database.read(trees::find).map(Trees.State::size).orElse(0L);
        if (size < last.size()) {
            throw new Refused(
                    "the database has " + size + " events where " + last.size() + " were signed: an old backup?");
        }
    }

    private void sign(LogName name, NoteSigner signer, Verified before) throws IOException {
        var after = database.inTx(tx -> integrating.verify(tx, before));
        long size = after.tree().size();
        var signedAt = state.signedAt();
        if (size != published) {
            var checkpoint =
                    new Checkpoint(name.origin(), size, after.tree().frontier().root());
            var note = new Note(checkpoint.text(), List.of(signer.sign(checkpoint.text())));
            files.head().write(note);
            head = checkpoint;
            verified = after;
            if (!database.inTx(tx -> checkpoints.publish(tx, checkpoint, note, after.epoch()))) {
                forget();
                return;
            }
            published = size;
            signedAt = clock.instant();
        }
        become(new LogState(LogState.Part.SEQUENCING, after.epoch(), size, signedAt, null));
    }

    /** Remembers the newest checkpoint, so that whoever takes over knows of it. */
    private boolean follow(LogName name) throws IOException {
        forget();
        var note = database.read(checkpoints::find);
        if (note.isPresent()) extend(name, note.get());
        if (head != null) requireSize(head);
        long epoch = database.read(trees::find).map(Trees.State::epoch).orElse(0L);
        long size = head == null ? 0 : head.size();
        become(new LogState(LogState.Part.FOLLOWING, epoch, size, state.signedAt(), null));
        return false;
    }

    private void extend(LogName name, Note note) throws IOException {
        if (!note.signedBy(name.key())) throw new Refused("the stored checkpoint is not signed by the log");
        var newest = Checkpoint.parse(note.text());
        var known = head;
        if (newest.equals(known)) return;
        if (known != null) {
            // A crash between the file and the table leaves the table behind; then the tree must have what was signed.
            if (newest.size() < known.size()) return;
            var path = database.inTx(tx -> stored.ask(tx, p -> p.consistency(known.size(), newest.size())));
            if (!Check.consistency(known.size(), known.root(), newest.size(), newest.root(), path)) {
                throw new Refused(
                        "the checkpoint of " + newest.size() + " events does not continue that of " + known.size());
            }
        }
        files.head().write(note);
        head = newest;
    }

    private void forget() {
        verified = null;
        published = -1;
    }

    private void refuse(Refused reason) {
        forget();
        String trouble = String.valueOf(reason.getMessage());
        if (!trouble.equals(state.trouble())) {
            LOG.error("the log of consent is not signed: {}", trouble, reason.getCause());
        }
        state = new LogState(LogState.Part.REFUSING, state.epoch(), state.size(), state.signedAt(), trouble);
    }

    private void become(LogState next) {
        if (next.part() != state.part()) {
            LOG.info("the log of consent: {}, epoch {}, {} events", next.part(), next.epoch(), next.size());
        }
        state = next;
    }
}
