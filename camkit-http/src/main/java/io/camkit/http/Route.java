package io.camkit.http;

import java.util.Objects;

/**
 * One method and path, the action it needs, and what serves it.
 *
 * @param method for example {@code GET}; {@code HEAD} is answered by {@code GET}'s handler without the body
 * @param template path, with variables in braces that match one segment each; a last variable written {@code {name...}} matches all
 *     that remains. Where two templates match, the one with the earlier literal segment wins
 * @param action what the visitor must be allowed to do
 * @param handler serves the request
 * @param maxBytes the largest body, or the largest WebSocket message, that is taken from the visitor
 */
public record Route(String method, String template, Action action, Handler handler, int maxBytes) {
    private static final int SMALL = 64 * 1024;

    /** Checks. */
    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(action, "a route needs an action");
        Objects.requireNonNull(handler, "handler");
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + ": must be 0 or more");
        }
    }

    /** A route that takes at most 64 KiB from the visitor. */
    public Route(String method, String template, Action action, Handler handler) {
        this(method, template, action, handler, SMALL);
    }

    /** A handler of plain requests or of WebSockets. */
    public sealed interface Handler permits RequestHandler, WebSocketHandler {}

    /**
     * Serves one request. Runs on the connection's event loop and must not block.
     *
     * <p>What it throws becomes a problem document: a {@link io.camkit.CamkitException} with its code, anything else a 500 without
     * details and a line with the stack trace in the log.
     */
    @FunctionalInterface
    public non-sealed interface RequestHandler extends Handler {
        void handle(Exchange exchange);
    }

    /** Serves one WebSocket. Runs on the connection's event loop and must not block. */
    @FunctionalInterface
    public non-sealed interface WebSocketHandler extends Handler {
        /**
         * Called before the upgrade is answered. Throwing refuses it with a problem document.
         *
         * @return what receives the client's messages
         */
        WebSocketListener accept(WebSocket socket);
    }

    /** A route without body. */
    public static Route get(String template, Action action, RequestHandler handler) {
        return new Route("GET", template, action, handler);
    }

    /** A route with a JSON or other body of at most 64 KiB. */
    public static Route post(String template, Action action, RequestHandler handler) {
        return new Route("POST", template, action, handler);
    }

    /** A route of any method, for example {@code DELETE}, with a body of at most 64 KiB. */
    public static Route of(String method, String template, Action action, RequestHandler handler) {
        return new Route(method, template, action, handler);
    }

    /** A WebSocket with messages of at most 64 KiB. */
    public static Route webSocket(String template, Action action, WebSocketHandler handler) {
        return new Route("GET", template, action, handler);
    }

    /** The same with another limit on what the visitor may send. */
    public Route accepting(int bytes) {
        return new Route(method, template, action, handler, bytes);
    }

    boolean isWebSocket() {
        return handler instanceof WebSocketHandler;
    }
}
