package io.camkit.source.rtsp;

import io.camkit.spi.Nullable;

/**
 * Where the parts of a stream are controlled (RFC 2326, appendix C.1.1).
 *
 * <p>A relative control attribute is appended to its base after a slash, query or not: cameras mean that, and RFC 3986's merging would
 * drop the last part of the path. Of what the server calls absolute only path and query are taken: behind a router a camera does not know
 * the address under which it is reached.
 */
final class StreamUris {
    private final String server;
    private final String base;
    private final boolean namedAnother;

    private StreamUris(String server, String base, boolean namedAnother) {
        this.server = server;
        this.base = base;
        this.namedAnother = namedAnother;
    }

    /** Of a server that names no base: the address that is asked for a description. */
    static StreamUris asked(Rtsp spec) {
        return new StreamUris(authorityOf(spec.uri()), spec.uri(), false);
    }

    /**
     * Of a server that may name a base.
     *
     * @param answer the description's message, whose Content-Base, else Content-Location, is the base
     */
    static StreamUris of(Rtsp spec, RtspMessage answer) {
        String contentBase = answer.header("Content-Base");
        String named = contentBase.isEmpty() ? answer.header("Content-Location") : contentBase;
        StreamUris asked = asked(spec);
        if (!isAbsolute(named)) {
            return asked;
        }
        String base = asked.here(named);
        return new StreamUris(asked.server, base, !without(base).equals(without(asked.base)));
    }

    private static String without(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Whether the server's base is another than what was asked for a description. */
    boolean namedAnotherBase() {
        return namedAnother;
    }

    /** The address for a control attribute; null or {@code *} mean the base itself. */
    String resolve(@Nullable String control) {
        if (control == null || control.isEmpty() || control.equals("*")) {
            return base;
        }
        if (isAbsolute(control)) {
            return here(control);
        }
        return base.endsWith("/") || control.startsWith("/") ? base + strip(control) : base + "/" + control;
    }

    private String strip(String control) {
        return base.endsWith("/") && control.startsWith("/") ? control.substring(1) : control;
    }

    /** An absolute address with the scheme, host and port that are connected to. */
    private String here(String uri) {
        return server + uri.substring(authorityOf(uri).length());
    }

    /** Scheme and authority of an absolute address. */
    private static String authorityOf(String uri) {
        int end = uri.indexOf("://") + 3;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return uri.substring(0, end);
    }

    /** Whether the text may stand in a request line as it is. */
    static boolean isUsable(String uri) {
        return uri.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean isAbsolute(String uri) {
        return uri.regionMatches(true, 0, "rtsp://", 0, 7) || uri.regionMatches(true, 0, "rtsps://", 0, 8);
    }
}
