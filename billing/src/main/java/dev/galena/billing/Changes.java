package dev.galena.billing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a set of journals changes, one sum per account in id order; credit is positive. Accounts that end even are left out. */
record Changes(Map<UUID, Long> strict, Map<UUID, Long> deferred) {

    static Changes of(List<Journal> journals) {
        var strict = new TreeMap<UUID, Long>();
        var deferred = new TreeMap<UUID, Long>();
        for (var journal : journals) {
            for (var transfer : journal.transfers()) {
                long amount = transfer.amount().minorUnits();
                add(
                        transfer.debit().kind().strict() ? strict : deferred,
                        transfer.debit().id(),
                        -amount);
                add(
                        transfer.credit().kind().strict() ? strict : deferred,
                        transfer.credit().id(),
                        amount);
            }
        }
        strict.values().removeIf(sum -> sum == 0);
        deferred.values().removeIf(sum -> sum == 0);
        return new Changes(strict, deferred);
    }

    private static void add(Map<UUID, Long> sums, UUID account, long amount) {
        sums.merge(account, amount, Math::addExact);
    }
}
