package io.camkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What HTML pages need besides their bytes, and the one page that this module has of its own. */
final class Pages {
    static final String HTML = "text/html; charset=utf-8";

    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private static final String STYLE =
            "body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1.5rem;"
                    + "color-scheme:light dark}code{padding:.1em .3em;border-radius:.3em;background:#8883}";

    private static final byte[] REFUSED = ("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                    + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                    + "<title>Not logged in</title><style>" + STYLE + "</style></head><body>"
                    + "<h1>Who are you?</h1>"
                    + "<p>This camera server shows nothing to somebody it does not know.</p>"
                    + "<p>Ask whoever runs it for a link that ends in <code>#token=…</code> and open it once on this"
                    + " device. A program sends <code>Authorization: Bearer</code> with its token.</p>"
                    + "</body></html>")
            .getBytes(StandardCharsets.UTF_8);

    private Pages() {}

    /** The page for somebody whom nobody knows. */
    static byte[] refused() {
        return REFUSED.clone();
    }

    static Map<String, String> refusedHeaders(Map<String, String> more) {
        String hash = Base64.getEncoder().encodeToString(Sha256.of(STYLE.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Security-Policy", POLICY + "; style-src 'sha256-" + hash + "'");
        return headers;
    }

    /** What a browser is told about a page of ours: nothing from elsewhere, in nobody's frame. */
    static Map<String, String> headers(String contentType) {
        return contentType.startsWith("text/html") ? Map.of("Content-Security-Policy", POLICY) : Map.of();
    }
}
