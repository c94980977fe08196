package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.net.ConnectException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
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
                            java.util.List.of(Route.get(
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
    void aPortThatIsTakenIsNamedWithItsMend() {
        try (Served first = Served.open()) {
            var second = CamHttp.on(first.kit, first.http.port());

            var fault = assertThrows(CamkitException.class, second::start);

            assertEquals("CK-5102", fault.code());
            assertTrue(fault.where().endsWith(":" + first.http.port()));
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
