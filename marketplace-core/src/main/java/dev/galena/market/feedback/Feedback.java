package dev.galena.market.feedback;

import dev.galena.billing.recurring.Clocks;
import dev.galena.consent.Consents;
import dev.galena.db.Database;

/** All of this chapter. */
public record Feedback(SetDisposition setDisposition, ReadOwnedLeads readOwnedLeads, ReadFeedback readFeedback) {

    public static Feedback of(Database database, Consents consents, Clocks clocks) {
        return new Feedback(
                new SetDisposition(database, clocks),
                new ReadOwnedLeads(database, consents, clocks),
                new ReadFeedback(database));
    }
}
