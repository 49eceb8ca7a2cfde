package dev.galena.market.trail;

import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import java.util.UUID;

/**
 * How far a party sees: the operator everything; an auditor, who neither sells nor buys, every trail without prices (a test
 * auditor those of test sellers); all others what concerns leads they sold or bought.
 */
public record Sight(UUID partyId, Reach reach) {
    /** From the widest. */
    public enum Reach {
        OPERATOR,
        AUDITOR,
        TEST_AUDITOR,
        OWN
    }

    public static Sight of(Party party) {
        return new Sight(party.id(), reach(party));
    }

    private static Reach reach(Party party) {
        if (party.is(Role.OPERATOR)) return Reach.OPERATOR;
        if (!party.is(Role.COMPLIANCE) || party.is(Role.SELLER) || party.is(Role.BUYER)) return Reach.OWN;
        return party.test() ? Reach.TEST_AUDITOR : Reach.AUDITOR;
    }

    public boolean operator() {
        return reach == Reach.OPERATOR;
    }

    /** Not only the own leads. */
    public boolean wide() {
        return reach != Reach.OWN;
    }

    public boolean testOnly() {
        return reach == Reach.TEST_AUDITOR;
    }
}
