package io.camkit.sink.webrtc.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code a=} lines of one section of a description, names in lower case.
 *
 * @param port of the {@code m=} line; 0 for a section that is refused, and for the session's own
 */
record Attributes(Map<String, List<String>> values, int port) {
    /** In one description; more is no description that anybody writes. */
    private static final int MAX_LINES = 4000;

    /** The session's own, then those of each media section in turn. */
    static List<Attributes> read(String description) {
        List<Attributes> all = new ArrayList<>();
        all.add(new Attributes(new HashMap<>(), 0));
        description.lines().limit(MAX_LINES).map(String::strip).forEach(line -> {
            if (line.startsWith("m=")) {
                all.add(new Attributes(new HashMap<>(), port(line.substring(2))));
            } else if (line.startsWith("a=")) {
                all.get(all.size() - 1).add(line.substring(2));
            }
        });
        return all;
    }

    private static int port(String media) {
        String[] words = media.split("\\s+");
        return words.length > 1 && words[1].matches("[0-9]{1,5}") ? Integer.parseInt(words[1]) : 0;
    }

    private void add(String attribute) {
        int colon = attribute.indexOf(':');
        String name = (colon < 0 ? attribute : attribute.substring(0, colon)).toLowerCase(Locale.ROOT);
        String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
