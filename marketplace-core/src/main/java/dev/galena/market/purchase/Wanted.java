package dev.galena.market.purchase;

import dev.galena.market.vertical.Criteria;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a buyer asks for. */
public sealed interface Wanted {

    int LEADS_MAX = 500;

    int leadsAtMost();

    /**
     * Exactly these leads.
     *
     * @param partial false: all or nothing; true: those that can be had
     */
    record These(List<UUID> leads, boolean partial) implements Wanted {
        public These {
            leads = List.copyOf(leads);
            if (leads.isEmpty() || leads.size() > LEADS_MAX)
                throw new IllegalArgumentException("1 to " + LEADS_MAX + " leads");
            if (Set.copyOf(leads).size() != leads.size()) throw new IllegalArgumentException("a lead is named twice");
        }

        @Override
        public int leadsAtMost() {
            return leads.size();
        }
    }

    /**
     * As many as match, newest first, up to a number and a sum.
     *
     * @param budget in minor units of the buyer's currency
     */
    record UpTo(int leads, Criteria matching, long budget) implements Wanted {
        public UpTo {
            if (leads < 1 || leads > LEADS_MAX) throw new IllegalArgumentException("1 to " + LEADS_MAX + " leads");
            if (budget <= 0) throw new IllegalArgumentException("a budget is positive");
        }

        @Override
        public int leadsAtMost() {
            return leads;
        }
    }
}
