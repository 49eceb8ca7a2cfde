package dev.galena.billing.terms;

import static java.util.stream.Collectors.toSet;

import dev.galena.billing.Account;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Accounts of the platform, opened with the first journal that names them (VAT of a country and rate, deferred revenue).
 * Those found to be there are remembered, so that the next journals cost nothing.
 */
public final class PlatformAccounts {

    private final Accounts accounts = new Accounts();
    private final Set<UUID> known = ConcurrentHashMap.newKeySet();

    /** Once a transaction, before posting: what it opened itself may not be remembered. */
    public void open(Tx tx, Collection<Journal> journals, Instant now) {
        Set<Account> missing = journals.stream()
                .flatMap(j -> j.transfers().stream())
                .flatMap(t -> Stream.of(t.debit(), t.credit()))
                .filter(a -> a.partyId() == null && !known.contains(a.id()))
                .collect(toSet());
        if (missing.isEmpty()) return;
        List<UUID> there = tx
                .rows("select id from billing.account where id = any($1)", (Object)
                        missing.stream().map(Account::id).toArray(UUID[]::new))
                .stream()
                .map(row -> row.getUUID(0))
                .toList();
        known.addAll(there);
        missing.removeIf(a -> there.contains(a.id()));
        accounts.open(tx, missing, now);
    }
}
