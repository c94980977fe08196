package io.camkit.sink.mjpeg;

import io.camkit.Feed;
import io.camkit.From;
import io.camkit.Want;
import io.camkit.http.Audience;
import io.camkit.http.Exchange;
import io.camkit.http.Outbound;
import io.camkit.http.Route;
import io.camkit.spi.SinkContext;
import java.util.Map;

/** {@code stream.mjpg}: every picture from the newest on. */
final class Stream implements Route.RequestHandler {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", Parts.CONTENT_TYPE,
            "Cache-Control", "no-store, no-cache, private",
            "Pragma", "no-cache");

    private final SinkContext context;
    private final Audience audience;
    private final Parts parts;

    Stream(SinkContext context, Audience audience, Parts parts) {
        this.context = context;
        this.audience = audience;
        this.parts = parts;
    }

    @Override
    public void handle(Exchange exchange) {
        PictureRequest.of(exchange).ifPresent(want -> stream(want, exchange));
    }

    private void stream(Want want, Exchange exchange) {
        Feed feed = context.feed(want);
        Outbound viewer = exchange.stream(200, HEADERS);
        if (exchange.method().equals("HEAD")) {
            return; // nobody watches: no codec is to start for it
        }
        parts.begin(viewer);
        viewer.flush();
        audience.admit(feed, From.KEY_FRAME, viewer, frame -> parts.write(frame, viewer));
    }
}
