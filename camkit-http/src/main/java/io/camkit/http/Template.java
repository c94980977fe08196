package io.camkit.http;

import io.camkit.spi.Nullable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A path with variables, as {@link Route#template()} describes it. Those with earlier literals come first in order. */
final class Template implements Comparable<Template> {
    private static final String LITERAL = "[A-Za-z0-9._~-]*";
    private static final String NAME = "[a-z][A-Za-z0-9]*";

    private final List<String> parts;

    /** @throws IllegalArgumentException if {@code text} is not a template */
    Template(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("template " + text + ": must begin with a slash");
        }
        parts = List.of(text.substring(1).split("/", -1));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean last = i == parts.size() - 1;
            boolean good = isVariable(part)
                    ? name(part).matches(NAME) && names.add(name(part)) && (last || !isRest(part))
                    : part.matches(LITERAL) && (last || !part.isEmpty());
            if (!good) {
                throw new IllegalArgumentException("template " + text + ": wrong at '" + part + "'");
            }
        }
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{") && part.endsWith("}");
    }

    private static boolean isRest(String part) {
        return isVariable(part) && part.endsWith("...}");
    }

    private static String name(String part) {
        return part.substring(1, part.length() - (isRest(part) ? 4 : 1));
    }

    /** The variables' values, or null when the path is another. */
    @Nullable
    Map<String, String> match(List<String> segments) {
        boolean rest = isRest(parts.get(parts.size() - 1));
        if (rest ? segments.size() < parts.size() : segments.size() != parts.size()) {
            return null;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!isVariable(parts.get(i)) && !parts.get(i).equals(segments.get(i))) {
                return null;
            }
        }
        return variables(segments);
    }

    private Map<String, String> variables(List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (isRest(part)) {
                variables.put(name(part), String.join("/", segments.subList(i, segments.size())));
            } else if (isVariable(part)) {
                variables.put(name(part), segments.get(i));
            }
        }
        return variables;
    }

    private static int rank(String part) {
        return isRest(part) ? 2 : isVariable(part) ? 1 : 0;
    }

    /** Two templates are equal in this order when they match the same paths. */
    @Override
    public int compareTo(Template other) {
        for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
            String mine = parts.get(i);
            String theirs = other.parts.get(i);
            int byRank = Integer.compare(rank(mine), rank(theirs));
            int order = byRank != 0 || rank(mine) > 0 ? byRank : mine.compareTo(theirs);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(other.parts.size(), parts.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return parts.size();
    }

    @Override
    public String toString() {
        return "/" + String.join("/", parts);
    }
}
