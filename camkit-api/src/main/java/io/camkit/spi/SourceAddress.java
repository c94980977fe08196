package io.camkit.spi;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text form of a source, taken apart: {@code scheme:opaque?query#options} or {@code scheme://user:password@host:port/path?query#options}.
 *
 * <p>A query goes to the camera where the camera has a server, which may know any parameter. Options are for the plugin and leave this
 * machine never, as a fragment should (RFC 3986, section 3.5).
 *
 * <p>The opaque part may be an address itself, as in {@code ffmpeg:rtmp://10.0.0.7/live}: see {@link #within}. Its user is this one's.
 *
 * @param scheme in lower case
 * @param host empty for {@code scheme:opaque}; an IPv6 address without brackets
 * @param port -1 when not given
 * @param path with its leading slash, or the opaque part; still percent-encoded
 * @param rawQuery as written, empty when there is none
 * @param rawOptions what follows {@code #}, as written; empty when there is none
 * @param credentials from the address, else the configured ones
 */
public record SourceAddress(
        String scheme,
        String host,
        int port,
        String path,
        String rawQuery,
        String rawOptions,
        Optional<Credentials> credentials) {
    private static final int MAX_PORT = 65_535;

    private static final Pattern WITHIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    /** A device that calls by itself needs no more than a scheme, which RFC 3986 allows and {@link URI} does not. */
    private static final Pattern SCHEME_ALONE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private static final String SECRET =
            "(?i)((?:pass?(?:word|wd|phrase)?|psw|pw|pwd|token|ticket|secret|key|auth|sig(?:nature)?)=)";

    /** Cameras that take the password as a parameter, which may have any character but the next parameter's separator. */
    private static final Pattern SECRET_IN_QUERY = Pattern.compile(SECRET + "[^&;]+");

    /** Some take it within the path: {@code /user=admin_password=..._channel=1}. */
    private static final Pattern SECRET_IN_PATH = Pattern.compile(SECRET + "[^&;/]+?(?=[&;/]|_[a-zA-Z]+=|$)");

    /**
     * Checks that the path is none that would make the host another one in print.
     *
     * @throws CamkitException {@code CK-1202} if there is a host, and a path that does not begin with a slash
     */
    public SourceAddress {
        if (!host.isEmpty() && !path.isEmpty() && path.charAt(0) != '/') {
            throw fault("its path does not begin with a slash");
        }
    }

    /**
     * Takes an address apart.
     *
     * @param fallback used when the address carries no user
     * @throws CamkitException {@code CK-1202} when the text is no address; its text shows no password
     */
    public static SourceAddress parse(String text, Optional<Credentials> fallback) {
        String address = text.strip();
        if (SCHEME_ALONE.matcher(address).matches()) {
            String scheme = address.substring(0, address.length() - 1).toLowerCase(Locale.ROOT);
            return new SourceAddress(scheme, "", -1, "", "", "", fallback);
        }
        try {
            URI uri = new URI(address);
            if (uri.getScheme() == null) {
                throw fault("it has no scheme");
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            return uri.isOpaque() ? opaque(scheme, uri, fallback) : hierarchical(scheme, uri, fallback);
        } catch (URISyntaxException e) {
            // the reason without the input, which may carry a password
            throw fault(e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    private static SourceAddress opaque(String scheme, URI uri, Optional<Credentials> fallback) {
        String rest = uri.getRawSchemeSpecificPart();
        if (WITHIN.matcher(rest).lookingAt()) {
            SourceAddress inner = parse(rest, fallback);
            String path = inner.scheme + "://" + inner.authority() + inner.path;
            String options = orEmpty(uri.getRawFragment());
            return new SourceAddress(scheme, "", -1, path, inner.rawQuery, options, inner.credentials);
        }
        int query = rest.indexOf('?');
        return new SourceAddress(
                scheme,
                "",
                -1,
                query < 0 ? rest : rest.substring(0, query),
                query < 0 ? "" : rest.substring(query + 1),
                orEmpty(uri.getRawFragment()),
                fallback);
    }

    private static SourceAddress hierarchical(String scheme, URI uri, Optional<Credentials> fallback) {
        if (uri.getHost() == null && uri.getRawAuthority() != null) {
            throw fault("the host is not readable; a `@`, `:`, `/` or `#` in a password is written %40, %3A, %2F, %23");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw fault("port " + uri.getPort() + " is not within 1.." + MAX_PORT);
        }
        String host = uri.getHost() == null ? "" : uri.getHost();
        return new SourceAddress(
                scheme,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort(),
                orEmpty(uri.getRawPath()),
                orEmpty(uri.getRawQuery()),
                orEmpty(uri.getRawFragment()),
                uri.getRawUserInfo() == null ? fallback : Optional.of(userInfo(uri.getRawUserInfo())));
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }

    private static Credentials userInfo(String raw) {
        int colon = raw.indexOf(':');
        return Credentials.of(
                decode(colon < 0 ? raw : raw.substring(0, colon)), colon < 0 ? "" : decode(raw.substring(colon + 1)));
    }

    /** The same place for another user, or for none. */
    public SourceAddress withCredentials(Optional<Credentials> user) {
        return new SourceAddress(scheme, host, port, path, rawQuery, rawOptions, user);
    }

    /** The address that this one carries in place of a path of its own, with its query, options and user; empty if it carries none. */
    public Optional<SourceAddress> within() {
        return host.isEmpty() && WITHIN.matcher(path).lookingAt()
                ? Optional.of(parse(target() + (rawOptions.isEmpty() ? "" : "#" + rawOptions), credentials))
                : Optional.empty();
    }

    /** Host and port as an address has them (RFC 3986, section 3.2): an IPv6 address in brackets, no port when none was given. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + (port < 0 ? "" : ":" + port);
    }

    /** Path and query, as a request carries them. */
    public String target() {
        return path + (rawQuery.isEmpty() ? "" : "?" + rawQuery);
    }

    /** The query's parameters in their order, decoded; of a repeated one the last. */
    public Map<String, String> query() {
        return parameters(rawQuery);
    }

    /** The options in their order, written and decoded like a query. */
    public Map<String, String> options() {
        return parameters(rawOptions);
    }

    private static Map<String, String> parameters(String written) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : written.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                parameters.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CamkitException fault(String why) {
        return new CamkitException(
                "CK-1202",
                "this is not a source address: " + why,
                "",
                "write it like rtsp://10.0.0.5/stream1, http://10.0.0.9:81/stream or test:clock",
                CamkitException.Retry.GIVE_UP);
    }

    private static String masked(Pattern secret, String text) {
        return secret.matcher(text).replaceAll("$1***");
    }

    /** The address without password, in the user's place and in parameters that are named like one. */
    @Override
    public String toString() {
        String rest = masked(SECRET_IN_PATH, path)
                + (rawQuery.isEmpty() ? "" : "?" + masked(SECRET_IN_QUERY, rawQuery))
                + (rawOptions.isEmpty() ? "" : "#" + masked(SECRET_IN_QUERY, rawOptions));
        if (host.isEmpty()) {
            return scheme + ":" + rest;
        }
        return scheme + "://" + credentials.map(c -> c.username() + ":***@").orElse("") + authority() + rest;
    }
}
