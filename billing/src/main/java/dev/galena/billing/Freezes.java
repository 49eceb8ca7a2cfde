package dev.galena.billing;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Accounts of which nothing may be debited: what their party has stays where it is until somebody looks into it. Credits
 * still arrive. Of STRICT accounts the ledger refuses to post a debit; whoever pays out of DEFERRED ones asks {@link
 * Wallet#frozen} under {@link Ledger#lockDeferred}.
 */
public final class Freezes {

    /** Not SELLER_PENDING, which returns must be able to debit, nor debts. */
    private static final String LOCK = """
            select b.account_id from billing.balance b
            where b.account_id = any(array(select id from billing.account
              where party_id = $1 and kind in ('BUYER_WALLET', 'BUYER_PROMO', 'SELLER_PAYABLE', 'SELLER_RESERVE')))
            order by b.account_id for no key update""";

    private static final String SET = """
            update billing.balance set frozen = $2 where account_id = any($1) and frozen <> $2 returning account_id""";

    private final AccountActs acts = new AccountActs();

    /** Freezes what the party has; tells how many accounts were not frozen yet. */
    public int freeze(Tx tx, UUID partyId, Authority authority, Instant now) {
        return set(tx, partyId, true, authority, now);
    }

    /** Lets it go again; tells how many were frozen. */
    public int unfreeze(Tx tx, UUID partyId, Authority authority, Instant now) {
        return set(tx, partyId, false, authority, now);
    }

    private int set(Tx tx, UUID partyId, boolean frozen, Authority authority, Instant now) {
        UUID[] locked =
                tx.rows(LOCK, partyId).stream().map(row -> row.getUUID(0)).toArray(UUID[]::new);
        List<UUID> changed =
                tx.rows(SET, locked, frozen).stream().map(row -> row.getUUID(0)).toList();
        acts.add(tx, changed, frozen ? "freeze" : "unfreeze", null, authority, now);
        return changed.size();
    }
}
