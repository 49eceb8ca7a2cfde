package dev.galena.billing.tax;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Profiles as stored; the rhythm is {@code CYCLE} as long as the party pays afterwards, whatever it wished for. */
public final class Profiles {

    private static final String COLUMNS = """
            select party_id, name, street, city, postcode, region, country, vat_id, registration, email,
                   case when exists (select from billing.postpaid c where c.party_id = p.party_id and c.due_at is not null)
                     then 'cycle' else rhythm end, zone, self_billing from billing.profile p\s""";

    private static final String SAVE = """
            insert into billing.profile (party_id, name, street, city, postcode, region, country, vat_id, registration, email,
              rhythm, zone, self_billing, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
              coalesce(nullif($11, 'cycle'), (select rhythm from billing.profile where party_id = $1), 'monthly'), $12, $13, $14)
            on conflict (party_id) do update set name = excluded.name, street = excluded.street, city = excluded.city,
              postcode = excluded.postcode, region = excluded.region, country = excluded.country, vat_id = excluded.vat_id,
              registration = excluded.registration, email = excluded.email, rhythm = excluded.rhythm, zone = excluded.zone,
              self_billing = excluded.self_billing, updated_at = excluded.updated_at""";

    public void save(Tx tx, Profile profile, Instant now) {
        tx.run(
                SAVE,
                profile.party(),
                profile.name(),
                profile.street(),
                profile.city(),
                profile.postcode(),
                profile.region(),
                profile.country(),
                profile.vatId(),
                profile.registration(),
                profile.email(),
                profile.rhythm().code(),
                profile.zone().getId(),
                profile.selfBilling(),
                now);
    }

    public Optional<Profile> find(Tx tx, UUID party) {
        return tx.rows(COLUMNS + "where party_id = $1", party).stream()
                .map(Profiles::profile)
                .findFirst();
    }

    public Map<UUID, Profile> findAll(Tx tx, Collection<UUID> parties) {
        var found = new HashMap<UUID, Profile>();
        for (Row row : tx.rows(COLUMNS + "where party_id = any($1)", (Object) parties.toArray(UUID[]::new))) {
            var profile = profile(row);
            found.put(profile.party(), profile);
        }
        return found;
    }

    /** Those of parties behind that one in the order of ids, locked for the caller. */
    List<Profile> lockBehind(Tx tx, @Nullable UUID party, int limit) {
        String sql = COLUMNS + "where $1::uuid is null or party_id > $1 order by party_id limit $2 for share of p";
        return tx.rows(sql, party, limit).stream().map(Profiles::profile).toList();
    }

    private static Profile profile(Row row) {
        return new Profile(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                Frequency.of(row.getString(10)),
                ZoneId.of(row.getString(11)),
                row.getBoolean(12));
    }
}
