package dev.galena.market.returns;

import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.market.delivery.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What both sides of a sale hear of its money. */
final class ReturnNews {

    private ReturnNews() {}

    static List<NewEvent> of(LeadReturn about, Instant now) {
        // Ids and codes hold nothing that JSON would escape.
        var data = new Json("{\"return\":\"" + Id.text("ret", about.id()) + "\",\"sale\":\""
                + Id.text("sal", about.sale()) + "\",\"lead\":\"" + Id.text("lead", about.lead()) + "\",\"reason\":\""
                + about.reason().code() + "\"}");
        return both(about.buyer(), about.seller(), "return." + about.state().code(), data, now);
    }

    static List<NewEvent> ofLevel(SoldLead sold, String level, Instant now) {
        var data = new Json("{\"sale\":\"" + Id.text("sal", sold.id()) + "\",\"lead\":\"" + Id.text("lead", sold.lead())
                + "\",\"level\":\"" + level + "\"}");
        return both(sold.buyer(), sold.seller(), "sale.level-changed", data, now);
    }

    private static List<NewEvent> both(UUID buyer, UUID seller, String type, Json data, Instant now) {
        return Stream.of(buyer, seller)
                .map(party -> new NewEvent(Id.next(), party, type, data, now))
                .toList();
    }
}
