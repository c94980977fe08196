package io.camkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.camkit.CamKit;
import io.camkit.Ptz;
import io.camkit.Ptz.Vector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code /api/cameras/{cam}/ptz}: {@code POST} moves a camera, {@code GET} lists the places that it knows. */
final class PtzRoutes {
    private static final int MAX_BODY = 1024;
    private static final double MILLIS = 1000;
    private static final Set<String> MOVE = Set.of("pan", "tilt", "zoom", "seconds");
    private static final Set<String> PLACE = Set.of("pan", "tilt", "zoom");
    private static final String WANTED = "send {\"move\": {\"pan\": 0.5, \"tilt\": 0, \"zoom\": 0, \"seconds\": 1}},"
            + " {\"moveBy\": {…}}, {\"moveTo\": {…}}, {\"goTo\": \"1\"} or {\"stop\": true}; each part is within -1..1";

    private final CamKit kit;
    private final Json json;

    PtzRoutes(CamKit kit, Json json) {
        this.kit = kit;
        this.json = json;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/cameras/{cam}/ptz", Action.CONTROL, this::presets),
                Route.post("/api/cameras/{cam}/ptz", Action.CONTROL, this::order)
                        .accepting(MAX_BODY));
    }

    /** The places that a camera knows. */
    record Presets(List<Ptz.Preset> presets) {}

    private void presets(Exchange exchange) {
        withPtz(
                exchange,
                ptz -> ptz.presets().whenComplete((found, failure) -> {
                    if (failure == null) {
                        exchange.json(200, new Presets(found));
                    } else {
                        exchange.fail(failure);
                    }
                }));
    }

    private void order(Exchange exchange) {
        Optional<Function<Ptz, CompletionStage<Void>>> order =
                json.object(exchange.body()).flatMap(PtzRoutes::read);
        if (order.isEmpty()) {
            exchange.problem(400, "CK-5118", "this is no order to move a camera", WANTED);
            return;
        }
        withPtz(
                exchange,
                ptz -> order.get().apply(ptz).whenComplete((done, failure) -> {
                    if (failure == null) {
                        exchange.respond(204, "application/json", new byte[0], Map.of());
                    } else {
                        exchange.fail(failure);
                    }
                }));
    }

    private void withPtz(Exchange exchange, Consumer<Ptz> work) {
        kit.find(exchange.variable("cam"))
                .ifPresentOrElse(
                        camera -> camera.capability(Ptz.class)
                                .ifPresentOrElse(
                                        work,
                                        () -> exchange.problem(
                                                409,
                                                "CK-5119",
                                                "this camera does not move, or is not connected",
                                                "see /api/cameras for its state; cameras with ONVIF's PTZ service move")),
                        exchange::notFound);
    }

    private static Optional<Function<Ptz, CompletionStage<Void>>> read(JsonNode body) {
        if (body.size() != 1) {
            return Optional.empty();
        }
        String name = body.fieldNames().next();
        JsonNode value = body.get(name);
        return switch (name) {
            case "move" -> vector(value, MOVE).flatMap(speed -> time(value).map(time -> ptz -> ptz.move(speed, time)));
            case "moveBy" -> vector(value, PLACE).map(distance -> ptz -> ptz.moveBy(distance));
            case "moveTo" -> vector(value, PLACE).map(place -> ptz -> ptz.moveTo(place));
            case "goTo" ->
                Optional.of(value)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .map(token -> ptz -> ptz.goTo(token));
            case "stop" -> value.asBoolean() ? Optional.of(Ptz::stop) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What is left out is 0; a name that is not known, or a part that is no number within its range, makes it none. */
    private static Optional<Vector> vector(JsonNode value, Set<String> names) {
        boolean readable = value.isObject()
                && !value.isEmpty()
                && value.properties().stream()
                        .allMatch(part ->
                                names.contains(part.getKey()) && part.getValue().isNumber());
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Vector(
                    value.path("pan").asDouble(),
                    value.path("tilt").asDouble(),
                    value.path("zoom").asDouble()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> time(JsonNode move) {
        double seconds = move.path("seconds").asDouble(1);
        return seconds > 0 && seconds <= Ptz.LONGEST_MOVE.toSeconds()
                ? Optional.of(Duration.ofMillis(Math.max(1, Math.round(seconds * MILLIS))))
                : Optional.empty();
    }
}
