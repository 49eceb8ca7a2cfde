package dev.galena.market.trail;

import dev.galena.db.Database;
import dev.galena.db.Page;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who looked at what concerns people, and why: for officers who watch over their own party's curiosity, or everybody's. */
public final class ReadAccesses {
    /** Names the list in its cursors. */
    public static final String NEWEST = "access";

    private final Database db;

    public ReadAccesses(Database db) {
        this.db = db;
    }

    /** Which of them: all that is not null must hold. */
    public record Filter(
            @Nullable UUID subjectId,
            @Nullable UUID leadId,
            @Nullable String actor,
            @Nullable String action) {}

    /** Somebody looked. */
    public record Access(
            UUID id,
            Instant at,
            Trail.Who party,
            String actor,
            String action,
            @Nullable UUID subjectId,
            @Nullable UUID leadId,
            @Nullable String purpose,
            @Nullable String requestId) {}

    /** The operator and auditors see everybody's (a test auditor those of test parties), others their own party's. */
    public Page.Slice<Access> page(Sight sight, Filter filter, Page page) {
        var found = db.read(tx -> tx
                .rows(
                        """
                        select a.id, a.at, p.id, p.name, a.actor, a.action, a.subject_id, a.lead_id, a.purpose, a.request_id
                        from market.access_record a join market.party p on p.id = a.party_id
                        where ($1 and (not $2 or p.test) or a.party_id = $3)
                          and ($4::uuid is null or a.subject_id = $4) and ($5::uuid is null or a.lead_id = $5)
                          and ($6::text is null or a.actor = $6) and ($7::text is null or a.action = $7)
                          and ($8::uuid is null or a.id < $8)
                        order by a.id desc limit $9""",
                        sight.wide(),
                        sight.testOnly(),
                        sight.partyId(),
                        filter.subjectId(),
                        filter.leadId(),
                        filter.actor(),
                        filter.action(),
                        page.after() == null ? null : page.after().id(),
                        page.limit())
                .stream()
                .map(r -> new Access(
                        r.getUUID(0),
                        r.getOffsetDateTime(1).toInstant(),
                        new Trail.Who(r.getUUID(2), r.getString(3)),
                        r.getString(4),
                        r.getString(5),
                        r.getUUID(6),
                        r.getUUID(7),
                        r.getString(8),
                        r.getString(9)))
                .toList());
        return page.cut(NEWEST, found, access -> new Page.Cursor("", access.id()));
    }
}
