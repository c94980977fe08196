package io.camkit.source.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request (RFC 2326, section 6).
 *
 * @param uri as it stands in the request line
 * @param headers besides CSeq, User-Agent and Authorization
 */
record RtspRequest(String method, String uri, Map<String, String> headers) {
    static RtspRequest of(String method, String uri) {
        return new RtspRequest(method, uri, Map.of());
    }

    RtspRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RtspRequest(method, uri, more);
    }

    /** The bytes to send; {@code authorization} is left out when it is empty. */
    byte[] encode(int sequence, String authorization) {
        StringBuilder text = new StringBuilder(method).append(' ').append(uri).append(" RTSP/1.0\r\n");
        field(text, "CSeq", String.valueOf(sequence));
        field(text, "User-Agent", "camkit");
        if (!authorization.isEmpty()) {
            field(text, "Authorization", authorization);
        }
        headers.forEach((name, value) -> field(text, name, value));
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
