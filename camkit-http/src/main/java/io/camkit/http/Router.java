package io.camkit.http;

import io.camkit.http.RouteTable.Entry;
import io.camkit.http.RouteTable.Found;
import io.camkit.spi.Nullable;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Decides from its head alone whether a request is served, by what, and under which right. */
final class Router {
    private static final Set<String> SHORT_NAMES = Set.of("stream.mjpg", "snapshot.jpg");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String HOST = "[A-Za-z0-9._-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?";

    private final RouteTable table;
    private final GrantBook book;
    private final Set<String> ownNames;
    private final Supplier<List<String>> cameras;

    /**
     * @param ownNames lower case, what this server is called when access is open
     * @param cameras ids of all cameras, for the short names
     */
    Router(RouteTable table, GrantBook book, Set<String> ownNames, Supplier<List<String>> cameras) {
        this.table = table;
        this.book = book;
        this.ownNames = ownNames;
        this.cameras = cameras;
    }

    /** The decision. */
    sealed interface Admission permits Admitted, Refused {}

    /**
     * It is served.
     *
     * @param visitor who comes, if we know him
     * @param missing what he is told of something that is not there for him
     */
    record Admitted(
            RequestTarget target,
            Entry entry,
            Map<String, String> variables,
            Grant grant,
            @Nullable Visitor visitor,
            Problem missing)
            implements Admission {}

    /** It is not. */
    record Refused(Problem problem) implements Admission {}

    Admission admit(HttpRequest request, InetAddress from) {
        RequestTarget target;
        try {
            target = target(request);
        } catch (RequestTarget.MalformedException e) {
            return new Refused(Problem.malformed(String.valueOf(e.getMessage())));
        }
        HttpHeaders headers = request.headers();
        String host = target.authority().isEmpty() ? headers.get(HttpHeaderNames.HOST, "") : target.authority();
        if (book.isOpen() && !host.isEmpty() && !ownNames.contains(withoutPort(host))) {
            return new Refused(new Problem(
                    421,
                    "CK-5205",
                    "this server is not called that, and its access is open",
                    "use http://localhost, or add the name to the server's names"));
        }
        GrantBook.Answer answer = book.identify(
                Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION)),
                Optional.ofNullable(target.query().get("ticket")),
                from);
        if (answer instanceof GrantBook.Answer.TooManyAttempts many) {
            return new Refused(tooMany(many.seconds()));
        }
        Visitor visitor = answer instanceof GrantBook.Answer.Somebody somebody ? somebody.visitor() : null;
        return new Decision(request, target, host, visitor, missing(answer)).make();
    }

    private static RequestTarget target(HttpRequest request) throws RequestTarget.MalformedException {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean oldVersion = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (hosts.size() > 1
                || (hosts.isEmpty() && !oldVersion)
                || !hosts.stream().allMatch(h -> h.matches(HOST))) {
            throw new RequestTarget.MalformedException("exactly one `Host` with a name in it is needed");
        }
        return RequestTarget.parse(request.uri());
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
    }

    private static Problem tooMany(long seconds) {
        return new Problem(
                429,
                "CK-5206",
                "too many wrong tokens came from this address",
                "try again in " + seconds + " s, with the right one",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    private static Problem missing(GrantBook.Answer answer) {
        if (answer instanceof GrantBook.Answer.Somebody) {
            return Problem.notFound();
        }
        return answer instanceof GrantBook.Answer.WrongToken ? Problem.wrongToken() : Problem.unauthorized();
    }

    /** One request's way through the table. */
    private final class Decision {
        private final HttpRequest request;
        private final RequestTarget target;
        private final String host;
        private final @Nullable Visitor visitor;
        private final Problem missing;

        Decision(HttpRequest request, RequestTarget target, String host, @Nullable Visitor visitor, Problem missing) {
            this.request = request;
            this.target = target;
            this.host = host;
            this.visitor = visitor;
            this.missing = missing;
        }

        Admission make() {
            Found found = find();
            if (found == null) {
                return new Refused(missing);
            }
            boolean upgrade = request.method().name().equals("GET")
                    && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
            Entry entry = found.entry(request.method().name(), upgrade);
            if (entry == null) {
                return new Refused(wrongMethod(found));
            }
            Optional<Grant> grant = grant(entry.route(), found.variables());
            if (grant.isEmpty()) {
                return new Refused(missing);
            }
            if ((upgrade || !SAFE.contains(request.method().name())) && fromElsewhere()) {
                return new Refused(new Problem(
                        403,
                        "CK-5207",
                        "a page of another origin asked for this",
                        "ask from this server's own pages, or send `Authorization: Bearer`"));
            }
            return new Admitted(target, entry, found.variables(), grant.get(), visitor, missing);
        }

        private @Nullable Found find() {
            List<String> segments = target.segments();
            if (segments.size() == 1 && SHORT_NAMES.contains(segments.get(0))) {
                List<String> visible = visitor == null ? List.of() : visibleTo(visitor);
                return visible.size() == 1 ? table.find(List.of("cameras", visible.get(0), segments.get(0))) : null;
            }
            return table.find(segments);
        }

        private List<String> visibleTo(Visitor somebody) {
            return cameras.get().stream()
                    .filter(camera -> somebody.grant(Action.VIEW, camera).isPresent())
                    .limit(2)
                    .toList();
        }

        private Optional<Grant> grant(Route route, Map<String, String> variables) {
            if (route.action() == Action.PUBLIC) {
                return Optional.of(PublicGrant.INSTANCE);
            }
            if (visitor == null) {
                return Optional.empty();
            }
            String camera = variables.get("cam");
            return camera == null ? visitor.grant(route.action()) : visitor.grant(route.action(), camera);
        }

        /** Tells the methods to those who may use one of them. */
        private Problem wrongMethod(Found found) {
            Set<String> allowed = new TreeSet<>();
            for (Entry entry : found.byMethod().values()) {
                if (grant(entry.route(), found.variables()).isPresent()) {
                    allowed.add(entry.route().method());
                }
            }
            if (allowed.isEmpty()) {
                return missing;
            }
            if (found.webSocketOnly() && request.method().name().equals("GET")) {
                return new Problem(
                        426,
                        "CK-5108",
                        "this is a WebSocket",
                        "ask for it with `Upgrade: websocket`",
                        Map.of("Upgrade", "websocket"));
            }
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            String allow = String.join(", ", allowed);
            return new Problem(
                    405, "CK-5107", "this method is not served here", "use " + allow, Map.of("Allow", allow));
        }

        /** Browsers name the page that asks; whoever sends a token by hand is no page that was tricked. */
        private boolean fromElsewhere() {
            String origin = request.headers().get(HttpHeaderNames.ORIGIN);
            boolean byHand = request.headers().contains(HttpHeaderNames.AUTHORIZATION);
            return origin != null
                    && !byHand
                    && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
        }
    }

    /** The right that everybody has; it never ends. */
    private enum PublicGrant implements Grant {
        INSTANCE;

        @Override
        public String principal() {
            return "anybody";
        }

        @Override
        public Action action() {
            return Action.PUBLIC;
        }

        @Override
        public boolean covers(String camera) {
            return false;
        }

        @Override
        public boolean coversAll() {
            return false;
        }

        @Override
        public Registration onRevoked(Runnable task) {
            return () -> {};
        }
    }
}
