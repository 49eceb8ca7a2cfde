package dev.galena.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a {@link RuleSet}. What it does not know it refuses: a rule passed over is a rule broken. */
public final class RuleBody {

    private static final int ITEMS_MAX = 50;
    private static final int TEXT_CHARS_MAX = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first five are for people. */
    private static final Set<String> NAMES = Set.of(
            "title",
            "source",
            "notes",
            "jurisdiction",
            "lawful_basis",
            "requires",
            "requires_any",
            "phrases",
            "channels_any",
            "channels_all",
            "buyer_named",
            "one_to_one",
            "age_max",
            "quiet_hours",
            "list");

    /** What is wrong, and where: a JSON pointer into the body. */
    public record Fault(String pointer, String detail) {}

    private final List<Fault> faults = new ArrayList<>();

    private RuleBody() {}

    /** Everything that is wrong with a body; empty: it can be a rule set's. */
    public static List<Fault> faults(String body) {
        var reading = new RuleBody();
        reading.read("code", 1, LocalDate.EPOCH, json(body));
        return reading.faults;
    }

    /** The same as a rule set.
     *
     * @throws IllegalArgumentException when the body asks for something unknown */
    static RuleSet parse(String code, int version, LocalDate effectiveFrom, String body) {
        var reading = new RuleBody();
        var read = reading.read(code, version, effectiveFrom, json(body));
        if (!reading.faults.isEmpty()) {
            throw new IllegalArgumentException("a rule set that cannot be read: " + reading.faults);
        }
        return read;
    }

    private RuleSet read(String code, int version, LocalDate effectiveFrom, JsonNode body) {
        if (!body.isObject()) fault("", "an object");
        body.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name)) fault("/" + name, "not known");
        });
        for (var name : List.of("title", "source", "notes", "jurisdiction", "lawful_basis")) text(body, "/" + name);
        String document = document(code, version, effectiveFrom, body);
        return new RuleSet(
                code,
                version,
                effectiveFrom,
                body.path("source").asText(),
                body.path("jurisdiction").asText("not recorded"),
                body.path("lawful_basis").asText("not recorded"),
                facts(body, "/requires"),
                each(body, "/requires_any", this::anyFact),
                each(body, "/phrases", this::phrase),
                channels(body, "/channels_any"),
                channels(body, "/channels_all"),
                flag(body, "/buyer_named"),
                flag(body, "/one_to_one"),
                this.<Period>parsed(body, "/age_max", Period::parse),
                quietHours(body),
                list(body),
                document,
                Digest.sha256(document.getBytes(StandardCharsets.UTF_8)));
    }

    private RuleSet.AnyFact anyFact(JsonNode body, String at) {
        only(body.at(at), at, Set.of("code", "any_of"));
        return new RuleSet.AnyFact(code(body, at), facts(body, at + "/any_of"));
    }

    private RuleSet.Phrase phrase(JsonNode body, String at) {
        only(body.at(at), at, Set.of("code", "any_of", "channels"));
        var forms = each(body, at + "/any_of", this::text);
        if (forms.isEmpty() || forms.stream().anyMatch(String::isBlank)) fault(at + "/any_of", "words to look for");
        return new RuleSet.Phrase(code(body, at), forms, channels(body, at + "/channels"));
    }

    private @Nullable QuietHours quietHours(JsonNode body) {
        var json = body.path("quiet_hours");
        if (json.isMissingNode()) return null;
        only(json, "/quiet_hours", Set.of("from", "to", "channels"));
        var from = this.<LocalTime>parsed(body, "/quiet_hours/from", LocalTime::parse);
        var to = this.<LocalTime>parsed(body, "/quiet_hours/to", LocalTime::parse);
        if (from == null || to == null || from.equals(to)) {
            fault("/quiet_hours", "two different times, from and to, such as 21:00");
            return null;
        }
        return new QuietHours(from, to, channels(body, "/quiet_hours/channels"));
    }

    private RuleSet.@Nullable ListRule list(JsonNode body) {
        var json = body.path("list");
        if (json.isMissingNode()) return null;
        only(json, "/list", Set.of("days_max"));
        int days = json.path("days_max").asInt();
        if (!json.path("days_max").isInt() || days < 1 || days > 366) fault("/list/days_max", "1 to 366");
        return new RuleSet.ListRule(days);
    }

    private String code(JsonNode body, String at) {
        String code = body.at(at + "/code").asText();
        if (!code.matches("[a-z0-9-]{2,40}")) fault(at + "/code", "2 to 40 of a-z, 0-9, -");
        return code;
    }

    private List<Fact> facts(JsonNode body, String at) {
        return each(body, at, (b, pointer) -> known(b, pointer, Fact::byCode)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Set<Channel> channels(JsonNode body, String at) {
        var channels = EnumSet.noneOf(Channel.class);
        each(body, at, (b, pointer) -> known(b, pointer, Channel::byCode))
                .forEach(channel -> channel.ifPresent(channels::add));
        return channels;
    }

    private <T> Optional<T> known(JsonNode body, String at, Function<String, Optional<T>> byCode) {
        Optional<T> found = byCode.apply(body.at(at).asText());
        if (found.isEmpty()) fault(at, "not known");
        return found;
    }

    private interface Item<T> {
        T read(JsonNode body, String pointer);
    }

    private <T> List<T> each(JsonNode body, String at, Item<T> item) {
        var array = body.at(at);
        if (array.isMissingNode()) return List.of();
        if (!array.isArray() || array.size() > ITEMS_MAX) {
            fault(at, "a list of at most " + ITEMS_MAX);
            return List.of();
        }
        var items = new ArrayList<T>();
        for (int i = 0; i < array.size(); i++) items.add(item.read(body, at + "/" + i));
        return items;
    }

    private boolean flag(JsonNode body, String at) {
        var json = body.at(at);
        if (!json.isMissingNode() && !json.isBoolean()) fault(at, "true or false");
        return json.asBoolean(false);
    }

    private <T> @Nullable T parsed(JsonNode body, String at, Function<String, T> parse) {
        var json = body.at(at);
        if (json.isMissingNode()) return null;
        try {
            return parse.apply(json.asText());
        } catch (DateTimeException e) {
            fault(at, "not readable");
            return null;
        }
    }

    private String text(JsonNode body, String at) {
        var json = body.at(at);
        boolean good =
                json.isMissingNode() || (json.isTextual() && json.asText().length() <= TEXT_CHARS_MAX);
        if (!good) fault(at, "a text of at most " + TEXT_CHARS_MAX + " characters");
        return json.asText();
    }

    private void only(JsonNode json, String at, Set<String> names) {
        if (!json.isObject()) fault(at, "an object");
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) fault(at + "/" + name, "not known");
        });
    }

    private void fault(String pointer, String detail) {
        if (faults.size() < ITEMS_MAX) faults.add(new Fault(pointer, detail));
    }

    /** All of it as one text, whatever the order and the spaces in which it is stored. */
    private String document(String code, int version, LocalDate effectiveFrom, JsonNode body) {
        var all = new TreeMap<String, Object>();
        body.properties().forEach(p -> all.put(p.getKey(), value(p.getValue())));
        all.put("code", code);
        all.put("version", version);
        all.put("effective_from", effectiveFrom.toString());
        return new String(Canonical.bytes(all), StandardCharsets.UTF_8);
    }

    private Object value(JsonNode json) {
        if (json.isObject()) {
            var members = new TreeMap<String, Object>();
            json.properties().forEach(p -> members.put(p.getKey(), value(p.getValue())));
            return members;
        }
        if (json.isArray()) return items(json).map(this::value).toList();
        if (json.isBoolean()) return json.asBoolean();
        if (json.isInt()) return json.asLong();
        if (json.isTextual()) return Notice.wellFormed(json.asText());
        fault("", "only objects, lists, texts, whole numbers, true and false");
        return "";
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
