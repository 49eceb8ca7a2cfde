package dev.galena.bench;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.Grant;
import dev.galena.consent.Identity;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notice;
import dev.galena.consent.Notices;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Events of consent to be logged: many made by SQL, some by the product. */
final class EventSource {
    private static final int PORTION = 500;
    private static final String WORDS =
            "Harbor Institute may call and text me at the number I gave. My consent is not a condition of any purchase.";
    private static final String SQL = Inventory.resource("events.sql");

    private final Database database;
    private final Subjects subjects;
    private final Consents consents;
    private final UUID seller = Id.next();
    private final byte[] notice;
    private final List<UUID> sample = new ArrayList<>();

    EventSource(Database database, MasterKey master) {
        this.database = database;
        this.subjects = new Subjects(master);
        this.consents = new Consents(subjects, new Notices());
        this.notice = Notice.of("en", WORDS).id().bytes();
    }

    /** Consents of the product's own making. */
    List<UUID> sample() {
        return sample;
    }

    /** So many events or one more, two of each consent; how many it were. */
    int add(int events) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return database.inTx(tx -> tx.run(SQL, (events + 1) / 2, seller, notice, now, now.toString()));
    }

    long waiting() {
        return database.inTx(tx ->
                tx.rows("select count(*) from consent.event_pending").getFirst().getLong(0));
    }

    /** People who consent and whose leads are sold, as the product records it. */
    void people(int count) {
        for (int from = 0; from < count; from += PORTION) {
            var identities = new ArrayList<Identity>();
            for (int i = 0; i < Math.min(PORTION, count - from); i++) {
                int n = sample.size() + i;
                identities.add(new Identity("+1213%07d".formatted(n), "person" + n + "@example.com"));
            }
            sample.addAll(people(identities));
        }
    }

    private List<UUID> people(List<Identity> identities) {
        var now = Instant.now();
        return database.inTx(tx -> {
            var people = subjects.resolve(tx, identities, now);
            var grants = new ArrayList<Grant>();
            for (int i = 0; i < identities.size(); i++) {
                grants.add(new Grant(
                        people.get(i),
                        identities.get(i),
                        seller,
                        WORDS,
                        "en",
                        now.minus(1, ChronoUnit.HOURS),
                        null,
                        Set.of(Channel.CALL, Channel.SMS),
                        true,
                        false,
                        new Captured(
                                "Ada Abbott",
                                "https://courses.example.com/guide",
                                "198.51.100.7",
                                "Mozilla/5.0",
                                List.of("https://cert.trustedform.com/1"),
                                List.of("google", "c01"),
                                null)));
            }
            var ids = consents.grant(tx, grants, now);
            var sold = ids.stream()
                    .map(id -> Event.of(id, "lead.sold", Map.of("buyer_id", seller, "rule_set", "us-tcpa-pewc@1")))
                    .toList();
            consents.record(tx, sold, consents.lock(tx, ids), now);
            return ids;
        });
    }

    /** One more event of a consent, in a transaction of its own. */
    int append(UUID consent) {
        return database.inTx(tx -> {
            var locked = consents.lock(tx, List.of(consent));
            consents.record(
                    tx, List.of(Event.of(consent, "lead.sold", Map.of("buyer_id", seller))), locked, Instant.now());
            return locked.values().iterator().next().seq();
        });
    }
}
