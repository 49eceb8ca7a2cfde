package dev.galena.market.purchase;

import static java.util.Objects.requireNonNull;

import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.terms.PlatformAccounts;
import dev.galena.billing.terms.Quotas;
import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.Event;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes what the {@link Till} decided: slots, sales, consent events, news for the buyers, and last the money. */
public final class Settlement {

    private final Consents consents;
    private final Ledger ledger;
    private final Events events;
    private final Offers offers = new Offers();
    private final Sales sales = new Sales();
    private final Quotas quotas = new Quotas();
    private final PlatformAccounts platformAccounts = new PlatformAccounts();
    private final Purchases purchases;

    public Settlement(Consents consents, Ledger ledger, Events events, Purchases purchases) {
        this.consents = consents;
        this.ledger = ledger;
        this.events = events;
        this.purchases = purchases;
    }

    /**
     * What the events of sales say beside the sales themselves.
     *
     * @param buyers their names, as judged against the words shown
     * @param rules the digest of each rule set judged by, under its code@version
     */
    record Judged(Map<UUID, String> buyers, Map<String, Digest> rules) {}

    void write(
            Tx tx,
            List<Purchase> bought,
            Map<UUID, Offer> before,
            Map<UUID, Consent> locked,
            Judged judged,
            Instant now) {
        if (bought.isEmpty()) return;
        List<Sale> sold = bought.stream().flatMap(p -> p.sales().stream()).toList();
        offers.sell(tx, before, sold);
        purchases.add(tx, bought);
        sales.add(tx, bought);
        consents.record(
                tx, bought.stream().flatMap(p -> consentEvents(p, judged)).toList(), locked, now);
        events.add(tx, bought.stream().flatMap(Settlement::news).toList());
        quotas.take(tx, units(sold));
        List<Journal> journals = bought.stream()
                .map(PurchaseJournal::of)
                .flatMap(Optional::stream)
                .toList();
        platformAccounts.open(tx, journals, now);
        ledger.post(tx, journals);
    }

    private static Map<UUID, Integer> units(List<Sale> sold) {
        Map<UUID, Integer> units = new HashMap<>();
        for (Sale sale : sold) {
            UUID quota = sale.charge().quota();
            if (quota != null) units.merge(quota, 1, Integer::sum);
        }
        return units;
    }

    private static Stream<Event> consentEvents(Purchase purchase, Judged judged) {
        String buyer = requireNonNull(judged.buyers.get(purchase.buyer()), "asked for it");
        return purchase.sales().stream()
                .map(sale -> Event.of(
                        sale.consent(),
                        "lead.sold",
                        Map.of(
                                "lead_id", sale.lead(),
                                "sale_id", sale.id(),
                                "buyer_id", purchase.buyer(),
                                "buyer_name", buyer,
                                "exclusive", sale.exclusive(),
                                "rule_set", sale.ruleSet(),
                                "rules", requireNonNull(judged.rules.get(sale.ruleSet()), "judged by it"))));
    }

    private static Stream<NewEvent> news(Purchase purchase) {
        return purchase.sales().stream()
                .map(sale -> new NewEvent(
                        Id.next(),
                        purchase.buyer(),
                        "lead.purchased",
                        sale.lead(),
                        data(purchase, sale),
                        purchase.at()));
    }

    private static Json data(Purchase purchase, Sale sale) {
        // Ids hold nothing that JSON would escape.
        return new Json("{\"purchase\":\"" + Id.text("pur", purchase.id()) + "\",\"lead\":\""
                + Id.text("lead", sale.lead()) + "\",\"sale\":\"" + Id.text("sal", sale.id()) + "\"}");
    }
}
