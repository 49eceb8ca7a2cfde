package dev.galena.market.feedback;

import dev.galena.billing.recurring.Clocks;
import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A buyer looks at the leads he bought: nothing of this says who they are, so looking leaves no record. */
public final class ReadOwnedLeads {
    public static final String ORDER = "sale.purchase";

    private final Database database;
    private final Consents consents;
    private final Clocks clocks;
    private final OwnedLeads owned = new OwnedLeads();
    private final Moments moments = new Moments();

    public ReadOwnedLeads(Database database, Consents consents, Clocks clocks) {
        this.database = database;
        this.consents = consents;
        this.clocks = clocks;
    }

    /** Newest purchase first. */
    public Slice<OwnedLead> page(UUID buyer, Wanted wanted, Page page) {
        return database.read(tx -> owned.page(tx, buyer, wanted, clocks.now(tx, buyer), page));
    }

    /** The lead, if it is this buyer's. */
    public Optional<OwnedLead> one(UUID buyer, UUID sale) {
        return database.read(tx -> owned.one(tx, buyer, sale));
    }

    /** What happened to it so far, in order; nothing if it is not this buyer's. */
    public Optional<List<Moment>> story(UUID buyer, UUID sale) {
        return database.read(tx -> owned.one(tx, buyer, sale).map(lead -> {
            Consent consent = consents.find(tx, List.of(lead.consent())).get(lead.consent());
            Instant withdrawn = consent == null ? null : consent.revokedAt();
            return moments.of(tx, buyer, lead, withdrawn);
        }));
    }

    /** How many leads of his are how far; of all dispositions. */
    public Map<Disposition, Long> counts(UUID buyer) {
        return database.read(tx -> {
            Map<Disposition, Long> counts = new EnumMap<>(Disposition.class);
            for (Disposition each : Disposition.values()) counts.put(each, 0L);
            long rest = tx.rows(
                            "select coalesce(sum(leads), 0)::bigint from market.purchase where buyer_id = $1", buyer)
                    .getFirst()
                    .getLong(0);
            for (var row : tx.rows(
                    "select value, count(*) from market.disposition_now where buyer_id = $1 group by value", buyer)) {
                Disposition value = Disposition.of(row.getString(0)).orElseThrow();
                counts.put(value, row.getLong(1));
                rest -= row.getLong(1);
            }
            counts.merge(Disposition.NEW, rest, Long::sum);
            return counts;
        });
    }
}
