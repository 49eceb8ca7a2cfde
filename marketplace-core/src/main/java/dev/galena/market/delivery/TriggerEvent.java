package dev.galena.market.delivery;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** A test party wants to see what an event looks like when it arrives: one with an id that names nothing. */
public final class TriggerEvent {

    private final Database database;
    private final Events events;
    private final InstantSource clock;

    public TriggerEvent(Database database, Events events, InstantSource clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** The type is one that exists, and begins with the kind of thing it is about. */
    public void trigger(UUID partyId, String type) {
        String about = type.substring(0, type.indexOf('.'));
        var data = new Json("{\"" + about + "\":\"" + Id.text("test", Id.next()) + "\",\"test\":true}");
        var event = new NewEvent(Id.next(), partyId, type, data, clock.instant());
        database.inTx(tx -> {
            events.add(tx, List.of(event));
            return event;
        });
    }
}
