package dev.galena.consent;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a consent by a rule set: pure, the same for a sale, a delivery and an audit. */
public final class Standings {

    private Standings() {}

    /**
     * Whether this consent carries a sale to a buyer of this name.
     *
     * @param notice the words of that consent
     * @param channel how the buyer will reach the person; null: by any channel the consent gives
     */
    public static Standing of(
            Consent consent, Notice notice, RuleSet rules, String buyerName, @Nullable Channel channel, Instant now) {
        if (!notice.id().equals(consent.noticeId())) throw new IllegalArgumentException("the words of another consent");
        if (consent.revokedAt() != null) return new Standing.Withdrawn(consent.revokedAt());
        var end = end(consent, rules);
        if (end.isPresent() && !now.isBefore(end.get())) return new Standing.Expired(end.get());
        if (rules.buyerNamed() && !notice.contains(buyerName)) return new Standing.NotForBuyer();
        if (!allowed(consent, rules, channel)) return new Standing.NotForChannel();
        var missing = missing(consent, notice, rules, now);
        return missing.isEmpty() ? new Standing.Given() : new Standing.Incomplete(missing);
    }

    /**
     * What the record lacks whoever buys: for intake, before a buyer is known. Codes of facts and phrases in the rule set's
     * order; {@code time} when the grant lies in the future, {@code channel} when it gives none that the rule set asks for.
     */
    public static List<String> missing(Consent consent, Notice notice, RuleSet rules, Instant now) {
        var missing = new ArrayList<String>();
        if (consent.grantedAt().isAfter(now)) missing.add("time");
        for (var fact : rules.requires()) {
            if ((consent.factBits() & fact.bit()) == 0) missing.add(fact.code());
        }
        for (var phrase : rules.phrases()) {
            if (phrase.anyOf().stream().noneMatch(notice::contains)) missing.add(phrase.code());
        }
        return missing;
    }

    /** The earlier of the consent's own end and the age at which the rule set ends it. */
    private static Optional<Instant> end(Consent consent, RuleSet rules) {
        var own = consent.expiresAt();
        if (rules.ageMax() == null) return Optional.ofNullable(own);
        var byAge =
                consent.grantedAt().atZone(ZoneOffset.UTC).plus(rules.ageMax()).toInstant();
        return Optional.of(own != null && own.isBefore(byAge) ? own : byAge);
    }

    private static boolean allowed(Consent consent, RuleSet rules, @Nullable Channel channel) {
        if (channel != null && !consent.allows(channel)) return false;
        if (!rules.channelsAll().stream().allMatch(consent::allows)) return false;
        return rules.channelsAny().isEmpty() || rules.channelsAny().stream().anyMatch(consent::allows);
    }
}
