package io.camkit.source.mjpeg;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Content-Type field (RFC 9110, section 8.3) as far as a stream of pictures needs it.
 *
 * @param type in lower case, without parameters
 * @param boundary as written, without quotes; empty when not given
 */
record ContentType(String type, String boundary) {
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"?|([^;]*))", Pattern.CASE_INSENSITIVE);

    static ContentType parse(String field) {
        int semicolon = field.indexOf(';');
        String type = semicolon < 0 ? field : field.substring(0, semicolon);
        Matcher boundary = BOUNDARY.matcher(field);
        String value = "";
        if (boundary.find()) {
            value = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        }
        return new ContentType(type.strip().toLowerCase(Locale.ROOT), value.strip());
    }

    boolean isJpeg() {
        return type.equals("image/jpeg") || type.equals("image/jpg");
    }

    boolean isMultipart() {
        return type.startsWith("multipart/");
    }
}
