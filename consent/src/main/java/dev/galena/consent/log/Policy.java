package dev.galena.consent.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom one trusts: the keys of logs, and which witnesses must have cosigned a checkpoint. C2SP tlog-policy.
 *
 * @param quorum a witness or group; null: none is needed
 */
public record Policy(
        List<NoteKey> logs,
        Map<String, Witness> witnesses,
        Map<String, Group> groups,
        @Nullable String quorum) {

    /** {@code url}: where it takes checkpoints, empty when not said. */
    public record Witness(NoteKey key, String url) {}

    /** So many of these witnesses and groups. */
    public record Group(int threshold, List<String> members) {}

    public Policy {
        logs = List.copyOf(logs);
        witnesses = Map.copyOf(witnesses);
        groups = Map.copyOf(groups);
    }

    /** Reads a policy file.
     *
     * @throws IllegalArgumentException naming the line that is wrong */
    public static Policy parse(String text) {
        var reading = new Reading();
        int number = 0;
        for (var line : text.split("\n", 10_000)) {
            number++;
            var words = List.of(line.strip().split("[ \t]+"));
            if (line.isBlank() || words.getFirst().startsWith("#")) continue;
            try {
                reading.line(words);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("line " + number + " of the policy: " + e.getMessage(), e);
            }
        }
        return reading.policy();
    }

    /** The log of this policy that signed the checkpoint under its own name. */
    public Optional<NoteKey> log(Note checkpoint) {
        var origin = Checkpoint.parse(checkpoint.text()).origin();
        return logs.stream()
                .filter(key -> key.name().equals(origin) && checkpoint.signedBy(key))
                .findFirst();
    }

    /** Whether enough witnesses cosigned it. */
    public boolean witnessed(Note checkpoint) {
        return quorum == null || witnessed(quorum, checkpoint);
    }

    private boolean witnessed(String name, Note checkpoint) {
        var witness = witnesses.get(name);
        if (witness != null) return checkpoint.signedBy(witness.key());
        var group = groups.get(name);
        return group != null
                && group.members().stream()
                                .filter(member -> witnessed(member, checkpoint))
                                .count()
                        >= group.threshold();
    }

    private static final class Reading {
        private final List<NoteKey> logs = new ArrayList<>();
        private final Map<String, Witness> witnesses = new LinkedHashMap<>();
        private final Map<String, Group> groups = new HashMap<>();
        private final Set<String> members = new HashSet<>();
        private final Set<NoteKey> keys = new HashSet<>();
        private Optional<String> quorum = Optional.empty();

        void line(List<String> words) {
            switch (words.getFirst()) {
                case "log" -> logs.add(key(words.get(1), false));
                case "witness" -> {
                    requireNew(words.get(1));
                    witnesses.put(
                            words.get(1), new Witness(key(words.get(2), true), words.size() > 3 ? words.get(3) : ""));
                }
                case "group" -> group(words.get(1), words.get(2), words.subList(3, words.size()));
                case "quorum" -> {
                    if (quorum.isPresent()) throw new IllegalArgumentException("a second quorum");
                    if (!words.get(1).equals("none")) requireKnown(words.get(1));
                    quorum = Optional.of(words.get(1));
                }
                default -> throw new IllegalArgumentException("not a line of a policy: " + words.getFirst());
            }
        }

        private NoteKey key(String text, boolean cosigns) {
            var key = NoteKey.parse(text);
            if (key.cosigns() != cosigns) throw new IllegalArgumentException("not the kind of key it takes: " + key);
            if (!keys.add(key)) throw new IllegalArgumentException("a key twice: " + key);
            return key;
        }

        private void group(String name, String threshold, List<String> names) {
            requireNew(name);
            for (var member : names) {
                requireKnown(member);
                if (!members.add(member)) throw new IllegalArgumentException(member + " is in two groups");
            }
            int wanted = switch (threshold) {
                case "all" -> names.size();
                case "any" -> 1;
                default -> Math.toIntExact(Decimal.parse(threshold));
            };
            if (wanted < 1 || wanted > names.size()) throw new IllegalArgumentException("not so many: " + threshold);
            groups.put(name, new Group(wanted, List.copyOf(names)));
        }

        private void requireNew(String name) {
            if (name.equals("none") || witnesses.containsKey(name) || groups.containsKey(name)) {
                throw new IllegalArgumentException("a name twice: " + name);
            }
        }

        private void requireKnown(String name) {
            if (!witnesses.containsKey(name) && !groups.containsKey(name)) {
                throw new IllegalArgumentException("neither a witness nor a group: " + name);
            }
        }

        Policy policy() {
            var name = quorum.orElseThrow(() -> new IllegalArgumentException("a policy without quorum"));
            return new Policy(logs, witnesses, groups, name.equals("none") ? null : name);
        }
    }
}
