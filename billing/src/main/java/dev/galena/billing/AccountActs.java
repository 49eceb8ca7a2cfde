package dev.galena.billing;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was done to accounts beside posting. */
final class AccountActs {

    private static final String ADD = """
            insert into billing.account_act (id, account_id, act, amount, by_party, reason, at)
            select id, account_id, $3, $4, $5, $6, $7 from unnest($1::uuid[], $2::uuid[]) as t(id, account_id)""";

    void add(Tx tx, Collection<UUID> accounts, String act, @Nullable Long amount, Authority authority, Instant now) {
        if (accounts.isEmpty()) return;
        tx.change(
                accounts.size(),
                ADD,
                accounts.stream().map(a -> Id.next()).toArray(UUID[]::new),
                accounts.toArray(UUID[]::new),
                act,
                amount,
                authority.party(),
                authority.reason(),
                now);
    }
}
