package io.camkit.source.esp32;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object (RFC 8259) of texts, numbers, {@code true}, {@code false} and {@code null}, which is all that devices say. Nothing nests.
 *
 * <p><b>Threading.</b> One thread.
 */
final class FlatJson {
    private static final int MAX_MEMBERS = 16;
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
    private static final int HEX_DIGITS = 4;

    /** This is no such object. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String why, int at) {
            super(why + " at character " + at);
        }
    }

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** The members in their order; numbers and words as they are written. Of a repeated name the last counts. */
    static Map<String, String> parse(String text) throws MalformedException {
        return new FlatJson(text).object();
    }

    private Map<String, String> object() throws MalformedException {
        Map<String, String> members = new LinkedHashMap<>();
        expect('{');
        if (next() == '}') {
            at++;
        } else {
            do {
                next();
                String name = string();
                expect(':');
                members.put(name, next() == '"' ? string() : word());
                if (members.size() > MAX_MEMBERS) {
                    throw malformed("too many members");
                }
            } while (more());
        }
        if (next() != 0) {
            throw malformed("something follows");
        }
        return members;
    }

    private boolean more() throws MalformedException {
        char separator = next();
        if (separator != ',' && separator != '}') {
            throw malformed("`,` or `}` is missing");
        }
        at++;
        return separator == ',';
    }

    /** The next character that is no white space; 0 at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) throws MalformedException {
        if (next() != wanted) {
            throw malformed("`" + wanted + "` is missing");
        }
        at++;
    }

    private String word() throws MalformedException {
        int from = at;
        while (at < text.length() && " \t\r\n,}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        if (!word.matches("true|false|null|" + NUMBER)) {
            throw malformed("neither a text nor a number");
        }
        return word;
    }

    private String string() throws MalformedException {
        StringBuilder value = new StringBuilder();
        if (at >= text.length() || text.charAt(at) != '"') {
            throw malformed("a text is missing");
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c < ' ') {
                throw malformed("a control character in a text");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw malformed("a text does not end");
    }

    /** Leaves {@code at} on the last character of the escape. */
    private char escaped() throws MalformedException {
        at++;
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("an unknown escape");
        };
    }

    private char unicode() throws MalformedException {
        int end = at + 1 + HEX_DIGITS;
        String digits = end <= text.length() ? text.substring(at + 1, end) : "";
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw malformed("an unfinished escape");
        }
        at += HEX_DIGITS;
        return (char) Integer.parseInt(digits, 16);
    }

    private MalformedException malformed(String why) {
        return new MalformedException(why, at + 1);
    }
}
