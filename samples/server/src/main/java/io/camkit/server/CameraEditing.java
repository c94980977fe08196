package io.camkit.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camkit.http.Action;
import io.camkit.http.Exchange;
import io.camkit.http.Route;
import io.camkit.server.config.CameraEntry;
import io.camkit.server.config.EntryReader;
import io.camkit.server.config.Fault;
import io.camkit.server.config.InvalidConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Cameras that come, change and go while the server runs: {@code GET /api/definitions}, {@code POST /api/cameras}, {@code PUT} and
 * {@code DELETE /api/cameras/{cam}}.
 *
 * <p><b>Threading.</b> Files and a camera's end are waited for on a thread of its own, one change after the other.
 */
final class CameraEditing implements AutoCloseable {
    private static final int MAX_BODY = 4096;

    private final CameraBook book;
    private final EntryReader reader;
    private final ObjectMapper mapper = new ObjectMapper();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "camkit-camera-book");
        made.setDaemon(true);
        return made;
    });

    CameraEditing(CameraBook book, EntryReader reader) {
        this.book = book;
        this.reader = reader;
    }

    List<Route> routes() {
        return List.of(
                route("GET", "/api/definitions", this::list),
                route("POST", "/api/cameras", this::add),
                route("PUT", "/api/cameras/{cam}", this::change),
                route("DELETE", "/api/cameras/{cam}", this::remove));
    }

    private Route route(String method, String template, Work work) {
        return Route.of(method, template, Action.CONFIGURE, exchange -> later(exchange, work))
                .accepting(MAX_BODY);
    }

    /** Answers one request, and may wait. */
    private interface Work {
        void on(Exchange exchange) throws InvalidConfiguration;
    }

    private void later(Exchange exchange, Work work) {
        thread.execute(() -> {
            try {
                work.on(exchange);
            } catch (InvalidConfiguration e) {
                refuse(exchange, mapper, e);
            } catch (RuntimeException e) {
                exchange.fail(e);
            }
        });
    }

    /** What may be changed, and what stands in the file. */
    record Definitions(List<CameraEntry.Shown> definitions) {}

    private void list(Exchange exchange) {
        exchange.json(
                200,
                new Definitions(book.shown().stream()
                        .filter(camera -> exchange.grant().covers(camera.id()))
                        .toList()));
    }

    private void add(Exchange exchange) throws InvalidConfiguration {
        CameraEntry entry = reader.read(body(exchange), Optional.empty(), Optional.empty());
        if (!exchange.grant().covers(entry.id())) {
            exchange.notFound();
            return;
        }
        book.add(entry);
        exchange.json(201, entry.shown());
    }

    private void change(Exchange exchange) throws InvalidConfiguration {
        String id = exchange.variable("cam");
        Optional<CameraEntry> old = book.find(id);
        if (old.isEmpty()) {
            absent(exchange, id);
            return;
        }
        CameraEntry entry = reader.read(body(exchange), Optional.of(id), old);
        book.change(entry);
        exchange.json(200, entry.shown());
    }

    private void remove(Exchange exchange) {
        String id = exchange.variable("cam");
        if (book.remove(id)) {
            exchange.respond(204, "application/json", new byte[0], Map.of());
        } else {
            absent(exchange, id);
        }
    }

    private void absent(Exchange exchange, String id) {
        if (book.isFixed(id)) {
            exchange.problem(
                    409,
                    "CK-6117",
                    "this camera stands in the configuration file, which is not changed from here",
                    "edit the file and start the server again");
        } else {
            exchange.notFound();
        }
    }

    static String body(Exchange exchange) {
        return new String(exchange.body(), StandardCharsets.UTF_8);
    }

    /** Says everything that is wrong at once: the first fault as RFC 9457 has it, and all of them beside it. */
    static void refuse(Exchange exchange, ObjectMapper mapper, InvalidConfiguration invalid) {
        Fault first = invalid.faults().get(0);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", "Bad Request");
        document.put("status", 400);
        document.put("code", first.code());
        document.put("detail", first.what());
        document.put("mend", first.mend());
        document.put(
                "faults",
                invalid.faults().stream()
                        .map(fault -> Map.of(
                                "code", fault.code(),
                                "at", fault.at().toString(),
                                "what", fault.what(),
                                "mend", fault.mend()))
                        .toList());
        try {
            exchange.respond(400, "application/problem+json", mapper.writeValueAsBytes(document), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
