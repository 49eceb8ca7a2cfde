package dev.galena.market.party;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who looked, and why: rows of {@code market.access_record}, never changed. */
public final class AccessRecords {

    /** In the transaction that reads what they are about, before anybody is shown it. */
    public void add(Tx tx, List<AccessRecord> records) {
        if (records.isEmpty()) return;
        tx.run(
                """
                insert into market.access_record (id, at, party_id, actor, action, subject_id, lead_id, purpose, request_id)
                select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::uuid[],
                                     $7::uuid[], $8::text[], $9::text[])""",
                records.stream().map(AccessRecord::id).toArray(UUID[]::new),
                records.stream().map(AccessRecord::at).toArray(Instant[]::new),
                records.stream().map(AccessRecord::partyId).toArray(UUID[]::new),
                records.stream().map(AccessRecord::actor).toArray(String[]::new),
                records.stream().map(AccessRecord::action).toArray(String[]::new),
                records.stream().map(AccessRecord::subjectId).toArray(UUID[]::new),
                records.stream().map(AccessRecord::leadId).toArray(UUID[]::new),
                records.stream().map(AccessRecord::purpose).toArray(String[]::new),
                records.stream().map(AccessRecord::requestId).toArray(String[]::new));
    }
}
