package io.camkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.camkit.http.Visitor.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /api/tickets}: exchanges a token for a ticket that may stand in an address. */
final class TicketRoutes {
    /** Strangers may send it, and the camera's name is kept with the ticket. */
    private static final int MAX_BODY = 1024;

    private final Tickets tickets;
    private final Json json;

    TicketRoutes(Tickets tickets, Json json) {
        this.tickets = tickets;
        this.json = json;
    }

    /** Public for the router, because which action is needed stands in the body: the handler asks for it. */
    List<Route> routes() {
        return List.of(Route.post("/api/tickets", Action.PUBLIC, exchange -> issue((NettyExchange) exchange))
                .accepting(MAX_BODY));
    }

    /** The answer. */
    record Issued(String ticket, String camera, String action, long expiresInSeconds) {}

    private void issue(NettyExchange exchange) {
        Visitor visitor = exchange.visitor();
        if (visitor == null || visitor.ticket() != null) {
            exchange.notFound();
            return;
        }
        Optional<Scope> scope = json.object(exchange.body()).flatMap(TicketRoutes::scope);
        if (scope.isEmpty()) {
            exchange.problem(
                    400,
                    "CK-5208",
                    "a ticket is for one camera and one action",
                    "send {\"camera\": \"door\", \"action\": \"view\"}; the camera `*` stands for all that you may");
            return;
        }
        Action action = scope.get().action();
        String camera = scope.get().camera();
        boolean may = scope.get().coversAll()
                ? visitor.grant(action).isPresent()
                : visitor.grant(action, camera).isPresent();
        if (!may) {
            exchange.notFound();
            return;
        }
        String ticket = tickets.issue(visitor.principal(), scope.get());
        String name = action.name().toLowerCase(Locale.ROOT);
        exchange.json(201, new Issued(ticket, camera, name, Tickets.LIFE.toSeconds()));
    }

    private static Optional<Scope> scope(JsonNode body) {
        String camera = body.path("camera").asText();
        String name = body.path("action").asText().toUpperCase(Locale.ROOT);
        return camera.isEmpty()
                ? Optional.empty()
                : List.of(Action.values()).stream()
                        .filter(action ->
                                action != Action.PUBLIC && action.name().equals(name))
                        .map(action -> new Scope(camera, action))
                        .findFirst();
    }
}
