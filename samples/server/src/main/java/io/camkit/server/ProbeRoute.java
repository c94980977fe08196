package io.camkit.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camkit.SourceSpec;
import io.camkit.http.Action;
import io.camkit.http.Exchange;
import io.camkit.http.Outbound;
import io.camkit.http.Route;
import io.camkit.server.config.CameraEntry;
import io.camkit.server.config.EntryReader;
import io.camkit.server.config.InvalidConfiguration;
import io.camkit.server.probe.Finding;
import io.camkit.server.probe.GuardedSource;
import io.camkit.server.probe.Probe;
import io.netty.buffer.Unpooled;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/probe}: tests the connection to a camera that is described as for {@code POST /api/cameras}, and answers with a line
 * of JSON as each step is done. A visitor tests one camera at a time; one who goes ends his test.
 */
final class ProbeRoute implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeRoute.class);
    private static final int MAX_BODY = 4096;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String UNNAMED = "probe";
    private static final byte[] NEW_LINE = {'\n'};

    private final CameraBook book;
    private final EntryReader reader;
    private final ObjectMapper mapper = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    /** Who tests, and the thread that does it for him and nothing else. */
    private final Map<String, Thread> busy = new HashMap<>();

    private boolean closed;

    ProbeRoute(CameraBook book, EntryReader reader) {
        this.book = book;
        this.reader = reader;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/probe", Action.CONFIGURE, this::begin).accepting(MAX_BODY));
    }

    private void begin(Exchange exchange) {
        if (!enter(exchange)) {
            exchange.problem(429, "CK-6122", "a test is under way", "wait until it is done, 12 s at most");
        }
    }

    private synchronized boolean enter(Exchange exchange) {
        String visitor = exchange.grant().principal();
        if (closed || busy.size() >= AT_ONCE || busy.containsKey(visitor)) {
            return false;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        prepare(exchange);
                    } finally {
                        leave(visitor);
                    }
                },
                "camkit-test-connection");
        thread.setDaemon(true);
        busy.put(visitor, thread);
        thread.start();
        return true;
    }

    private synchronized void leave(String visitor) {
        busy.remove(visitor);
    }

    private void prepare(Exchange exchange) {
        try {
            String request = CameraEditing.body(exchange);
            Optional<String> id = reader.idIn(request);
            Optional<CameraEntry> known = id.filter(exchange.grant()::covers).flatMap(book::find);
            CameraEntry entry = reader.read(request, Optional.of(id.orElse(UNNAMED)), known);
            SourceSpec source = reader.config(entry).source();
            test(exchange, entry.allowLocal() ? source : GuardedSource.of(source), reader.hasHost(entry));
        } catch (InvalidConfiguration e) {
            CameraEditing.refuse(exchange, mapper, e);
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private void test(Exchange exchange, SourceSpec source, boolean onNetwork) {
        Outbound answer = exchange.stream(200, Map.of("Content-Type", "application/x-ndjson"));
        Thread self = Thread.currentThread();
        answer.onClose(self::interrupt);
        try {
            Finding.State result = Probe.run(source, onNetwork, PATIENCE, finding -> send(answer, finding));
            send(answer, Map.of("result", result));
        } catch (InterruptedException e) {
            LOG.debug("nobody waits for this test any more");
        } finally {
            answer.close();
        }
    }

    private void send(Outbound answer, Object line) {
        try {
            byte[] bytes = mapper.writeValueAsBytes(line);
            answer.loop().execute(() -> {
                answer.write(Unpooled.wrappedBuffer(bytes, NEW_LINE));
                answer.flush();
            });
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        busy.values().forEach(Thread::interrupt);
    }
}
