package dev.galena.consent;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a consent by a rule set: pure, the same for a sale, a delivery and an audit. */
public final class Standings {

    private Standings() {}

    /** Whether this consent carries a sale to a buyer of this name. {@code channel}: null: by any the consent gives. */
    public static Standing of(
            Consent consent, Notice notice, RuleSet rules, String buyerName, @Nullable Channel channel, Instant now) {
        return of(consent, notice, rules, Contact.sale(buyerName, false, now).by(channel));
    }

    /** The first of {@link #reasons}, or that it is given. */
    public static Standing of(Consent consent, Notice notice, RuleSet rules, Contact contact) {
        var reasons = reasons(consent, notice, rules, contact);
        return reasons.isEmpty() ? new Standing.Given() : reasons.getFirst();
    }

    /**
     * Everything that speaks against it, in the order of {@link Standing}; empty: it is given.
     *
     * @param notice the words of that consent
     */
    public static List<Standing> reasons(Consent consent, Notice notice, RuleSet rules, Contact contact) {
        if (!notice.id().equals(consent.noticeId())) throw new IllegalArgumentException("the words of another consent");
        var now = contact.at();
        var reasons = new ArrayList<Standing>(0);
        var end = end(consent, rules);
        if (end.isPresent() && !now.isBefore(end.get())) reasons.add(new Standing.Expired(end.get()));
        boolean unnamed = rules.buyerNamed() && !notice.contains(contact.buyerName());
        boolean taken = rules.oneToOne() && contact.soldToOthers();
        if (unnamed || taken) reasons.add(new Standing.NotForBuyer());
        if (!allowed(consent, rules, contact.channel())) reasons.add(new Standing.NotForChannel());
        if (contact.otherNumber()) reasons.add(new Standing.OtherNumber());
        var missing = missing(consent, notice, rules, contact.channel(), now);
        if (!missing.isEmpty()) reasons.add(new Standing.Incomplete(missing));
        if (!reasons.isEmpty() && rules.list() != null) relyOnList(rules.list(), contact, reasons);
        // Whatever the clock here says: what is withdrawn under the lock is withdrawn. Of the past asks Consent.asOf.
        if (consent.revokedAt() != null) reasons.addFirst(new Standing.Withdrawn(consent.revokedAt()));
        if (rules.quietHours() != null) {
            rules.quietHours().against(contact).ifPresent(reasons::add);
        }
        return reasons;
    }

    /** Without a consent that covers it a number may still be called that is not on a list recent enough. */
    private static void relyOnList(RuleSet.ListRule rule, Contact contact, List<Standing> reasons) {
        var list = contact.list();
        if (list == null) return;
        long days = ChronoUnit.DAYS.between(list.obtainedOn(), contact.lastDate());
        if (days < 0 || days > rule.daysMax()) {
            reasons.add(new Standing.ListTooOld(list.obtainedOn(), rule.daysMax()));
        } else if (list.listed()) {
            reasons.add(new Standing.Listed());
        } else {
            reasons.clear();
        }
    }

    /**
     * What the record lacks whoever buys. Codes of facts and phrases in the rule set's order; {@code time} when the grant lies
     * in the future.
     */
    public static List<String> missing(Consent consent, Notice notice, RuleSet rules, Instant now) {
        return missing(consent, notice, rules, null, now);
    }

    /** The same for intake, of a consent that is not recorded yet; first that no channel is given that is asked for. */
    public static List<String> missing(
            Identity identity, Captured captured, Set<Channel> channels, Notice notice, RuleSet rules) {
        var missing = new ArrayList<String>(0);
        if (!covers(channels, rules)) missing.add("channel");
        missing(Evidence.factBits(identity, captured), channels, notice, rules, null, missing);
        return missing;
    }

    private static List<String> missing(
            Consent consent, Notice notice, RuleSet rules, @Nullable Channel channel, Instant now) {
        var missing = new ArrayList<String>(0);
        if (consent.grantedAt().isAfter(now)) missing.add("time");
        missing(consent.factBits(), consent.channels(), notice, rules, channel, missing);
        return missing;
    }

    private static void missing(
            int factBits,
            Set<Channel> channels,
            Notice notice,
            RuleSet rules,
            @Nullable Channel channel,
            List<String> missing) {
        for (var fact : rules.requires()) {
            if ((factBits & fact.bit()) == 0) missing.add(fact.code());
        }
        for (var group : rules.requiresAny()) {
            if (group.anyOf().stream().noneMatch(fact -> (factBits & fact.bit()) != 0)) missing.add(group.code());
        }
        for (var phrase : rules.phrases()) {
            if (applies(phrase, channels, rules, channel)
                    && phrase.anyOf().stream().noneMatch(notice::contains)) {
                missing.add(phrase.code());
            }
        }
    }

    /** A phrase may be asked for on some channels only. Where no channel is named: if the consent gives no other that counts. */
    static boolean applies(RuleSet.Phrase phrase, Set<Channel> given, RuleSet rules, @Nullable Channel channel) {
        if (phrase.channels().isEmpty()) return true;
        if (channel != null) return phrase.channels().contains(channel);
        return given.stream()
                .filter(c ->
                        rules.channelsAny().isEmpty() || rules.channelsAny().contains(c))
                .allMatch(phrase.channels()::contains);
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
        return (channel == null || consent.allows(channel)) && covers(consent.channels(), rules);
    }

    /** Whether it gives the channels that the rule set asks for. */
    private static boolean covers(Set<Channel> given, RuleSet rules) {
        if (!given.containsAll(rules.channelsAll())) return false;
        return rules.channelsAny().isEmpty() || rules.channelsAny().stream().anyMatch(given::contains);
    }
}
