package dev.galena.market.scoring;

import dev.galena.consent.Channel;
import dev.galena.db.Database;
import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Field;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What would another scorecard have made of last week's leads? Both cards score the same facts at the moment when the lead came in, so
 * whatever differs is due to the cards. Reads only.
 */
public final class TryScorecard {
    /** Enough for shares within half a percent; more tells nothing more. */
    public static final int LEADS_MAX = 20_000;

    private final Database database;
    private final Verticals verticals;
    private final InstantSource clock;
    private final int leadsMax;
    private final PastLeads pastLeads = new PastLeads();
    /** One at a time in this process: each holds its sample in memory. */
    private final Semaphore free = new Semaphore(1);

    public TryScorecard(Database database, Verticals verticals, InstantSource clock) {
        this(database, verticals, clock, LEADS_MAX);
    }

    TryScorecard(Database database, Verticals verticals, InstantSource clock, int leadsMax) {
        this.database = database;
        this.verticals = verticals;
        this.clock = clock;
        this.leadsMax = leadsMax;
    }

    /** What came of it, in the order of precedence. */
    public sealed interface Outcome {
        record NoSuchVertical() implements Outcome {}

        /** Everything that is wrong with the card. */
        record Refused(List<Fault> faults) implements Outcome {}

        /** Another one is being tried. */
        record Busy() implements Outcome {}

        record Tried(Trial trial) implements Outcome {}
    }

    /** {@code test}: on leads of test parties, which are never among the others. */
    public Outcome tryOn(String code, JsonObject scorecard, Duration period, boolean test) {
        var published = verticals.current(code);
        if (published.isEmpty()) return new Outcome.NoSuchVertical();
        var faults = new ArrayList<Fault>();
        var draft = published.get().withScorecard(scorecard, faults);
        if (draft.isEmpty()) return new Outcome.Refused(faults);
        if (!free.tryAcquire()) return new Outcome.Busy();
        try {
            Instant to = clock.instant();
            return new Outcome.Tried(trial(published.get(), draft.get(), to.minus(period), to, test));
        } finally {
            free.release();
        }
    }

    private Trial trial(Vertical published, Vertical draft, Instant from, Instant to, boolean test) {
        var sample = database.inTx(tx -> {
            tx.run("set transaction isolation level repeatable read read only");
            return pastLeads.sample(tx, published.id(), from, to, test, leadsMax);
        });
        var compared = new Comparison(sample.leads().stream()
                .map(lead -> new Comparison.Scored(
                        lead,
                        Score.of(published, lead.facts(), lead.receivedAt()),
                        Score.of(draft, lead.facts(), lead.receivedAt())))
                .toList());
        var subjects = subjects(published, draft);
        return new Trial(
                published.version(),
                from,
                to,
                sample.of(),
                sample.leads().size(),
                sample.cut(),
                compared.bands(),
                compared.moves(),
                compared.shifts(),
                compared.separation(PastLead::won),
                compared.separation(lead -> !lead.returned()),
                compared.examples().stream()
                        .map(scored -> example(published, scored, subjects))
                        .toList());
    }

    private static Set<String> subjects(Vertical... cards) {
        var subjects = new TreeSet<String>();
        Stream.of(cards)
                .flatMap(vertical -> vertical.scorecard().groups().stream())
                .flatMap(group -> group.rules().stream())
                .forEach(rule -> subjects.addAll(rule.when().subjects()));
        return subjects;
    }

    private static Trial.Example example(Vertical vertical, Comparison.Scored scored, Set<String> subjects) {
        var read = new TreeMap<String, Object>();
        var hidden = new TreeSet<String>();
        for (String subject : subjects) {
            Object value = value(scored.lead(), subject);
            if (value == null) continue;
            if (shown(vertical, subject)) read.put(subject, value);
            else hidden.add(subject);
        }
        UUID id = scored.lead().id();
        return new Trial.Example(id, scored.before(), scored.after(), read, hidden);
    }

    private static boolean shown(Vertical vertical, String subject) {
        return !subject.startsWith("attr.")
                || vertical.field(subject.substring(5)).map(Field::shown).orElse(false);
    }

    private static @Nullable Object value(PastLead lead, String subject) {
        Facts facts = lead.facts();
        return switch (subject) {
            case "state" -> facts.state();
            case "zip" -> facts.zip();
            case "source" -> facts.source();
            case "certified" -> facts.certified();
            case "channel" ->
                Stream.of(Channel.values())
                        .filter(channel -> (facts.channels() & Channel.bits(List.of(channel))) != 0)
                        .map(Channel::code)
                        .toList();
            case "age" ->
                Duration.between(facts.generatedAt(), lead.receivedAt())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
            default -> facts.attrs().get(subject.substring("attr.".length()));
        };
    }
}
