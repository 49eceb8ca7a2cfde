package dev.galena.market.vertical;

import dev.galena.consent.RuleBody;
import dev.galena.consent.RuleSet;
import dev.galena.consent.RuleSets;
import dev.galena.db.Database;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operator writes down what suffices as consent under a law: a new rule set, or a new version of one. None ever changes. */
public final class PublishRules {
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{2,40}");

    private final Database database;
    private final RuleSets ruleSets;
    private final InstantSource clock;

    public PublishRules(Database database, RuleSets ruleSets, InstantSource clock) {
        this.database = database;
        this.ruleSets = ruleSets;
        this.clock = clock;
    }

    /** What came of it, in the order of precedence. */
    public sealed interface Outcome {
        record NoSuchRuleSet() implements Outcome {}

        /** Everything that is wrong with it; pointers are into the body of the request. */
        record Refused(List<Fault> faults) implements Outcome {}

        record CodeTaken() implements Outcome {}

        record Published(RuleSet ruleSet) implements Outcome {}
    }

    /** {@code effectiveFrom}: today, in UTC, or later: what was judged is judged. */
    public Outcome create(String code, LocalDate effectiveFrom, JsonObject rules) {
        var faults = faults(effectiveFrom, rules);
        if (!CODE.matcher(code).matches())
            faults.addFirst(new Fault("/code", "field-invalid", "2 to 40 of a-z, 0-9, -"));
        if (!faults.isEmpty()) return new Outcome.Refused(faults);
        return database.inTx(tx -> {
            tx.lock("rule_set " + code);
            return ruleSets.codes(tx).contains(code)
                    ? new Outcome.CodeTaken()
                    : new Outcome.Published(ruleSets.add(tx, code, effectiveFrom, rules.encode()));
        });
    }

    /** A new version of one that is there. */
    public Outcome addVersion(String code, LocalDate effectiveFrom, JsonObject rules) {
        if (!database.read(ruleSets::codes).contains(code)) return new Outcome.NoSuchRuleSet();
        var faults = faults(effectiveFrom, rules);
        if (!faults.isEmpty()) return new Outcome.Refused(faults);
        return new Outcome.Published(database.inTx(tx -> ruleSets.add(tx, code, effectiveFrom, rules.encode())));
    }

    private List<Fault> faults(LocalDate effectiveFrom, JsonObject rules) {
        var faults = new ArrayList<Fault>();
        if (effectiveFrom.isBefore(today())) {
            faults.add(new Fault("/effective_from", "field-invalid", "not before today"));
        }
        for (var fault : RuleBody.faults(rules.encode())) {
            faults.add(new Fault("/rules" + fault.pointer(), "field-invalid", fault.detail()));
        }
        return faults;
    }

    /** The newest version in force of each code, in the order of the codes; nothing of one that is not in force yet. */
    public List<RuleSet> current() {
        return database.read(tx -> ruleSets.codes(tx).stream()
                .map(code -> ruleSets.current(tx, code, today()))
                .flatMap(Optional::stream)
                .toList());
    }

    public Optional<RuleSet> version(String code, int version) {
        return database.read(tx -> ruleSets.all(tx, code).stream()
                .filter(r -> r.version() == version)
                .findFirst());
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
