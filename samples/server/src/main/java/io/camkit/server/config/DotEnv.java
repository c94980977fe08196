package io.camkit.server.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env}: lines {@code NAME=value}, with optional quotes, {@code export}, and comments. Nothing is expanded. */
final class DotEnv {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("(?:\"([^\"]*)\"|'([^']*)')\\s*(?:#.*)?");

    private DotEnv() {}

    /** The values of {@code text}, of a repeated name the last; what cannot be understood is added to {@code faults}. */
    static Map<String, Setting> parse(String source, String text, List<Fault> faults) {
        Map<String, Setting> values = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                values.put(
                        matcher.group(1),
                        new Setting(unquoted(matcher.group(2)), new Position(source, number, matcher.start(2) + 1)));
            } else {
                faults.add(new Fault(
                        "CK-6114",
                        new Position(source, number, 1),
                        "this line is not understood",
                        "write NAME=value, a comment that starts with #, or nothing"));
            }
        }
        return values;
    }

    private static String unquoted(String raw) {
        Matcher quoted = QUOTED.matcher(raw);
        if (quoted.matches()) {
            return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        }
        int comment = raw.indexOf(" #");
        return comment < 0 ? raw : raw.substring(0, comment).strip();
    }
}
