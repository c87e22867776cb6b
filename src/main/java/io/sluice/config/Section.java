package io.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the file, read key by key. What is wrong goes to the problems, and the default is used, so that reading
 * goes on and finds the rest. When all known keys are read, {@link #refuseOthers} refuses the others.
 */
final class Section {
    /** How much of a wrong value is shown. */
    private static final int LONGEST_VALUE = 100;

    private final String source;
    private final String path;
    private final int line;
    private final List<Problem> problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    /** The section of a node that has been found to be a mapping. */
    Section(String source, String path, MappingNode node, List<Problem> problems) {
        this.source = source;
        this.path = path;
        this.line = line(node);
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                problems.add(new Problem(source, line(key), path, "a key must be a plain text"));
            } else if (values.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
                problems.add(new Problem(source, line(key), keyPath(scalar.getValue()), "this key stands twice"));
            } else {
                keys.put(scalar.getValue(), key);
            }
        }
    }

    /** All keys, in the order of the file; for sections whose keys are the user's own names. */
    Set<String> ownKeys() {
        known.addAll(values.keySet());
        return keys.keySet();
    }

    /** Whether a key, which is the user's own name, has this form; if not, that is a problem. */
    boolean checkKey(String key, Form<String> form) {
        try {
            return form.parser().apply(key).equals(key);
        } catch (IllegalArgumentException e) {
            problem(key, "expected " + form.expected());
            return false;
        }
    }

    /** The value of a key, or the default when the key is missing or wrong. */
    <T> T value(String key, Form<T> form, T otherwise) {
        T value = optional(key, form);
        return value == null ? otherwise : value;
    }

    /** The value of a key, or null when the key is missing or wrong. */
    <T> @Nullable T optional(String key, Form<T> form) {
        Node node = take(key);
        return node == null ? null : scalar(key, node, form);
    }

    /** Whether the value of a key is this plain word. */
    boolean is(String key, String word) {
        return values.get(key) instanceof ScalarNode scalar && scalar.getValue().equals(word);
    }

    /** Whether the value of a key is a mapping. */
    boolean isSection(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** The values of a key that holds a list, or one value. */
    <T> List<T> list(String key, Form<T> form) {
        Node node = take(key);
        if (node == null) {
            return List.of();
        }
        List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        List<T> parsed = new ArrayList<>();
        for (Node item : items) {
            T value = scalar(key, item, form);
            if (value != null) {
                parsed.add(value);
            }
        }
        if (items.isEmpty()) {
            problem(key, "an empty list; leave the key out, or name at least one");
        }
        return List.copyOf(parsed);
    }

    /** The sections below a key that holds a list of them, or one. */
    List<Section> sections(String key) {
        Node node = take(key);
        if (!(node instanceof SequenceNode sequence)) {
            return node == null ? List.of() : List.of(section(key));
        }
        List<Section> sections = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (item instanceof MappingNode mapping) {
                sections.add(new Section(source, keyPath(key), mapping, problems));
            } else {
                problems.add(new Problem(source, line(item), keyPath(key), "expected keys and values below it"));
            }
        }
        return sections;
    }

    /** The section below a key; an empty one when the key is missing or wrong. */
    Section section(String key) {
        Node node = take(key);
        if (node instanceof MappingNode mapping) {
            return new Section(source, keyPath(key), mapping, problems);
        }
        if (node != null && !isNothing(node)) {
            problem(key, "expected keys and values below it");
        }
        return new Section(source, keyPath(key), EmptyMapping.NODE, problems);
    }

    /** The same; a section that is there must not be empty. */
    Section filled(String key) {
        Node node = values.get(key);
        if (node != null
                && (isNothing(node)
                        || (node instanceof MappingNode mapping
                                && mapping.getValue().isEmpty()))) {
            problem(key, "is empty; leave the key out, or say something below it");
        }
        return section(key);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Reports a problem with a key of this section, or with the section itself when it has no such key. */
    void problem(String key, String message) {
        problems.add(place(key).problem(message));
    }

    /** Reports that a key is missing, at the section itself. */
    void missing(String key, String expected) {
        problems.add(new Problem(source, line, path, "needs " + key + ": " + expected));
    }

    /** Where a key stands. */
    Place place(String key) {
        Node at = keys.get(key);
        return new Place(source, at == null ? 0 : line(at), keyPath(key));
    }

    /** Reports every key that nobody has asked for. */
    void refuseOthers() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                problem(key, "unknown key; did you mean \"" + NearestWord.to(key, known) + "\"?");
            }
        }
    }

    private @Nullable Node take(String key) {
        known.add(key);
        return values.get(key);
    }

    private <T> @Nullable T scalar(String key, Node node, Form<T> form) {
        if (!(node instanceof ScalarNode scalar) || isNothing(node)) {
            problems.add(new Problem(source, line(node), keyPath(key), "expected " + form.expected()));
            return null;
        }
        try {
            return form.parser().apply(scalar.getValue());
        } catch (IllegalArgumentException e) {
            String quoted = form.secret() ? "this" : "\"" + shortened(scalar.getValue()) + "\"";
            String message = quoted + " does not fit; expected " + form.expected();
            problems.add(new Problem(source, line(node), keyPath(key), message));
            return null;
        }
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    private String keyPath(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    /** Stands for a section that is not there. */
    private static final class EmptyMapping {
        static final MappingNode NODE =
                new MappingNode(Tag.MAP, List.of(), org.snakeyaml.engine.v2.common.FlowStyle.BLOCK);
    }
}
