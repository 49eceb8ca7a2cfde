package dev.galena.billing.tax;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** How each buyer is taxed, as a purchase reads it: rows of {@code billing.tax_standing}, and all that ever were. */
public final class Standings {

    private static final String SET = """
            with changed as (
              insert into billing.tax_standing as s (party_id, country, category, rate_bps, rule, decided_at)
              select * from unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[])
              on conflict (party_id) do update set country = excluded.country, category = excluded.category,
                rate_bps = excluded.rate_bps, rule = excluded.rule,
                decided_at = greatest(excluded.decided_at, s.decided_at + interval '1 microsecond')
              where (s.country, s.category, s.rate_bps, s.rule)
                is distinct from (excluded.country, excluded.category, excluded.rate_bps, excluded.rule)
              returning *)
            insert into billing.tax_decision (party_id, decided_at, country, category, rate_bps, rule)
            select party_id, decided_at, country, category, rate_bps, rule from changed""";

    /** Notes what is new among these. */
    void set(Tx tx, Map<UUID, Tax> taxes, Instant now) {
        if (taxes.isEmpty()) return;
        var sorted = new TreeMap<>(taxes);
        var parties = sorted.keySet().toArray(UUID[]::new);
        var each = List.copyOf(sorted.values());
        var times = new Instant[parties.length];
        Arrays.fill(times, now);
        tx.run(
                SET,
                parties,
                each.stream().map(Tax::country).toArray(String[]::new),
                each.stream().map(t -> t.category().name()).toArray(String[]::new),
                each.stream().map(Tax::rateBps).toArray(Integer[]::new),
                each.stream().map(Tax::rule).toArray(String[]::new),
                times);
    }
}
