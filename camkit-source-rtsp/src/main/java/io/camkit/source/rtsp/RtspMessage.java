package io.camkit.source.rtsp;

import io.camkit.spi.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response, or a request of the server's (RFC 2326, sections 6 and 7).
 *
 * @param status of a response, 100..999; 0 for a request
 * @param phrase the reason of a response, the method of a request
 * @param headers by name, whatever its case
 */
record RtspMessage(int status, String phrase, Map<String, List<String>> headers, String body) {
    private static final Pattern RESPONSE = Pattern.compile("RTSP/\\d\\.\\d ([1-9]\\d\\d)(?: (.*))?");
    private static final Pattern REQUEST = Pattern.compile("([A-Z_]+) \\S+ RTSP/\\d\\.\\d");
    private static final int MAX_HEADERS = 128;

    /** The message whose head, start line and fields without the empty line, is {@code head}; null when it is none. */
    static @Nullable RtspMessage parse(byte[] head) {
        String[] lines = new String(head, StandardCharsets.UTF_8).split("\r?\n", -1);
        Matcher response = RESPONSE.matcher(lines[0]);
        Matcher request = REQUEST.matcher(lines[0]);
        if (response.matches()) {
            String reason = response.group(2);
            return new RtspMessage(
                    Integer.parseInt(response.group(1)), reason == null ? "" : reason, fields(lines), "");
        }
        return request.matches() ? new RtspMessage(0, request.group(1), fields(lines), "") : null;
    }

    private static Map<String, List<String>> fields(String[] lines) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (int i = 1; i < lines.length && count < MAX_HEADERS; i++) {
            StringBuilder field = new StringBuilder(lines[i]);
            while (i + 1 < lines.length && (lines[i + 1].startsWith(" ") || lines[i + 1].startsWith("\t"))) {
                field.append(' ').append(lines[++i].strip());
            }
            int colon = field.indexOf(":");
            if (colon > 0) {
                fields.computeIfAbsent(field.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(field.substring(colon + 1).strip());
                count++;
            }
        }
        return fields;
    }

    RtspMessage withBody(byte[] bytes) {
        return new RtspMessage(status, phrase, headers, new String(bytes, StandardCharsets.UTF_8));
    }

    boolean isRequest() {
        return status == 0;
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean redirects() {
        return status >= 300 && status < 400;
    }

    /** The first field of this name; empty when there is none. */
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? "" : values.get(0);
    }

    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The number of a field; {@code missing} when it was not sent, -1 when it is no number from 0 to 999999999. */
    int number(String name, int missing) {
        String text = header(name);
        if (text.isEmpty()) {
            return missing;
        }
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
