package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.KitOptions;
import io.camkit.net.Loops;
import io.camkit.net.LoopsProvider;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CamHttpTest {
    @Test
    void healthTellsNumbersToAnybody() {
        try (Served served = Served.open()) {
            var answer = served.get("/health");

            assertEquals(200, answer.statusCode());
            assertEquals(
                    "{\"status\":\"ok\",\"cameras\":{\"total\":0,\"running\":0},\"uptimeSeconds\":0}", answer.body());
        }
    }

    @Test
    void routesMountedBeforeAndAfterTheStartAreServed() {
        try (Served served = Served.open(Route.get(
                "/before",
                Action.VIEW,
                exchange -> exchange.respond(200, "text/plain", Served.bytes("b"), Map.of())))) {
            var mount = served.http
                    .routes()
                    .mountCamera(
                            "door",
                            List.of(Route.get(
                                    "who",
                                    Action.VIEW,
                                    exchange -> exchange.respond(
                                            200, "text/plain", Served.bytes(exchange.variable("cam")), Map.of()))));

            assertEquals("b", served.get("/before").body());
            assertEquals("door", served.get("/cameras/door/who").body());
            mount.close();
            assertEquals(404, served.get("/cameras/door/who").statusCode());
        }
    }

    @Test
    void aRouteOfAnyMethodIsServedWithItsBody() {
        try (Served served = Served.open(Route.of(
                "PATCH",
                "/thing",
                Action.CONFIGURE,
                exchange -> exchange.respond(200, "text/plain", exchange.body(), Map.of())))) {
            var answer =
                    served.send(served.request("/thing").method("PATCH", HttpRequest.BodyPublishers.ofString("less")));

            assertEquals("less", answer.body());
            assertEquals(405, served.get("/thing").statusCode());
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsMend() {
        try (Served first = Served.open()) {
            var second = CamHttp.on(first.kit, first.http.port());

            var fault = assertThrows(CamkitException.class, second::start);

            assertEquals("CK-5102", fault.code());
            assertEquals("another program listens there already", fault.what());
            assertTrue(fault.where().endsWith(":" + first.http.port()));
        }
    }

    @Test
    void anApplicationsOwnLoopsAreUsedAndLeftRunning() throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var threads = new LinkedBlockingQueue<Boolean>();
        try (CamKit kit = CamKit.create(KitOptions.standard().withOnlyPlugins(List.of(new LoopsProvider())))) {
            kit.provide(Loops.class, Loops.on(group));
            try (CamHttp http = CamHttp.on(kit, 0)) {
                http.routes().mount(List.of(Route.get("/", Action.VIEW, exchange -> {
                    threads.add(group.next().inEventLoop());
                    exchange.notFound();
                })));
                http.start();
                new RawClient(http.port()).send("GET / HTTP/1.0\r\n\r\n").readAll();
            }
        }

        assertTrue(threads.take());
        assertFalse(group.isShuttingDown());
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void whatIsOpenEndsWithTheServer() {
        try (Served served = Served.open();
                RawClient idle = served.raw()) {
            idle.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("uptimeSeconds");

            served.http.close();
            served.http.close();

            idle.readAll();
        }
    }

    @Test
    void answersAreCountedByTheirStatus() {
        try (Served served = Served.open()) {
            served.get("/health");
            served.get("/nothing");
            String metrics = served.get("/metrics").body();

            assertTrue(metrics.contains("camkit_http_answers_total{status=\"200\"} 1\n"), metrics);
            assertTrue(metrics.contains("camkit_http_answers_total{status=\"404\"} 1\n"), metrics);
        }
    }

    @Test
    void nobodyIsServedAfterClosing() {
        Served served = Served.open();
        int port = served.http.port();
        served.close();

        assertThrows(
                ConnectException.class,
                () -> served.client.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create("http://127.0.0.1:" + port + "/health"))
                                .build(),
                        BodyHandlers.ofString()));
    }
}
