package dev.galena.market.party;

import static dev.galena.market.party.Role.BUYER;
import static dev.galena.market.party.Role.COMPLIANCE;
import static dev.galena.market.party.Role.OPERATOR;
import static dev.galena.market.party.Role.SELLER;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One thing a key may be allowed to do. A scope adds nothing to its party's roles: both must allow. */
public enum Scope {
    LEADS_WRITE(SELLER),
    LEADS_READ(SELLER),
    SOURCES_WRITE(SELLER),
    LISTINGS_READ(BUYER, SELLER, OPERATOR),
    PURCHASES_WRITE(BUYER),
    PURCHASES_READ(BUYER),
    CONTACTS_READ(BUYER),
    WALLET_READ(BUYER, SELLER, OPERATOR),
    WALLET_WRITE(BUYER, SELLER),
    BILLING_READ(BUYER, SELLER, OPERATOR),
    BILLING_WRITE(BUYER, SELLER, OPERATOR),
    CONSENTS_READ(COMPLIANCE, OPERATOR),
    CONSENTS_WRITE(COMPLIANCE, OPERATOR, SELLER),
    RELAY_READ(OPERATOR, COMPLIANCE, BUYER, SELLER),
    RELAY_WRITE(BUYER, SELLER),
    SUPPRESSIONS_WRITE(OPERATOR, SELLER, BUYER),
    TRAIL_READ(COMPLIANCE),
    RETURNS_READ(BUYER, SELLER, OPERATOR),
    RETURNS_WRITE(BUYER, SELLER, OPERATOR),
    FEEDBACK_WRITE(BUYER),
    FEEDBACK_READ(SELLER),
    PROOFS_READ(COMPLIANCE, BUYER, SELLER),
    AUDITS_WRITE(COMPLIANCE),
    PRIVACY_WRITE(COMPLIANCE, OPERATOR),
    WEBHOOKS_WRITE(BUYER, SELLER),
    EVENTS_READ(BUYER, SELLER, OPERATOR),
    SUBSCRIPTIONS_READ(BUYER, OPERATOR),
    SUBSCRIPTIONS_WRITE(BUYER),
    SANDBOX_WRITE(BUYER, SELLER),
    REPORTS_READ(BUYER, SELLER, OPERATOR),
    KEYS_ADMIN(OPERATOR, SELLER, BUYER, COMPLIANCE),
    PARTIES_ADMIN(OPERATOR),
    VERTICALS_ADMIN(OPERATOR),
    SYSTEM_READ(OPERATOR),
    MONEY_ADMIN(OPERATOR);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<Role> roles;

    Scope(Role... roles) {
        this.roles = Set.of(roles);
    }

    /** As written in the API and the database, e.g. {@code leads:write}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    public static Optional<Scope> of(String code) {
        return Stream.of(values()).filter(scope -> scope.code().equals(code)).findFirst();
    }

    /** All that somebody with these roles may be given. */
    public static Set<Scope> of(Collection<Role> roles) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var scope : values()) {
            if (scope.roles.stream().anyMatch(roles::contains)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
