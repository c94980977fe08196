package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.Event;
import io.camkit.Events;
import io.camkit.http.EventLog.Numbered;
import io.camkit.spi.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What happened: {@code GET /api/events} page by page, {@code WS /events} as it happens. */
final class EventRoutes {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int BATCH = 32;
    private static final String ADDED = "camera-added";
    private static final String REMOVED = "camera-removed";
    private static final String STATE = "state";
    private static final List<String> KINDS = List.of(ADDED, REMOVED, STATE);

    private final EventLog log;
    private final Json json;

    EventRoutes(EventLog log, Json json) {
        this.log = log;
        this.json = json;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events", Action.VIEW, this::page),
                Route.webSocket("/events", Action.VIEW, this::follow));
    }

    /** A page of events. */
    record Page(List<View> events, @Nullable Long next) {}

    /** An event as pages see it; what its kind does not have is left out. */
    record View(
            long id,
            String at,
            String camera,
            String kind,
            @Nullable String stream,
            @Nullable String from,
            @Nullable String to,
            @Nullable ErrorView error) {
        static View of(Numbered numbered) {
            Event event = numbered.event();
            if (event instanceof Event.StateChanged change) {
                CamkitException cause = change.cause();
                return new View(
                        numbered.id(),
                        event.at().toString(),
                        event.camera(),
                        kindOf(event),
                        change.stream().name().toLowerCase(Locale.ROOT),
                        change.from().name(),
                        change.to().name(),
                        cause == null ? null : ErrorView.of(cause));
            }
            return new View(
                    numbered.id(), event.at().toString(), event.camera(), kindOf(event), null, null, null, null);
        }
    }

    private static String kindOf(Event event) {
        if (event instanceof Event.CameraAdded) {
            return ADDED;
        }
        return event instanceof Event.CameraRemoved ? REMOVED : STATE;
    }

    /** @throws CamkitException if there is no such kind of event, which would look like none that happened */
    private static Predicate<Event> wanted(Exchange exchange) {
        Optional<String> camera = exchange.query("camera");
        Optional<String> kind = exchange.query("kind");
        if (!kind.map(KINDS::contains).orElse(true)) {
            throw new CamkitException(
                    "CK-5114",
                    "`kind` is none of the kinds of events",
                    "",
                    "leave it out, or give one of " + String.join(", ", KINDS),
                    CamkitException.Retry.GIVE_UP);
        }
        Grant grant = exchange.grant();
        return event -> grant.covers(event.camera())
                && camera.map(event.camera()::equals).orElse(true)
                && kind.map(kindOf(event)::equals).orElse(true);
    }

    private void page(Exchange exchange) {
        long before;
        int limit;
        try {
            before = exchange.query("before").map(Long::parseLong).orElse(Long.MAX_VALUE);
            limit = exchange.query("limit").map(Integer::parseInt).orElse(PAGE);
        } catch (NumberFormatException e) {
            exchange.problem(400, "CK-5114", "`before` or `limit` is no number", "leave it out, or give a number");
            return;
        }
        Predicate<Event> wanted;
        try {
            wanted = wanted(exchange);
        } catch (CamkitException e) {
            exchange.problem(400, e.code(), e.what(), e.mend());
            return;
        }
        limit = Math.max(1, Math.min(limit, LARGEST_PAGE));
        List<View> events =
                log.before(before, limit, wanted).stream().map(View::of).toList();
        Long next = events.size() < limit ? null : (Long) events.get(limit - 1).id();
        exchange.json(200, new Page(events, next));
    }

    private WebSocketListener follow(WebSocket socket) {
        Follower follower = new Follower(socket, wanted(socket.request()));
        Events.Registration registration = log.follow(() -> socket.loop().execute(follower::send));
        socket.onWritable(follower::send);
        socket.onClose(registration::close);
        return new WebSocketListener() {};
    }

    /** A place in the log. Who is slow is sent the rest later; who is a whole log behind goes on with what is left of it. */
    private final class Follower {
        private final WebSocket socket;
        private final Predicate<Event> wanted;
        private long sent = log.last();

        Follower(WebSocket socket, Predicate<Event> wanted) {
            this.socket = socket;
            this.wanted = wanted;
        }

        void send() {
            while (socket.writable() && sent < log.last()) {
                for (Numbered one : log.after(sent, BATCH)) {
                    if (wanted.test(one.event())) {
                        socket.text(json.text(View.of(one)));
                    }
                    sent = one.id();
                }
            }
        }
    }
}
