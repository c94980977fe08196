package io.camkit.sink.webrtc;

import io.camkit.CamkitException;
import io.camkit.StreamName;
import io.camkit.http.Action;
import io.camkit.http.Exchange;
import io.camkit.http.Route;
import io.camkit.sink.webrtc.sdp.Offer;
import io.camkit.sink.webrtc.transport.PeerPort;
import io.camkit.sink.webrtc.transport.PeerPorts;
import io.camkit.spi.Nullable;
import io.camkit.spi.SinkContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One camera's WHEP (draft-ietf-wish-whep-03): an offer is posted, and the answer comes back with the address of the session, by which it
 * is changed and ended.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class WhepEndpoint implements AutoCloseable {
    private static final String SDP = "application/sdp";

    private final SinkContext context;
    private final PeerPorts ports;
    private final WhepMetrics metrics;
    private @Nullable WhepSessions sessions;
    private boolean closed;

    WhepEndpoint(SinkContext context, PeerPorts ports) {
        this.context = context;
        this.ports = ports;
        this.metrics = new WhepMetrics(context);
    }

    List<Route> routes() {
        return List.of(
                Route.post("whep", Action.VIEW, this::begin),
                Route.of("PATCH", "whep/{session}", Action.VIEW, this::change),
                Route.of("DELETE", "whep/{session}", Action.VIEW, this::end));
    }

    private void begin(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!type.equals(SDP) && !type.startsWith(SDP + ";")) {
            exchange.problem(415, "CK-7202", "the body is no offer", "post it as `Content-Type: application/sdp`");
            return;
        }
        Offer offer;
        try {
            offer = Offer.parse(exchange.body());
        } catch (CamkitException e) {
            exchange.problem(400, e.code(), e.what(), e.mend());
            return;
        }
        List<Choice> choices = new Choices(context, offer, stream(exchange)).all();
        if (choices.isEmpty()) {
            exchange.problem(
                    406,
                    "CK-7203",
                    "nothing is offered that this camera could be sent as: H.264, H.265, Opus and G.711 are",
                    "offer to receive video, with H.264 in packetization mode 1 among its formats");
            return;
        }
        ports.open(context).whenComplete((port, fault) -> {
            if (fault == null) {
                port.loop().execute(() -> answer(exchange, port, offer, choices));
            } else {
                exchange.fail(fault);
            }
        });
    }

    private static StreamName stream(Exchange exchange) {
        return exchange.query("stream").orElse("").equals("sub") ? StreamName.SUB : StreamName.MAIN;
    }

    private void answer(Exchange exchange, PeerPort port, Offer offer, List<Choice> choices) {
        try {
            WhepSessions.Begun begun = sessions(port).begin(exchange.grant(), offer, choices);
            Map<String, String> headers = Map.of(
                    "Location",
                    "/cameras/" + context.camera().id() + "/whep/" + begun.id(),
                    "ETag",
                    begun.tag(),
                    "Cache-Control",
                    "no-store");
            exchange.respond(201, SDP, begun.answer().getBytes(StandardCharsets.UTF_8), headers);
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private synchronized WhepSessions sessions(PeerPort port) {
        WhepSessions known = sessions;
        if (known == null) {
            known = new WhepSessions(port, context.clock(), metrics);
            sessions = known;
            if (closed) {
                known.close();
            }
        }
        return known;
    }

    private synchronized @Nullable WhepSessions sessions() {
        return sessions;
    }

    private void end(Exchange exchange) {
        withSession(exchange, held -> {
            held.session().close();
            exchange.respond(200, SDP, new byte[0], Map.of());
        });
    }

    private void change(Exchange exchange) {
        if (!WhepPatch.isType(exchange.header("Content-Type").orElse(""))) {
            exchange.problem(
                    415,
                    "CK-7202",
                    "the body is no fragment of a description",
                    "send it as `Content-Type: application/trickle-ice-sdpfrag`");
            return;
        }
        WhepPatch patch;
        try {
            patch = WhepPatch.of(exchange);
        } catch (CamkitException e) {
            exchange.problem(400, e.code(), e.what(), e.mend());
            return;
        }
        withSession(exchange, patch::apply);
    }

    /** Does something with the session of the request, on the event loop. */
    private void withSession(Exchange exchange, Consumer<WhepSessions.Held> task) {
        WhepSessions known = sessions();
        if (known == null) {
            exchange.notFound();
            return;
        }
        known.loop()
                .execute(() -> known.of(
                                exchange.variable("session"), exchange.grant().principal())
                        .ifPresentOrElse(task, exchange::notFound));
    }

    @Override
    public synchronized void close() {
        closed = true;
        WhepSessions known = sessions;
        if (known != null) {
            known.loop().execute(known::close);
        }
        metrics.close();
    }
}
