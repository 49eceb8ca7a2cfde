package dev.galena.market.delivery;

import dev.galena.db.Json;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox: rows of {@code market.event}. */
public final class Events {
    /** Names the list in its cursors. */
    public static final String ORDER = "event";

    /** Writes all of them in one statement; nobody outside hears of them before the caller commits. */
    public void add(Tx tx, List<NewEvent> events) {
        if (events.isEmpty()) return;
        tx.change(
                events.size(),
                """
                insert into market.event (id, party_id, type, lead_id, data, at)
                select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::jsonb[], $6::timestamptz[])""",
                events.stream().map(NewEvent::id).toArray(UUID[]::new),
                events.stream().map(NewEvent::partyId).toArray(UUID[]::new),
                events.stream().map(NewEvent::type).toArray(String[]::new),
                events.stream().map(NewEvent::leadId).toArray(UUID[]::new),
                events.stream().map(NewEvent::data).toArray(Json[]::new),
                events.stream().map(NewEvent::at).toArray(Instant[]::new));
    }

    /**
     * A party's own events, oldest first. One appears as soon as its fan-out has given it a position, and none ever appears
     * before one already seen: whoever reads on from the last cursor misses nothing.
     *
     * @param type only these; null means all
     */
    public Page.Slice<Event> page(Tx tx, UUID partyId, @Nullable String type, Page page) {
        List<Event> events =
                tx.rows("""
                        select id, type, lead_id, data::text, at from market.event
                        where party_id = $1 and position > coalesce((select position from market.event where id = $2), 0)
                          and ($3::text is null or type = $3)
                        order by position limit $4""", partyId, page.after() == null ? null : page.after().id(), type, page.limit()).stream()
                        .map(Events::event)
                        .toList();
        return page.cut(ORDER, events, e -> new Page.Cursor("", e.id()));
    }

    private static Event event(Row row) {
        return new Event(
                row.getUUID(0),
                row.getString(1),
                row.getUUID(2),
                new Json(row.getString(3)),
                row.getOffsetDateTime(4).toInstant());
    }
}
