package dev.galena.billing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a set of journals changes, one sum per account in id order; credit is positive. Accounts that end even are left out.
 * What a buyer comes to owe also lifts the floor of his wallet, what he pays of it lowers it again.
 */
record Changes(Map<UUID, Move> strict, Map<UUID, Long> deferred) {

    /**
     * Of one STRICT account.
     *
     * @param amount credited; negative: debited
     * @param hold set aside; negative: set free
     * @param floor by how much the floor moves
     */
    record Move(long amount, long hold, long floor) {
        private static final Move NONE = new Move(0, 0, 0);

        static Move of(long amount) {
            return new Move(amount, 0, 0);
        }

        static Move hold(long amount) {
            return new Move(0, amount, 0);
        }

        static Move floor(long by) {
            return new Move(0, 0, by);
        }

        Move plus(Move other) {
            return new Move(
                    Math.addExact(amount, other.amount),
                    Math.addExact(hold, other.hold),
                    Math.addExact(floor, other.floor));
        }
    }

    static Changes of(List<Journal> journals) {
        var changes = new Changes(new TreeMap<>(), new TreeMap<>());
        for (var journal : journals) {
            for (var transfer : journal.transfers()) {
                long amount = transfer.amount().minorUnits();
                changes.add(transfer.debit(), -amount);
                changes.add(transfer.credit(), amount);
            }
        }
        changes.strict.values().removeIf(Move.NONE::equals);
        changes.deferred.values().removeIf(sum -> sum == 0);
        return changes;
    }

    private void add(Account account, long amount) {
        if (!account.kind().strict()) {
            deferred.merge(account.id(), amount, Math::addExact);
            return;
        }
        strict.merge(account.id(), Move.of(amount), Move::plus);
        if (liftsFloor(account)) {
            strict.merge(walletOf(account).id(), Move.floor(-amount), Move::plus);
        }
    }

    /** What is owed under a detail, such as for payments that were taken back, uses up no credit line. */
    static boolean liftsFloor(Account account) {
        return account.kind() == AccountKind.BUYER_RECEIVABLE
                && account.detail().isEmpty();
    }

    /** The wallet whose floor hangs on what this BUYER_RECEIVABLE account holds. */
    static Account walletOf(Account receivable) {
        return Account.wallet(requireNonNull(receivable.partyId(), "only a party owes"), receivable.currency());
    }
}
