package io.camkit.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request asks for (RFC 9112, section 3.2), decoded once. A path that could be read in two ways is refused rather than repaired:
 * dot segments, encoded slashes, backslashes, control characters, bytes that are not UTF-8.
 *
 * @param authority host and port of an absolute form; empty otherwise
 * @param segments the decoded parts of the path between slashes; a trailing slash leaves an empty last one
 * @param query decoded; of several with one name the last
 */
record RequestTarget(String authority, List<String> segments, Map<String, String> query) {
    static final int MAX_LENGTH = 4096;
    private static final int MAX_PARAMETERS = 64;

    /** The target could not be understood. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    static RequestTarget parse(String target) throws MalformedException {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#') {
                throw new MalformedException("a character that may not stand in an address");
            }
        }
        String authority = authority(target);
        String rest = authority.isEmpty() ? target : target.substring(target.indexOf("//") + 2 + authority.length());
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        return new RequestTarget(authority, segments(path), query(query));
    }

    private static String authority(String target) throws MalformedException {
        if (target.startsWith("/")) {
            return "";
        }
        int start = target.startsWith("http://") ? 7 : target.startsWith("https://") ? 8 : -1;
        int end = start < 0 ? -1 : target.indexOf('/', start);
        if (end <= start) {
            throw new MalformedException("the address must begin with a slash");
        }
        return target.substring(start, end);
    }

    private static List<String> segments(String path) throws MalformedException {
        String[] parts = path.split("/", -1);
        List<String> segments = new ArrayList<>(parts.length - 1);
        for (int i = 1; i < parts.length; i++) {
            String segment = decode(parts[i], false);
            if (segment.equals(".") || segment.equals("..") || (segment.isEmpty() && i < parts.length - 1)) {
                throw new MalformedException("a segment of the path is empty or made of dots");
            }
            if (segment.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')) {
                throw new MalformedException("a segment of the path hides a slash or a control character");
            }
            segments.add(segment);
        }
        return List.copyOf(segments);
    }

    private static Map<String, String> query(String text) throws MalformedException {
        if (text.isEmpty()) {
            return Map.of();
        }
        String[] pairs = text.split("&", -1);
        if (pairs.length > MAX_PARAMETERS) {
            throw new MalformedException("more than " + MAX_PARAMETERS + " parameters");
        }
        Map<String, String> query = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(decode(name, true), equals < 0 ? "" : decode(pair.substring(equals + 1), true));
        }
        return Map.copyOf(query);
    }

    private static String decode(String text, boolean plusIsSpace) throws MalformedException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put((byte) (hex(text, i + 1) << 4 | hex(text, i + 2)));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("bytes that are not UTF-8");
        }
    }

    private static int hex(String text, int index) throws MalformedException {
        char c = index < text.length() ? text.charAt(index) : 0;
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new MalformedException("a percent sign without two hexadecimal digits");
        }
        return digit;
    }

    /** The decoded path. */
    String path() {
        return "/" + String.join("/", segments);
    }
}
