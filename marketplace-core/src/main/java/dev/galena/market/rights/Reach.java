package dev.galena.market.rights;

import dev.galena.consent.Subjects;
import dev.galena.db.Tx;
import dev.galena.market.trail.Sight;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Whom an asker may have forgotten or held: the operator and its auditors everybody, a test auditor people of test sellers
 * only, a party's own officer nobody, since a person's data are not that party's alone.
 */
final class Reach {
    private static final String REAL = """
            select t.id from unnest($1::uuid[]) as t(id)
            where not exists (select from market.lead l where l.subject_id = t.id)
               or exists (select from market.lead l join market.party p on p.id = l.seller_id
                          where l.subject_id = t.id and not p.test)""";

    private final Subjects subjects;

    Reach(Subjects subjects) {
        this.subjects = subjects;
    }

    /** In the order of their ids; empty: nobody, or not the asker's to know. */
    Set<UUID> find(Tx tx, Asker asker, Target target) {
        var found = new TreeSet<UUID>();
        switch (target) {
            case Target.OfSubject(UUID id) -> found.add(id);
            case Target.OfLead(UUID id) ->
                tx.rows("select subject_id from market.lead where id = $1", id)
                        .forEach(row -> found.add(row.getUUID(0)));
            case Target.OfPerson(var identity) -> found.addAll(subjects.findAll(tx, identity));
        }
        return within(tx, asker, List.copyOf(found));
    }

    /** Whether what concerns this person is the asker's to know. */
    boolean reaches(Tx tx, Asker asker, UUID subjectId) {
        return !within(tx, asker, List.of(subjectId)).isEmpty();
    }

    Set<UUID> within(Tx tx, Asker asker, List<UUID> subjectIds) {
        if (!asker.sight().wide()) return Set.of();
        var within = new TreeSet<>(subjectIds);
        within.removeAll(hidden(tx, asker.sight(), subjectIds));
        return within;
    }

    private static List<UUID> hidden(Tx tx, Sight sight, List<UUID> subjectIds) {
        if (!sight.testOnly() || subjectIds.isEmpty()) return List.of();
        return tx.rows(REAL, (Object) subjectIds.toArray(UUID[]::new)).stream()
                .map(row -> row.getUUID(0))
                .toList();
    }
}
