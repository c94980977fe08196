package io.camkit.server.config;

import io.camkit.spi.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the file, read key by key. What is wrong is added to the faults and then treated as missing, so that one reading finds
 * everything. {@link #end} reports the keys that nobody asked for.
 */
final class Section {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final String path;
    private final Position at;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Overrides overrides;
    private final boolean literal;
    private final List<Fault> faults;

    private Section(String path, Position at, Overrides overrides, boolean literal, List<Fault> faults) {
        this.path = path;
        this.at = at;
        this.overrides = overrides;
        this.literal = literal;
        this.faults = faults;
    }

    /** The whole file; {@code root} is absent when it is empty. */
    static Section root(String source, Optional<Node> root, Overrides overrides, List<Fault> faults) {
        Section section = new Section("", new Position(source, 1, 1), overrides, false, faults);
        root.ifPresent(section::read);
        return section;
    }

    /** Something that was not written by whoever runs the server: nothing in it stands for a variable, and none goes before it. */
    static Section literal(String path, String source, Optional<Node> root, List<Fault> faults) {
        Overrides none = new Overrides(Map.of(), Map.of(), Map.of());
        Section section = new Section(path, new Position(source, 1, 1), none, true, faults);
        root.ifPresent(section::read);
        return section;
    }

    private void read(Node node) {
        if (isNull(node)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            wrongType(path.isEmpty() ? "the file" : path, node, "keys with values");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (key.isEmpty()) {
                wrongType("a key in " + inWhat(), entry.getKeyNode(), "a plain word");
            } else if (entries.putIfAbsent(key, entry) != null) {
                fault("CK-6107", entry.getKeyNode(), "`" + key + "` is there twice in " + inWhat(), "keep one of them");
            }
        }
    }

    /** Where this section begins. */
    Position at() {
        return at;
    }

    /** Where the value of {@code key} stands, or this section when there is none. */
    Position at(String key) {
        return overrides
                .at(path(key))
                .map(Setting::at)
                .or(() -> Optional.ofNullable(entries.get(key)).map(entry -> position(entry.getValueNode())))
                .orElse(at);
    }

    /** Whether a list was written for {@code key}. */
    boolean isList(String key) {
        return entries.containsKey(key) && entries.get(key).getValueNode() instanceof SequenceNode;
    }

    /** Whether keys with values were written for {@code key} and nothing goes before them. */
    boolean isSection(String key) {
        return entries.containsKey(key)
                && entries.get(key).getValueNode() instanceof MappingNode
                && overrides.at(path(key)).isEmpty();
    }

    /** A single value, with its variables filled in. */
    Optional<Setting> text(String key) {
        @Nullable Node node = value(key);
        Optional<Setting> override = overrides.at(path(key));
        if (override.isPresent()) {
            return override;
        }
        return node == null || isNull(node) ? Optional.empty() : scalar(path(key), node);
    }

    /** A whole number. */
    Optional<Integer> integer(String key, int min, int max) {
        return text(key).flatMap(setting -> {
            try {
                int number = Integer.parseInt(setting.text().strip());
                if (number >= min && number <= max) {
                    return Optional.of(number);
                }
                faults.add(new Fault(
                        "CK-6105",
                        setting.at(),
                        "`" + path(key) + "` is " + number,
                        "choose a number from " + min + " to " + max));
            } catch (NumberFormatException e) {
                faults.add(new Fault(
                        "CK-6104",
                        setting.at(),
                        "`" + path(key) + "` is " + setting.shown() + ", which is no whole number",
                        "choose a number from " + min + " to " + max));
            }
            return Optional.empty();
        });
    }

    /** Whether {@code key} says true; without it, false. */
    boolean flag(String key) {
        Optional<Setting> setting = text(key);
        String said = setting.map(Setting::text).orElse("false");
        if (!said.equals("true") && !said.equals("false")) {
            faults.add(new Fault(
                    "CK-6104",
                    setting.map(Setting::at).orElse(at),
                    "`" + path(key) + "` is " + setting.map(Setting::shown).orElse("nothing")
                            + ", which is neither true nor false",
                    "write true or false"));
        }
        return said.equals("true");
    }

    /** The section at {@code key}; an empty one when there is none, so that the environment can still fill it. */
    Section section(String key) {
        @Nullable Node node = value(key);
        Section section = new Section(path(key), node == null ? at : position(node), overrides, literal, faults);
        if (node != null) {
            section.read(node);
        }
        return section;
    }

    /** The sections in the list at {@code key}; each takes its place in the path from its value of {@code name}. */
    List<Section> sections(String key, String name) {
        List<Section> sections = new ArrayList<>();
        for (Node item : items(key)) {
            String called = named(item, name).orElse(String.valueOf(sections.size()));
            Section section = new Section(path(key) + "." + called, position(item), overrides, literal, faults);
            section.read(item);
            sections.add(section);
        }
        return sections;
    }

    /** The single values in the list at {@code key}; empty when there is no such key. */
    Optional<List<Setting>> texts(String key) {
        if (value(key) == null) {
            return Optional.empty();
        }
        List<Setting> texts = new ArrayList<>();
        for (Node item : items(key)) {
            scalar("an entry of " + path(key), item).ifPresent(texts::add);
        }
        return Optional.of(texts);
    }

    /** Says that {@code key} is needed; of one that was written and is wrong, its own fault says enough. */
    void missing(String key, String mend) {
        @Nullable NodeTuple written = entries.get(key);
        if (written != null && !isNull(written.getValueNode())) {
            return;
        }
        faults.add(new Fault("CK-6109", at, "`" + key + "` is missing in " + inWhat(), mend));
    }

    /** Reports every key that nobody asked for. Called last. */
    void end() {
        entries.forEach((key, entry) -> {
            if (known.contains(key)) {
                return;
            }
            // `{password: one,two}` makes a key of `two`
            boolean word = isAbsent(entry.getValueNode());
            fault(
                    "CK-6103",
                    entry.getKeyNode(),
                    (word ? "a word without a value" : "`" + key + "`") + " is not known in " + inWhat(),
                    word ? "remove it; a value with a comma in it needs quotes" : Spelling.hint(key, known));
        });
    }

    private @Nullable Node value(String key) {
        known.add(key);
        @Nullable NodeTuple entry = entries.get(key);
        return entry == null ? null : entry.getValueNode();
    }

    private List<Node> items(String key) {
        @Nullable Node node = value(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        wrongType("`" + path(key) + "`", node, "a list");
        return List.of();
    }

    private Optional<Setting> scalar(String name, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            wrongType("`" + name + "`", node, "a single value");
            return Optional.empty();
        }
        if (!literal) {
            return expand(scalar.getValue(), position(node));
        }
        if (!isText(scalar.getValue())) {
            fault("CK-6104", node, "`" + name + "` has a character that is no text", "leave it out");
            return Optional.empty();
        }
        return Optional.of(new Setting(scalar.getValue(), position(node)));
    }

    private static boolean isText(String value) {
        return value.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private Optional<Setting> expand(String raw, Position where) {
        StringBuilder text = new StringBuilder();
        boolean complete = true;
        Matcher matcher = VARIABLE.matcher(raw);
        while (matcher.find()) {
            Optional<Setting> variable = overrides.variable(matcher.group(1));
            if (variable.isEmpty()) {
                complete = false;
                faults.add(new Fault(
                        "CK-6106",
                        where,
                        "`${" + matcher.group(1) + "}` has no value",
                        "set " + matcher.group(1) + " in the environment or in .env"));
            }
            matcher.appendReplacement(
                    text, Matcher.quoteReplacement(variable.map(Setting::text).orElse("")));
        }
        matcher.appendTail(text);
        return complete ? Optional.of(new Setting(text.toString(), where, raw)) : Optional.empty();
    }

    private static Optional<String> named(Node item, String name) {
        if (item instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name)
                        && entry.getValueNode() instanceof ScalarNode value) {
                    return Optional.of(value.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** Whether nothing at all was written, not even {@code null}. */
    private static boolean isAbsent(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private void wrongType(String name, Node node, String expected) {
        String found = node instanceof MappingNode
                ? "keys with values"
                : node instanceof SequenceNode ? "a list" : "a single value";
        fault("CK-6104", node, name + " is " + found, "write " + expected);
    }

    private void fault(String code, Node node, String what, String mend) {
        faults.add(new Fault(code, position(node), what, mend));
    }

    private Position position(Node node) {
        return new Position(
                at.source(),
                node.getStartMark().getLine() + 1,
                node.getStartMark().getColumn() + 1);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String inWhat() {
        return path.isEmpty() ? "the file" : "`" + path + "`";
    }
}
