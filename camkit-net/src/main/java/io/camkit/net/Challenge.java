package io.camkit.net;

import io.camkit.spi.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One challenge of a {@code WWW-Authenticate} field (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by name, whatever its case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int MAX_FIELD = 4096;
    private static final int MAX_CHALLENGES = 8;
    private static final int MAX_PARAMETERS = 16;

    /** The parameter's value; empty when it was not sent. */
    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The challenges of one field, in their order. What cannot be read, or exceeds its limit, is left out. */
    static List<Challenge> parse(String field) {
        return field.length() > MAX_FIELD ? List.of() : new Parser(field).challenges();
    }

    private static final class Parser {
        private final String text;
        private final List<Challenge> found = new ArrayList<>();
        private @Nullable Map<String, String> parameters;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Challenge> challenges() {
            while (skip(" \t,") && found.size() <= MAX_CHALLENGES) {
                String token = token();
                skip(" \t");
                if (token.isEmpty()) {
                    at++;
                } else if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    parameter(token);
                } else {
                    parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    found.add(new Challenge(token.toLowerCase(Locale.ROOT), Collections.unmodifiableMap(parameters)));
                }
            }
            return found.size() > MAX_CHALLENGES ? List.of() : found;
        }

        private void parameter(String name) {
            skip(" \t");
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            if (parameters != null && parameters.size() < MAX_PARAMETERS) {
                parameters.putIfAbsent(name, value);
            }
        }

        private String token() {
            int start = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }

        private boolean skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length();
        }
    }
}
