package dev.galena.market.vertical;

import dev.galena.market.vertical.Criteria.Parsed;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the scorecard of a vertical's body. */
final class ScorecardBody {
    private static final int TOTAL_MAX = 100;
    private static final int GROUPS_MAX = 10;
    private static final int RULES_MAX = 100;

    private final Map<String, Field> fields;
    private final Set<String> names = new HashSet<>();

    ScorecardBody(Map<String, Field> fields) {
        this.fields = fields;
    }

    Scorecard read(Body body) {
        body.knows(Set.of("groups", "levels"));
        var groups = new ArrayList<Scorecard.Group>();
        body.objects("groups", GROUPS_MAX, each -> groups.add(group(each)));
        if (groups.stream().mapToInt(Scorecard.Group::cap).sum() > TOTAL_MAX) {
            body.fault("groups", "field-invalid", "caps add up to more than " + TOTAL_MAX);
        }
        Body levels = body.object("levels");
        levels.knows(Set.of("engaged", "mql", "sql"));
        int engaged = (int) levels.whole("engaged", 1, TOTAL_MAX);
        int mql = (int) levels.whole("mql", engaged, TOTAL_MAX);
        int sql = (int) levels.whole("sql", mql, TOTAL_MAX);
        return new Scorecard(List.copyOf(groups), engaged, mql, sql);
    }

    private Scorecard.Group group(Body body) {
        body.knows(Set.of("name", "cap", "rules"));
        var rules = new ArrayList<Scorecard.Rule>();
        body.objects("rules", RULES_MAX, each -> rules.add(rule(each)));
        return new Scorecard.Group(body.text("name", 40), (int) body.whole("cap", 1, TOTAL_MAX), List.copyOf(rules));
    }

    private Scorecard.Rule rule(Body body) {
        body.knows(Set.of("name", "label", "points", "when"));
        String name = body.text("name", 60);
        if (body.has("name") && !names.add(name)) body.fault("name", "field-invalid", "used twice");
        JsonObject when = body.object("when").json();
        return switch (Grammar.ofScorecard(Criteria.named(when), fields)) {
            case Parsed.Understood(Criteria criteria) ->
                new Scorecard.Rule(
                        name, body.text("label", 200, name), (int) body.whole("points", 1, TOTAL_MAX), criteria);
            case Parsed.Refused(List<Fault> refused) -> {
                for (Fault f : refused)
                    body.faults().add(new Fault(body.at() + "/when" + f.pointer(), f.code(), f.detail()));
                yield new Scorecard.Rule(name, name, 1, Criteria.NONE);
            }
        };
    }
}
