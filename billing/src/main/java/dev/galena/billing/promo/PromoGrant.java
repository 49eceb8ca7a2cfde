package dev.galena.billing.promo;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credit given to a buyer.
 *
 * @param left of it, when it was last worked out
 * @param expiresAt null: never
 * @param closed spent or expired
 */
public record PromoGrant(
        UUID id,
        UUID partyId,
        Money amount,
        Money left,
        String reason,
        Instant grantedAt,
        @Nullable Instant expiresAt,
        boolean closed) {

    public static final int REASON_MAX = 200;

    static Account account(UUID partyId, Currency currency) {
        return Account.of(partyId, AccountKind.BUYER_PROMO, currency);
    }

    Account account() {
        return account(partyId, amount.currency());
    }

    PromoGrant left(long left) {
        return new PromoGrant(
                id, partyId, amount, new Money(left, amount.currency()), reason, grantedAt, expiresAt, left == 0);
    }

    /**
     * What is left of each, when all that is left is {@code balance}: what was spent came from those that expire first.
     *
     * @param open of one account, those that expire first coming first
     */
    static List<PromoGrant> spent(List<PromoGrant> open, long balance) {
        long spent = open.stream().mapToLong(g -> g.left().minorUnits()).sum() - balance;
        List<PromoGrant> after = new ArrayList<>();
        for (var grant : open) {
            long part = Math.clamp(spent, 0, grant.left().minorUnits());
            spent -= part;
            after.add(part == 0 ? grant : grant.left(grant.left().minorUnits() - part));
        }
        return after;
    }
}
