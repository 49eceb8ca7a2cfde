package dev.galena.market.purchase;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.DataKey;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.lead.Contact;
import dev.galena.market.lead.Contacts;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shows a buyer whom he bought, and writes down that he looked. Nobody is shown who has withdrawn since: the consents are
 * locked while their contacts are opened, as in a sale.
 */
public final class RevealContact {

    private final Database database;
    private final Purchases purchases;
    private final Consents consents;
    private final Subjects subjects;
    private final Contacts contacts;
    private final AccessRecords records;
    private final InstantSource clock;

    public RevealContact(
            Database database,
            Purchases purchases,
            Consents consents,
            Subjects subjects,
            Contacts contacts,
            AccessRecords records,
            InstantSource clock) {
        this.database = database;
        this.purchases = purchases;
        this.consents = consents;
        this.subjects = subjects;
        this.contacts = contacts;
        this.records = records;
        this.clock = clock;
    }

    /** Who looks. */
    public record Viewer(UUID party, String actor, String requestId) {}

    /**
     * One lead of the purchase.
     *
     * @param contact null: withdrawn or erased since, see {@code withdrawnAt}
     * @param withdrawnAt null: not withdrawn
     * @param erased gone, or sealed until it may go
     */
    public record Revealed(
            Sale sale, @Nullable Contact contact, @Nullable Instant withdrawnAt, boolean erased) {}

    /** A lead and the purchase it came with. */
    public record OfPurchase(UUID purchase, Revealed revealed) {}

    /** Nothing if the viewer's party has no such purchase. */
    public Optional<List<Revealed>> reveal(Viewer viewer, UUID purchaseId) {
        return database.inTxRetrying(
                tx -> purchases.find(tx, viewer.party(), purchaseId).map(p -> reveal(tx, viewer, p.sales(), null)));
    }

    /** One lead only, for a purpose that is kept with the record. */
    public Optional<OfPurchase> revealSale(Viewer viewer, UUID sale, String purpose) {
        return database.inTxRetrying(tx -> purchases
                .ofSale(tx, viewer.party(), sale)
                .map(p -> {
                    var one =
                            p.sales().stream().filter(s -> s.id().equals(sale)).toList();
                    return new OfPurchase(
                            p.id(), reveal(tx, viewer, one, purpose).getFirst());
                }));
    }

    private List<Revealed> reveal(Tx tx, Viewer viewer, List<Sale> sales, @Nullable String purpose) {
        Map<UUID, Consent> held =
                consents.lock(tx, sales.stream().map(Sale::consent).toList());
        Map<UUID, Contacts.Sealed> sealed =
                contacts.find(tx, sales.stream().map(Sale::lead).toList());
        Map<UUID, DataKey> keys =
                subjects.keys(tx, sales.stream().map(Sale::subject).toList());
        Instant now = clock.instant();
        List<Revealed> revealed = sales.stream()
                .map(sale -> reveal(sale, held.get(sale.consent()), sealed.get(sale.lead()), keys.get(sale.subject())))
                .toList();
        records.add(
                tx,
                revealed.stream()
                        .filter(r -> r.contact() != null)
                        .map(r -> new AccessRecord(
                                Id.next(),
                                now,
                                viewer.party(),
                                viewer.actor(),
                                "contact.revealed",
                                r.sale().subject(),
                                r.sale().lead(),
                                purpose,
                                viewer.requestId()))
                        .toList());
        return revealed;
    }

    private static Revealed reveal(
            Sale sale, @Nullable Consent consent, Contacts.@Nullable Sealed sealed, @Nullable DataKey key) {
        Instant withdrawnAt = consent == null ? null : consent.revokedAt();
        if (consent == null || sealed == null || key == null) return new Revealed(sale, null, withdrawnAt, true);
        if (withdrawnAt != null) return new Revealed(sale, null, withdrawnAt, false);
        return new Revealed(sale, sealed.open(key), null, false);
    }
}
