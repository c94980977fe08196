package io.camkit.source.rtsp;

import io.camkit.spi.Nullable;

/**
 * Where the parts of a stream are controlled (RFC 2326, appendix C.1.1).
 *
 * <p>A relative control attribute is appended to its base after a slash, query or not: cameras mean that, and RFC 3986's merging would
 * drop the last part of the path.
 */
final class StreamUris {
    private final String base;

    /**
     * @param described the address that was asked for a description
     * @param answer the description's message, whose Content-Base, else Content-Location, is the base
     */
    StreamUris(String described, RtspMessage answer) {
        String contentBase = answer.header("Content-Base");
        String contentLocation = answer.header("Content-Location");
        String named = contentBase.isEmpty() ? contentLocation : contentBase;
        base = isAbsolute(named) ? named : described;
    }

    /** The address for a control attribute; null or {@code *} mean the base itself. */
    String resolve(@Nullable String control) {
        if (control == null || control.isEmpty() || control.equals("*")) {
            return base;
        }
        if (isAbsolute(control)) {
            return control;
        }
        return base.endsWith("/") || control.startsWith("/") ? base + strip(control) : base + "/" + control;
    }

    private String strip(String control) {
        return base.endsWith("/") && control.startsWith("/") ? control.substring(1) : control;
    }

    /** Whether the text may stand in a request line as it is. */
    static boolean isUsable(String uri) {
        return uri.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean isAbsolute(String uri) {
        return uri.regionMatches(true, 0, "rtsp://", 0, 7) || uri.regionMatches(true, 0, "rtsps://", 0, 8);
    }
}
