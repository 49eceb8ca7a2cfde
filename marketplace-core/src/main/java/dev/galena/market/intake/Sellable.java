package dev.galena.market.intake;

import dev.galena.consent.Notice;
import dev.galena.consent.RuleSet;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Standings;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of a lead that is taken in what its record of consent lacks to be sold to anybody, so that its seller hears of it at
 * once and not by silence. For the leads of one transaction; not safe for several threads.
 */
final class Sellable {
    private final @Nullable RuleSet rules;
    private final Map<String, Notice> notices = new HashMap<>();

    private Sellable(@Nullable RuleSet rules) {
        this.rules = rules;
    }

    /** By the rule set of the vertical that is in effect today. */
    static Sellable under(Tx tx, RuleSets ruleSets, String code, Instant now) {
        var today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return new Sellable(ruleSets.current(tx, code, today).orElse(null));
    }

    /** Codes of {@link Standings#missing}; empty: it can be sold to a buyer whom the words name. */
    List<String> lacking(Checked lead) {
        if (rules == null) return List.of();
        Agreement agreement = lead.agreement();
        Notice notice = notices.computeIfAbsent(agreement.text(), text -> Notice.of(agreement.language(), text));
        return Standings.missing(lead.identity(), agreement.captured(), agreement.channels(), notice, rules);
    }
}
