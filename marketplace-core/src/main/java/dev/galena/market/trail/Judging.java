package dev.galena.market.trail;

import dev.galena.consent.Channel;
import dev.galena.consent.Contact;
import dev.galena.consent.Fact;
import dev.galena.consent.History;
import dev.galena.consent.QuietHours;
import dev.galena.consent.RuleSet;
import dev.galena.consent.Standings;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Judges what {@link EvaluateRules} has read. Pure. */
final class Judging {
    private final Question question;
    private final String buyer;
    private final Map<UUID, Map<String, Optional<RuleSet>>> rules;
    private final Map<UUID, Set<String>> states;

    /** Both maps by consent. */
    Judging(
            Question question,
            String buyer,
            Map<UUID, Map<String, Optional<RuleSet>>> rules,
            Map<UUID, Set<String>> states) {
        this.question = question;
        this.buyer = buyer;
        this.rules = rules;
        this.states = states;
    }

    /** Rules come into force with the day in UTC. */
    static LocalDate date(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    Evaluation.OfConsent of(History history, List<Trail.Origin> origins, UUID buyerId) {
        var consent = history.consent().asOf(question.at());
        String phone = history.identity() == null ? null : history.identity().phoneE164();
        Set<ZoneId> zones = Whereabouts.of(states.getOrDefault(consent.id(), Set.of()), asked(phone));
        var contact = new Contact(
                buyer,
                soldToOthers(history, buyerId),
                question.channel(),
                otherNumber(phone),
                question.at(),
                question.channel() == null ? null : zones,
                question.list());
        var verdicts = new ArrayList<Evaluation.Verdict>();
        rules.getOrDefault(consent.id(), Map.of()).forEach((code, version) -> {
            var judgedBy = version.orElse(null);
            verdicts.add(
                    judgedBy == null
                            ? new Evaluation.Verdict(code, null, List.of(), List.of(), List.of(), null)
                            : verdict(history, judgedBy, contact, zones));
        });
        return new Evaluation.OfConsent(
                consent,
                origins.stream().map(Trail.Origin::id).toList(),
                history.notice(),
                verdicts,
                history.events().stream().filter(this::proves).toList());
    }

    private Evaluation.Verdict verdict(History history, RuleSet rules, Contact contact, Set<ZoneId> zones) {
        var consent = history.consent().asOf(question.at());
        var reasons = Standings.reasons(consent, history.notice(), rules, contact);
        QuietHours quiet = rules.quietHours();
        boolean hours =
                quiet != null && contact.channel() != null && quiet.channels().contains(contact.channel());
        return new Evaluation.Verdict(
                rules.code(),
                rules,
                reasons,
                factsUsed(history, rules, hours),
                quiet == null || !hours ? List.of() : quiet.clocks(question.at(), zones),
                quiet == null || !hours || zones.isEmpty()
                        ? null
                        : quiet.next(question.at(), zones).orElse(null));
    }

    /** By the codes of facts; {@code words} are the notice. */
    private List<String> factsUsed(History history, RuleSet rules, boolean hours) {
        var used = new ArrayList<>(List.of("granted-at", "withdrawals", "channels"));
        if (rules.ageMax() != null || history.consent().expiresAt() != null) used.add("age");
        if (rules.buyerNamed() || !rules.phrases().isEmpty()) used.add("words");
        var held = history.consent();
        rules.requires().stream().filter(held::holds).map(Fact::code).forEach(used::add);
        rules.requiresAny().stream()
                .flatMap(g -> g.anyOf().stream())
                .filter(held::holds)
                .map(Fact::code)
                .filter(code -> !used.contains(code))
                .forEach(used::add);
        if (rules.oneToOne()) used.add("sales");
        if (rules.list() != null && question.list() != null) used.add("list");
        if (hours) used.add("place");
        return List.copyOf(used);
    }

    private boolean soldToOthers(History history, UUID buyerId) {
        return history.events().stream()
                .filter(e -> e.type().equals("lead.sold") && !e.at().isAfter(question.at()))
                .map(e -> new JsonObject(e.leaf()).getJsonObject("fields").getString("buyer_id", ""))
                .anyMatch(id -> !id.equals(buyerId.toString()));
    }

    private boolean proves(History.Recorded event) {
        boolean ended = event.type().equals("consent.revoked") && !event.at().isAfter(question.at());
        return event.seq() == 0 || ended;
    }

    private boolean otherNumber(@Nullable String phone) {
        String asked = asked(phone);
        return question.channel() != null
                && question.channel() != Channel.EMAIL
                && asked != null
                && !asked.equals(phone);
    }

    /** The number that would be called: the one asked about, or else the one agreed to. */
    private @Nullable String asked(@Nullable String phone) {
        return question.about() instanceof Question.OfPerson(var identity) && identity.phoneE164() != null
                ? identity.phoneE164()
                : phone;
    }
}
