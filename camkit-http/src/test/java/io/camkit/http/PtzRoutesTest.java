package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Ptz;
import io.camkit.Secret;
import io.camkit.testkit.FakeCamera;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtzRoutesTest {
    private final List<String> taken = new CopyOnWriteArrayList<>();

    /** Takes every order but to go to a preset. */
    private final class Head implements Ptz {
        private CompletionStage<Void> take(String order) {
            taken.add(order);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> move(Vector speed, Duration time) {
            return take("move " + speed.pan() + " " + speed.tilt() + " " + speed.zoom() + " " + time);
        }

        @Override
        public CompletionStage<Void> moveBy(Vector distance) {
            return take("by " + distance.pan());
        }

        @Override
        public CompletionStage<Void> moveTo(Vector place) {
            return take("to " + place.zoom());
        }

        @Override
        public CompletionStage<Void> stop() {
            return take("stop");
        }

        @Override
        public CompletionStage<List<Preset>> presets() {
            return CompletableFuture.completedFuture(List.of(new Preset("1", "Door")));
        }

        @Override
        public CompletionStage<Void> goTo(String token) {
            return CompletableFuture.failedFuture(new CamkitException(
                    "CK-2711", "no preset " + token, "", "choose another", CamkitException.Retry.GIVE_UP));
        }
    }

    private Served served() {
        Served served = Served.open();
        CapableSource.start(served, "yard", Ptz.class, new Head());
        return served;
    }

    private static int status(Served served, String camera, String body) {
        return served.post("/api/cameras/" + camera + "/ptz", body).statusCode();
    }

    @Test
    void ordersReachTheCamera() {
        try (Served served = served()) {
            for (String order : List.of(
                    "{\"move\":{\"pan\":0.5,\"zoom\":-1,\"seconds\":2.5}}",
                    "{\"move\":{\"tilt\":1}}",
                    "{\"moveBy\":{\"pan\":-0.25}}",
                    "{\"moveTo\":{\"zoom\":1}}",
                    "{\"stop\":true}")) {
                assertEquals(204, status(served, "yard", order), order);
            }

            assertEquals(
                    List.of("move 0.5 0.0 -1.0 PT2.5S", "move 0.0 1.0 0.0 PT1S", "by -0.25", "to 1.0", "stop"), taken);
        }
    }

    @Test
    void presetsAreListed() {
        try (Served served = served()) {
            assertEquals(
                    "{\"presets\":[{\"token\":\"1\",\"name\":\"Door\"}]}",
                    served.get("/api/cameras/yard/ptz").body());
        }
    }

    @Test
    void whatTheCameraRefusesIsAProblem() {
        try (Served served = served()) {
            var answer = served.post("/api/cameras/yard/ptz", "{\"goTo\":\"7\"}");

            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("CK-2711"), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"move\":{}}",
                "{\"move\":{\"pan\":1.1}}",
                "{\"move\":{\"pan\":\"1\"}}",
                "{\"move\":{\"pan\":1,\"seconds\":0}}",
                "{\"move\":{\"pan\":1,\"seconds\":61}}",
                "{\"move\":{\"pan\":1,\"seconds\":1e400}}",
                "{\"moveBy\":{\"pan\":1,\"seconds\":1}}",
                "{\"moveTo\":{\"paan\":1}}",
                "{\"goTo\":1}",
                "{\"stop\":false}",
                "{\"fly\":true}",
                "{\"stop\":true,\"goTo\":\"1\"}"
            })
    void whatIsNoOrderIsRefused(String body) {
        try (Served served = served()) {
            assertEquals(400, status(served, "yard", body));
            assertEquals(List.of(), taken);
        }
    }

    @Test
    void aCameraThatDoesNotMoveSaysSo() {
        try (Served served = Served.open()) {
            served.kit.camera("door").from(FakeCamera.jpeg()).start();

            assertEquals(409, status(served, "door", "{\"stop\":true}"));
            assertEquals(404, status(served, "nowhere", "{\"stop\":true}"));
        }
    }

    @Test
    void whoMayOnlyLookMovesNothing() {
        var viewer = new Access.Token("a", Secret.of("viewer-0123456789"), Set.of("*"), Set.of(Action.VIEW));
        try (Served served = Served.withTokens(List.of(viewer))) {
            CapableSource.start(served, "yard", Ptz.class, new Head());
            var answer = served.post(
                    "/api/cameras/yard/ptz", "{\"stop\":true}", "Authorization", "Bearer viewer-0123456789");

            assertEquals(404, answer.statusCode());
            assertEquals(List.of(), taken);
        }
    }
}
