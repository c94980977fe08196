package io.camkit.sink.mjpeg;

import io.camkit.Frame;
import io.camkit.Want;
import io.camkit.http.Exchange;
import io.camkit.http.Route;
import io.camkit.net.FrameBuf;
import io.camkit.spi.SinkContext;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** {@code snapshot.jpg}: the newest picture. */
final class Snapshot implements Route.RequestHandler {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final SinkContext context;

    Snapshot(SinkContext context) {
        this.context = context;
    }

    @Override
    public void handle(Exchange exchange) {
        PictureRequest.of(exchange).ifPresent(want -> answer(want, exchange));
    }

    private void answer(Want want, Exchange exchange) {
        context.camera().snapshot(want, DEADLINE).whenComplete((frame, fault) -> {
            if (frame != null) {
                exchange.respond(200, "image/jpeg", FrameBuf.of(frame), headers(frame));
                frame.release();
            } else {
                exchange.fail(fault);
            }
        });
    }

    private Map<String, String> headers(Frame frame) {
        return Map.of(
                "Last-Modified",
                HTTP_DATE.format(context.clock().wallAt(frame.captureNanos())),
                "Cache-Control",
                "no-store, no-cache, private");
    }
}
