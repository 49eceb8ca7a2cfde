package dev.galena.market.intake;

import dev.galena.consent.Digest;
import dev.galena.db.Tx;
import dev.galena.market.intake.SubmitLeads.Answer;
import dev.galena.market.vertical.Vertical;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leads handed in one by one or a few together: checked and taken in within the caller's transaction. */
public final class SubmittedLeads {
    private final Sources sources;
    private final Accept accept;
    private final Reach reach;
    private final InstantSource clock;

    SubmittedLeads(Sources sources, Accept accept, Reach reach, InstantSource clock) {
        this.sources = sources;
        this.accept = accept;
        this.reach = reach;
        this.clock = clock;
    }

    /** As {@link SubmitLeads#submit}. {@code submission}: what the seller signed, by {@link Signatures#check}. */
    public Optional<List<Answer>> add(
            Tx tx,
            UUID sellerId,
            String sourceCode,
            Vertical vertical,
            @Nullable Digest submission,
            List<Map<String, String>> leads) {
        return sources.find(tx, sellerId, sourceCode)
                .map(source -> add(tx, new Arrival(vertical, source, null, submission), leads));
    }

    private List<Answer> add(Tx tx, Arrival arrival, List<Map<String, String>> leads) {
        Instant now = clock.instant();
        List<Verdict> verdicts =
                leads.stream().map(lead -> verdict(arrival, lead, now)).toList();
        List<Checked> sound = new ArrayList<>();
        for (Verdict verdict : verdicts) if (verdict instanceof Verdict.Sound(Checked lead)) sound.add(lead);
        List<Outcome> outcomes = sound.isEmpty() ? List.of() : accept.all(tx, arrival, sound, now);
        List<Answer> answers = new ArrayList<>();
        int next = 0;
        for (Verdict verdict : verdicts) {
            answers.add(
                    switch (verdict) {
                        case Verdict.Faulty(List<Fault> faults, var whose) -> new Answer.Refused(faults);
                        case Verdict.Sound(Checked lead) -> answer(lead, outcomes.get(next++));
                    });
        }
        return answers;
    }

    private static Answer answer(Checked lead, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(UUID id, var lacking) ->
                new Answer.Accepted(
                        id, lead.score().total(), lead.score().level().code(), lacking);
            case Outcome.Duplicate(UUID earlier) -> new Answer.Duplicate(earlier);
            case Outcome.Suppressed() -> new Answer.Suppressed();
        };
    }

    private Verdict verdict(Arrival arrival, Map<String, String> lead, Instant now) {
        Vertical vertical = arrival.vertical();
        var draft = new Draft(0, vertical.fields().size());
        List<Fault> unknown = new ArrayList<>(0);
        lead.forEach((name, text) -> {
            int slot = slot(name, vertical);
            if (slot < 0) unknown.add(new Fault("field-unknown", name, "no such field"));
            else draft.put(slot, text);
        });
        Verdict verdict = new Checks(vertical, arrival.source(), reach, true).check(draft, now);
        if (unknown.isEmpty()) return verdict;
        if (verdict instanceof Verdict.Faulty(List<Fault> faults, var whose)) unknown.addAll(faults);
        return new Verdict.Faulty(unknown);
    }

    private static int slot(String name, Vertical vertical) {
        Target target = Target.named(name);
        if (target != null) return Draft.slot(target);
        if (!name.startsWith(Target.ATTR)) return -1;
        for (int i = 0; i < vertical.fields().size(); i++)
            if (name.endsWith(vertical.fields().get(i).name())
                    && name.length()
                            == Target.ATTR.length()
                                    + vertical.fields().get(i).name().length()) return Draft.slot(i);
        return -1;
    }
}
