package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamedBodyTest {
    private static final String TOKEN = "ada-0123456789abcdef";
    private static final String ASK = "GET /cameras/door/stream HTTP/1.1\r\nHost: localhost\r\n";
    private static final int FRAME = 200_000;

    private final BlockingQueue<Outbound> streams = new LinkedBlockingQueue<>();
    private final Route route = Route.get(
            "stream",
            Action.VIEW,
            exchange -> streams.add(exchange.stream(200, Map.of("Content-Type", "application/x-endless"))));

    private Outbound next() throws InterruptedException {
        Outbound stream = streams.poll(20, TimeUnit.SECONDS);
        assertTrue(stream != null, "no request came");
        return stream;
    }

    private static <T> T on(Outbound stream, java.util.function.Supplier<T> what) throws Exception {
        return CompletableFuture.supplyAsync(what, stream.loop()).get(20, TimeUnit.SECONDS);
    }

    private static boolean write(Outbound stream, ByteBuf bytes) throws Exception {
        return on(stream, () -> {
            stream.write(bytes);
            stream.flush();
            return stream.writable();
        });
    }

    /** A stream to a client that reads nothing, written to until bytes wait. */
    private static int stall(Outbound stream) throws Exception {
        int frames = 1;
        while (write(stream, Unpooled.directBuffer(FRAME).writeZero(FRAME))) {
            frames++;
        }
        return frames;
    }

    private static CountDownLatch closed(Outbound stream) {
        var closed = new CountDownLatch(1);
        stream.onClose(closed::countDown);
        return closed;
    }

    private static boolean comes(CountDownLatch latch) throws InterruptedException {
        return latch.await(20, TimeUnit.SECONDS);
    }

    @Test
    void bytesGoOutAsTheyAreUntilTheEnd() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            Outbound stream = next();
            write(stream, Unpooled.copiedBuffer(Served.bytes("one ")));
            write(stream, Unpooled.copiedBuffer(Served.bytes("two")));
            stream.close();

            String answer = raw.readAll();
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertTrue(answer.contains("connection: close"), answer);
            assertTrue(answer.endsWith("\r\n\r\none two"), answer);
        }
    }

    @Test
    void headIsToldTheHeadersAlone() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            String answer = raw.send(
                            "HEAD /cameras/door/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .readAll();

            assertTrue(answer.contains("application/x-endless"), answer);
            assertTrue(comes(closed(next())));
        }
    }

    @Test
    void aViewerWhoStallsHoldsOneFrameAndIsToldWhenThereIsRoom() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            Outbound stream = next();
            var room = new CountDownLatch(1);
            stream.onWritable(room::countDown);

            int frames = stall(stream);
            assertEquals(1, room.getCount());
            raw.socket.getInputStream().readNBytes(frames * FRAME);

            assertTrue(comes(room));
            assertTrue(on(stream, stream::writable));
        }
    }

    @Test
    void aViewerWhoTakesNothingForTenSecondsIsClosed() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            Outbound stream = next();
            var closed = closed(stream);
            stall(stream);

            for (int second = 0; second < 30 && closed.getCount() > 0; second++) {
                served.pass(Duration.ofSeconds(1));
                on(stream, () -> null);
            }

            assertTrue(comes(closed));
            assertTrue(served.get("/metrics").body().contains("ended_total{reason=\"no_progress\"} 1"));
        }
    }

    @Test
    void aViewerWhoHasEverythingIsNotHurried() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            Outbound stream = next();
            var closed = closed(stream);
            served.pass(Duration.ofMinutes(5));

            assertTrue(on(stream, stream::writable));
            assertEquals(1, closed.getCount());
        }
    }

    @Test
    void aStreamEndsWhenItsVisitorLeaves() throws Exception {
        try (Served served = Served.open()) {
            served.http.routes().mountCamera("door", List.of(route));
            RawClient raw = served.raw();
            raw.send(ASK + "\r\n");
            var closed = closed(next());

            raw.close();

            assertTrue(comes(closed));
        }
    }

    @Test
    void aStreamEndsWithItsRoute() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            var mount = served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            var closed = closed(next());

            mount.close();

            assertTrue(comes(closed));
            raw.readAll();
        }
    }

    @Test
    void aHandlerThatFailsAfterItsStreamBeganEndsIt() throws Exception {
        Route failing = Route.get("stream", Action.VIEW, exchange -> {
            streams.add(exchange.stream(200, Map.of()));
            throw new IllegalStateException("a defect");
        });
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(failing));
            raw.send(ASK + "\r\n");

            assertTrue(comes(closed(next())));
            assertTrue(raw.readAll().startsWith("HTTP/1.1 200 OK\r\n"));
        }
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        var token = new Access.Token("ada", Secret.of(TOKEN), Set.of("door"), Set.of(Action.VIEW));
        try (Served served = Served.withTokens(List.of(token));
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "Authorization: Bearer " + TOKEN + "\r\n\r\n");
            var closed = closed(next());

            served.http.revoke("ada");

            assertTrue(comes(closed));
            raw.readAll();
        }
    }

    @Test
    void aStreamEndsWithItsServer() throws Exception {
        Served served = Served.open();
        served.http.routes().mountCamera("door", List.of(route));
        try (RawClient raw = served.raw()) {
            raw.send(ASK + "\r\n");
            var closed = closed(next());

            served.http.close();

            assertTrue(comes(closed));
            raw.readAll();
        } finally {
            served.close();
        }
    }

    @Test
    void whatIsWrittenAfterTheEndIsReleased() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            Outbound stream = next();
            stream.close();
            stream.close();
            ByteBuf late = Unpooled.buffer().writeZero(10);

            assertFalse(write(stream, late));

            assertEquals(0, late.refCnt());
        }
    }

    @Test
    void whatANextViewerSendsBesidesItsRequestIsBounded() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            var closed = closed(next());

            raw.send("x".repeat(70_000));

            assertTrue(comes(closed));
        }
    }

    @Test
    void allChannelsOfALoopShareOneExecutor() throws Exception {
        try (Served served = Served.open()) {
            served.http.routes().mountCamera("door", List.of(route));
            var executors = new java.util.IdentityHashMap<Object, AtomicInteger>();
            var clients = new java.util.ArrayList<RawClient>();
            for (int i = 0; i < 16; i++) {
                clients.add(served.raw().send(ASK + "\r\n"));
                executors
                        .computeIfAbsent(next().loop(), any -> new AtomicInteger())
                        .incrementAndGet();
            }
            clients.forEach(RawClient::close);

            assertTrue(executors.size() <= Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void callbacksRunOnTheLoop() throws Exception {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            served.http.routes().mountCamera("door", List.of(route));
            raw.send(ASK + "\r\n");
            Outbound stream = next();
            Thread loop = on(stream, Thread::currentThread);
            var where = new CompletableFuture<Thread>();
            stream.onClose(() -> where.complete(Thread.currentThread()));
            stream.close();

            assertSame(loop, where.get(20, TimeUnit.SECONDS));
        }
    }
}
