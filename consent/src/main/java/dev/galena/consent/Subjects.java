package dev.galena.consent;

import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * People, found by keyed hashes of telephone number and e-mail address. Where the two lead to different people the number
 * decides and the other is told as {@code alsoMatched}.
 */
public final class Subjects {

    private static final int ATTEMPTS_MAX = 6;

    private static final String FIND = "select hash, kind, subject_id from consent.subject_key where hash = any($1)";

    /** Tells those that were there already. */
    private static final String ADD_KEYS = """
            with added as (
              insert into consent.subject_key (hash, kind, subject_id)
              select * from unnest($1::bytea[], $2::smallint[], $3::uuid[])
              on conflict (hash) do nothing returning hash)
            select hash, kind from unnest($1::bytea[], $2::smallint[]) as wanted(hash, kind)
            where hash not in (select hash from added)""";

    private static final String DROP_KEYS = "delete from consent.subject_key where hash = any($1)";

    private static final String ADD = """
            insert into consent.subject (id, wrapped_key, created_at)
            select id, wrapped_key, $3 from unnest($1::uuid[], $2::bytea[]) as t(id, wrapped_key)""";

    private static final String LOCK = """
            select id, wrapped_key, revoked_at, sealed_at from consent.subject
            where id = any($1) order by id for no key update""";

    private static final String ERASED = "select hash, erased_at from consent.erased_key where hash = any($1)";

    private static final String DISOWN = "delete from consent.subject_key where subject_id = any($1)";

    private static final String KEYS =
            "select id, wrapped_key from consent.subject where id = any($1) and (sealed_at is null or $2)";

    private record Held(DataKey key, @Nullable Instant revokedAt, boolean sealed) {}

    private final MasterKey master;
    private final Suppressions suppressions = new Suppressions();

    public Subjects(MasterKey master) {
        this.master = master;
    }

    /**
     * Finds or makes the person of each identity, in the order given; equal people are the same object's id. Known people
     * are locked to the end of the transaction, so neither a withdrawal nor another batch passes by. Once a transaction,
     * before anything else of consent, so that all lock in one order.
     */
    public List<Subject> resolve(Tx tx, List<Identity> identities, Instant now) {
        if (identities.isEmpty()) return List.of();
        var hashes = identities.stream().map(i -> PersonHash.of(master, i)).toList();
        Map<PersonHash, UUID> owners = new HashMap<>();
        var people = settle(tx, hashes, owners, Set.of());
        Map<UUID, Held> held = lock(tx, people.known());
        for (int attempt = 1; held.size() < people.known().size(); attempt++) {
            // Somebody was erased between being found and being locked: who comes now is somebody new.
            if (attempt == ATTEMPTS_MAX) throw new IllegalStateException("people are erased again and again");
            var gone = new HashSet<>(people.known());
            gone.removeAll(held.keySet());
            tx.run(DISOWN, (Object) gone.toArray(UUID[]::new)); // what was added to them just now
            owners.values().removeAll(gone);
            people = settle(tx, hashes, owners, people.made());
            held = lock(tx, people.known());
        }
        held.putAll(make(tx, people.made(), now));
        // Behind the locks: whoever suppresses or erases holds them while it writes.
        var all = hashes.stream().flatMap(List::stream).collect(Collectors.toSet());
        var stops = suppressions.against(tx, all);
        Map<Buffer, Instant> erased = erased(tx, all);
        var found = new ArrayList<Subject>(identities.size());
        for (int i = 0; i < identities.size(); i++) {
            var match = people.matches().get(i);
            var since = hashes.get(i).stream()
                    .map(hash -> erased.get(Buffer.buffer(hash.bytes())))
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder());
            boolean known = !people.made().contains(match.person());
            found.add(subject(match, held, known, since.orElse(null), stops(hashes.get(i), stops)));
        }
        return found;
    }

    private static List<Stop> stops(List<PersonHash> hashes, Map<PersonHash, List<Stop>> stops) {
        if (stops.isEmpty()) return List.of();
        return hashes.stream()
                .flatMap(hash -> stops.getOrDefault(hash, List.of()).stream())
                .toList();
    }

    /** By which somebody of this identity is known. */
    List<PersonHash> hashes(Identity identity) {
        return PersonHash.of(master, identity);
    }

    /** The person of this number, or else of this address. */
    public Optional<UUID> find(Tx tx, Identity identity) {
        return findAll(tx, identity).stream().findFirst();
    }

    /** Everybody this identity leads to, the one of the number first. */
    public Set<UUID> findAll(Tx tx, Identity identity) {
        return findAll(tx, List.of(identity)).getFirst();
    }

    /** The same for each of many, in order; nothing is locked. */
    public List<Set<UUID>> findAll(Tx tx, List<Identity> identities) {
        var hashes = identities.stream().map(i -> PersonHash.of(master, i)).toList();
        var known = find(tx, hashes.stream().flatMap(List::stream).collect(Collectors.toSet()));
        List<Set<UUID>> found = new ArrayList<>(hashes.size());
        for (var each : hashes) {
            var people = new LinkedHashSet<UUID>();
            for (var hash : each) {
                var person = known.get(hash);
                if (person != null) people.add(person);
            }
            found.add(people);
        }
        return found;
    }

    /** Of the number, then of the address: by them others find what they keep of somebody. */
    public List<byte[]> lookups(Identity identity) {
        return PersonHash.of(master, identity).stream().map(PersonHash::bytes).toList();
    }

    /** The keys of these people; those who were erased, or are sealed until they may be, are absent. */
    public Map<UUID, DataKey> keys(Tx tx, Collection<UUID> subjectIds) {
        return keys(tx, subjectIds, false);
    }

    /** {@code sealedToo}: for compliance only, which says what for. */
    public Map<UUID, DataKey> keys(Tx tx, Collection<UUID> subjectIds, boolean sealedToo) {
        Map<UUID, DataKey> keys = HashMap.newHashMap(subjectIds.size());
        for (Row row : tx.rows(KEYS, subjectIds.toArray(UUID[]::new), sealedToo)) {
            keys.put(row.getUUID(0), unwrap(row));
        }
        return keys;
    }

    /**
     * Adds everybody as if nobody were known: the insert finds out who is, and mostly nobody is. It also waits for another
     * transaction that adds one of them just now; then that one's person counts. What was added to a person of whom a hash
     * turned out to be somebody else's is taken back and thought over, since that person may not be needed now.
     *
     * @param known whose hashes are known already; gets to know all of them
     * @param before people whom this transaction has made before
     */
    private People settle(Tx tx, List<List<PersonHash>> hashes, Map<PersonHash, UUID> known, Set<UUID> before) {
        Set<UUID> made = new LinkedHashSet<>(before);
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            var people = People.assign(hashes, known, made);
            if (people.added().isEmpty()) return people;
            var others = add(tx, people);
            if (others.isEmpty()) {
                known.putAll(people.added());
                return people;
            }
            var astray = new HashSet<UUID>();
            others.forEach(hash -> astray.add(people.added().get(hash)));
            var back = new ArrayList<PersonHash>();
            people.added().forEach((hash, person) -> {
                if (others.contains(hash)) return;
                if (astray.contains(person)) back.add(hash);
                else known.put(hash, person);
            });
            if (!back.isEmpty()) tx.run(DROP_KEYS, (Object) bytes(back));
            known.putAll(find(tx, others));
            made = new LinkedHashSet<>(people.made());
            made.removeAll(astray);
        }
        throw new IllegalStateException("the same people were added and removed meanwhile, again and again");
    }

    private Map<PersonHash, UUID> find(Tx tx, Collection<PersonHash> hashes) {
        Map<PersonHash, UUID> found = HashMap.newHashMap(hashes.size());
        for (Row row : tx.rows(FIND, (Object) bytes(hashes))) {
            found.put(PersonHash.stored(row.getShort(1), row.getBuffer(0)), row.getUUID(2));
        }
        return found;
    }

    /** Returns those that are somebody's already. */
    private static Set<PersonHash> add(Tx tx, People people) {
        var hashes = people.added().keySet(); // sorted, so two transactions wait for each other in one direction only
        var rows = tx.rows(
                ADD_KEYS,
                bytes(hashes),
                hashes.stream().map(PersonHash::kind).toArray(Short[]::new),
                people.added().values().toArray(UUID[]::new));
        Set<PersonHash> others = HashSet.newHashSet(rows.size());
        for (Row row : rows) {
            others.add(PersonHash.stored(row.getShort(1), row.getBuffer(0)));
        }
        return others;
    }

    private Map<UUID, Held> make(Tx tx, Set<UUID> ids, Instant now) {
        if (ids.isEmpty()) return Map.of();
        Map<UUID, Held> made = HashMap.newHashMap(ids.size());
        var wrapped = new ArrayList<byte[]>(ids.size());
        for (var id : ids) {
            var key = DataKey.fresh();
            wrapped.add(master.wrap(key, context(id)));
            made.put(id, new Held(key, null, false));
        }
        tx.run(ADD, ids.toArray(UUID[]::new), wrapped, now);
        return made;
    }

    private Map<UUID, Held> lock(Tx tx, Set<UUID> ids) {
        Map<UUID, Held> held = HashMap.newHashMap(ids.size());
        if (ids.isEmpty()) return held;
        for (Row row : tx.rows(LOCK, (Object) ids.toArray(UUID[]::new))) {
            var revokedAt = row.getOffsetDateTime(2);
            var sealedAt = row.getOffsetDateTime(3);
            var endedAt =
                    sealedAt != null && (revokedAt == null || revokedAt.isBefore(sealedAt)) ? sealedAt : revokedAt;
            held.put(
                    row.getUUID(0),
                    new Held(unwrap(row), endedAt == null ? null : endedAt.toInstant(), sealedAt != null));
        }
        return held;
    }

    /** Of whose numbers and addresses somebody was erased, and when. */
    private static Map<Buffer, Instant> erased(Tx tx, Collection<PersonHash> hashes) {
        Map<Buffer, Instant> erased = new HashMap<>();
        for (Row row : tx.rows(ERASED, (Object) bytes(hashes)))
            erased.put(row.getBuffer(0), row.getOffsetDateTime(1).toInstant());
        return erased;
    }

    private static Subject subject(
            People.Match match, Map<UUID, Held> held, boolean known, @Nullable Instant erasedAt, List<Stop> stops) {
        var own = held.get(match.person());
        if (own == null) throw new IllegalStateException("a person without key");
        Instant revokedAt = own.revokedAt();
        if (erasedAt != null && (revokedAt == null || revokedAt.isBefore(erasedAt))) revokedAt = erasedAt;
        for (var other : match.others()) {
            var theirs = held.get(other);
            if (theirs != null
                    && theirs.revokedAt() != null
                    && (revokedAt == null || revokedAt.isBefore(theirs.revokedAt()))) {
                revokedAt = theirs.revokedAt();
            }
        }
        return new Subject(
                match.person(), own.key(), known, List.copyOf(match.others()), revokedAt, stops, own.sealed());
    }

    private DataKey unwrap(Row row) {
        return master.unwrap(row.getBuffer(1).getBytes(), context(row.getUUID(0)));
    }

    private static byte[] context(UUID subjectId) {
        return ByteBuffer.allocate(16)
                .putLong(subjectId.getMostSignificantBits())
                .putLong(subjectId.getLeastSignificantBits())
                .array();
    }

    private static byte[][] bytes(Collection<PersonHash> hashes) {
        return hashes.stream().map(PersonHash::bytes).toArray(byte[][]::new);
    }
}
