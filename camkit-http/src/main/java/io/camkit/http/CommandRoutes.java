package io.camkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.camkit.CamKit;
import io.camkit.DeviceCommand;
import io.camkit.DeviceCommands;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /api/cameras/{cam}/command}: tells a camera that is a device what to do. */
final class CommandRoutes {
    private static final int MAX_BODY = 1024;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})x([0-9]{1,4})");
    private static final String WANTED =
            "send one of {\"frameSize\": \"640x480\"}, {\"quality\": 80}, {\"fps\": 10}, {\"lamp\": 50}, {\"restart\": true}";

    private final CamKit kit;
    private final Json json;

    CommandRoutes(CamKit kit, Json json) {
        this.kit = kit;
        this.json = json;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/cameras/{cam}/command", Action.CONTROL, this::command)
                .accepting(MAX_BODY));
    }

    private void command(Exchange exchange) {
        Optional<DeviceCommand> command = json.object(exchange.body()).flatMap(CommandRoutes::read);
        if (command.isEmpty()) {
            exchange.problem(400, "CK-5116", "this is not a command for a device", WANTED);
            return;
        }
        kit.find(exchange.variable("cam"))
                .ifPresentOrElse(
                        camera -> camera.capability(DeviceCommands.class)
                                .ifPresentOrElse(
                                        device -> send(exchange, device, command.get()),
                                        () -> exchange.problem(
                                                409,
                                                "CK-5117",
                                                "this camera takes no commands, or is not connected",
                                                "see /api/cameras for its state; only devices that log in take commands")),
                        exchange::notFound);
    }

    private static void send(Exchange exchange, DeviceCommands device, DeviceCommand command) {
        device.send(command).whenComplete((done, failure) -> {
            if (failure == null) {
                exchange.respond(204, "application/json", new byte[0], Map.of());
            } else {
                exchange.fail(failure);
            }
        });
    }

    private static Optional<DeviceCommand> read(JsonNode body) {
        if (body.size() != 1) {
            return Optional.empty();
        }
        String name = body.fieldNames().next();
        JsonNode value = body.get(name);
        try {
            return switch (name) {
                case "frameSize" -> size(value.asText());
                case "quality" -> whole(value).map(DeviceCommand.Quality::new);
                case "fps" ->
                    Optional.of(value)
                            .filter(JsonNode::isNumber)
                            .map(number -> new DeviceCommand.FrameRate(number.asDouble()));
                case "lamp" -> whole(value).map(DeviceCommand.Lamp::new);
                case "restart" -> value.asBoolean() ? Optional.of(new DeviceCommand.Restart()) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // out of range
        }
    }

    private static Optional<Integer> whole(JsonNode value) {
        return value.canConvertToInt() && value.isIntegralNumber() ? Optional.of(value.asInt()) : Optional.empty();
    }

    private static Optional<DeviceCommand> size(String text) {
        Matcher size = SIZE.matcher(text);
        return size.matches()
                ? Optional.of(
                        new DeviceCommand.FrameSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                : Optional.empty();
    }
}
