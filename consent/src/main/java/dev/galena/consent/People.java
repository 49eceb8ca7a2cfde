package dev.galena.consent;

import dev.galena.db.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who is who in a list of identities, given the hashes known so far. Identities are taken in their order, as if each came
 * alone, so two rows of a file that share a number are one person.
 */
final class People {

    /** One identity's person, and others that one of its hashes leads to. */
    record Match(UUID person, Set<UUID> others) {}

    private final List<Match> matches = new ArrayList<>();
    private final Set<UUID> made = new LinkedHashSet<>();
    /** Hashes to add, with their person. */
    private final SortedMap<PersonHash, UUID> added = new TreeMap<>();

    /** {@code made}: people whom this transaction has made before; they are not known yet to anybody else. */
    static People assign(List<List<PersonHash>> identities, Map<PersonHash, UUID> known, Set<UUID> made) {
        var people = new People();
        people.made.addAll(made);
        var owners = new HashMap<>(known);
        for (var hashes : identities) {
            people.add(hashes, owners);
        }
        return people;
    }

    private void add(List<PersonHash> hashes, Map<PersonHash, UUID> owners) {
        var found = new LinkedHashSet<UUID>();
        for (var hash : hashes) {
            var owner = owners.get(hash);
            if (owner != null) found.add(owner);
        }
        UUID person;
        if (found.isEmpty()) {
            person = Id.next();
            made.add(person);
        } else {
            person = found.removeFirst();
        }
        for (var hash : hashes) {
            if (owners.putIfAbsent(hash, person) == null) added.put(hash, person);
        }
        matches.add(new Match(person, found));
    }

    List<Match> matches() {
        return matches;
    }

    Set<UUID> made() {
        return made;
    }

    SortedMap<PersonHash, UUID> added() {
        return added;
    }

    /** Everybody named who was there before. */
    Set<UUID> known() {
        var known = new LinkedHashSet<UUID>();
        for (var match : matches) {
            known.add(match.person());
            known.addAll(match.others());
        }
        known.removeAll(made);
        return known;
    }
}
