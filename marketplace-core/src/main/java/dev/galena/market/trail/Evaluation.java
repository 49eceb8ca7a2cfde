package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.consent.History;
import dev.galena.consent.Notice;
import dev.galena.consent.QuietHours;
import dev.galena.consent.RuleSet;
import dev.galena.consent.Standing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of asking whether a buyer could contact a person: of each consent, under each rule set. */
public record Evaluation(String buyerName, Instant at, List<OfConsent> consents) {

    /** Whether one consent carries it under every rule set asked about. */
    public boolean allowed() {
        return consents.stream().anyMatch(OfConsent::carries);
    }

    /**
     * One consent.
     *
     * @param leads that came with it and are the asker's to know
     * @param proof its grant, and its withdrawal if there was one by then
     */
    public record OfConsent(
            Consent consent, List<UUID> leads, Notice notice, List<Verdict> verdicts, List<History.Recorded> proof) {
        boolean carries() {
            return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::given);
        }
    }

    /**
     * The verdict of one rule set.
     *
     * @param code of the rule set
     * @param rules the version in force at the moment asked about; null: there was none
     * @param reasons all that speak against it, in the order of {@link Standing}
     * @param factsUsed what the verdict rests on
     * @param clocks where the person may be, if it asks for quiet hours
     * @param from the first moment from the one asked about on at which nobody is disturbed
     */
    public record Verdict(
            String code,
            @Nullable RuleSet rules,
            List<Standing> reasons,
            List<String> factsUsed,
            List<QuietHours.Clock> clocks,
            @Nullable Instant from) {

        public boolean given() {
            return rules != null && reasons.isEmpty();
        }

        /** {@code given}, {@code not-in-force}, or the first of the reasons. */
        public String verdict() {
            if (rules == null) return "not-in-force";
            return reasons.isEmpty() ? "given" : reasons.getFirst().code();
        }

        /** What the record lacks, by the codes of facts and phrases. */
        public List<String> missing() {
            return reasons.stream()
                    .filter(Standing.Incomplete.class::isInstance)
                    .map(Standing.Incomplete.class::cast)
                    .flatMap(i -> i.missing().stream())
                    .toList();
        }
    }
}
