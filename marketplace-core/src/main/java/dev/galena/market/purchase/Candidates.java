package dev.galena.market.purchase;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds leads for a buyer who wants up to so many that match. Looks page by page, without locks, and passes over those
 * whose consent would not carry the sale or whose person he owns; what it finds is decided again under lock.
 */
final class Candidates {

    private static final int PAGE = 500;
    private static final int PAGES_MAX = 20;

    private final Offers offers = new Offers();
    private final Sales sales = new Sales();
    private final Consents consents;
    private final Judge judge;

    Candidates(Consents consents, Judge judge) {
        this.consents = consents;
        this.judge = judge;
    }

    /** Newest first, some more than wanted: others may be quicker. */
    List<UUID> find(Tx tx, Request request, Wanted.UpTo wanted, Instant now) {
        int enough = wanted.leads() + wanted.leads() / 4 + 10;
        List<UUID> found = new ArrayList<>(enough);
        UUID after = null;
        for (int page = 0; page < PAGES_MAX && found.size() < enough; page++) {
            List<UUID> leads = offers.matching(tx, request, wanted, after, Math.min(PAGE, 2 * enough), now);
            if (leads.isEmpty()) break;
            after = leads.getLast();
            Map<UUID, Offer> read = offers.read(tx, leads);
            Map<UUID, Consent> held =
                    consents.find(tx, read.values().stream().map(Offer::consent).toList());
            Set<Owned> owned = sales.owned(
                    tx,
                    read.values().stream()
                            .map(o -> new Owned(request.buyer(), o.subject()))
                            .toList(),
                    now);
            var verdicts = judge.verdicts(tx, read.values(), held, now);
            leads.stream()
                    .map(read::get)
                    .filter(o -> o != null && !owned.contains(new Owned(request.buyer(), o.subject())))
                    .filter(o -> verdicts.standing(o, request).given())
                    .limit(enough - found.size())
                    .forEach(o -> found.add(o.lead()));
        }
        return found;
    }
}
