package dev.galena.billing;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts that exist. An account is opened once, before the first transfer names it, and never closed. */
public final class Accounts {

    private static final String OPEN = """
            insert into billing.account (id, party_id, kind, detail, currency, mode, created_at)
            select id, party_id, kind, detail, currency, mode, $7
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
              as t(id, party_id, kind, detail, currency, mode)
            on conflict do nothing""";

    private static final String OPEN_BALANCE = """
            insert into billing.balance (account_id, posted, floor)
            select id, 0, floor from unnest($1::uuid[], $2::bigint[]) as t(id, floor)
            on conflict (account_id) do nothing""";

    /**
     * Makes sure that these accounts exist, and with a BUYER_RECEIVABLE the wallet whose floor hangs on it. The balance of a
     * new STRICT account may not fall below zero, unless it is for debts.
     */
    public void open(Tx tx, Collection<Account> accounts, Instant now) {
        var sorted = accounts.stream()
                .flatMap(a -> Changes.liftsFloor(a) ? Stream.of(a, Changes.walletOf(a)) : Stream.of(a))
                .distinct()
                .sorted(Comparator.comparing(Account::id))
                .toList();
        if (sorted.isEmpty()) return;
        UUID[] ids = sorted.stream().map(Account::id).toArray(UUID[]::new);
        tx.run(
                OPEN,
                ids,
                sorted.stream().map(Account::partyId).toArray(UUID[]::new),
                sorted.stream().map(a -> a.kind().name()).toArray(String[]::new),
                sorted.stream().map(Account::detail).toArray(String[]::new),
                sorted.stream().map(a -> a.currency().getCurrencyCode()).toArray(String[]::new),
                sorted.stream().map(a -> a.kind().mode().name()).toArray(String[]::new),
                now);
        tx.run(OPEN_BALANCE, ids, sorted.stream().map(a -> a.kind().floor()).toArray(Long[]::new));
    }

    public Account open(Tx tx, @Nullable UUID partyId, AccountKind kind, Currency currency, Instant now) {
        var account = Account.of(partyId, kind, currency);
        open(tx, List.of(account), now);
        return account;
    }

    /** What a buyer needs before the first purchase. */
    public void openBuyer(Tx tx, UUID buyerId, Currency currency, Instant now) {
        open(
                tx,
                List.of(Account.wallet(buyerId, currency), Account.of(buyerId, AccountKind.BUYER_PROMO, currency)),
                now);
    }

    /** What a seller needs before the first sale, and the platform's accounts of that currency beside it. */
    public void openSeller(Tx tx, UUID sellerId, Currency currency, Instant now) {
        open(
                tx,
                List.of(
                        Account.of(sellerId, AccountKind.SELLER_PENDING, currency),
                        Account.of(sellerId, AccountKind.SELLER_PAYABLE, currency),
                        Account.platform(AccountKind.PLATFORM_FEE, currency)),
                now);
    }

    /** The account, if it was opened. */
    public Optional<Account> find(Tx tx, @Nullable UUID partyId, AccountKind kind, Currency currency) {
        var account = Account.of(partyId, kind, currency);
        return tx.rows("select from billing.account where id = $1", account.id())
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(account);
    }
}
