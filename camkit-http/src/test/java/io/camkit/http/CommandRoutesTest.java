package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.DeviceCommand;
import io.camkit.DeviceCommands;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.FakeCamera;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CommandRoutesTest {
    private final List<DeviceCommand> taken = new CopyOnWriteArrayList<>();

    /** A source that takes every command but a restart. */
    private final class Obedient implements SourceSpec {
        @Override
        public String describe() {
            return "obedient:";
        }

        @Override
        public Source open() {
            return new Source() {
                private final CompletableFuture<SourceContext> started = new CompletableFuture<>();

                @Override
                public void start(SourceContext context) {
                    started.complete(context);
                }

                @Override
                public void stop() {
                    started.join()
                            .ended(new CamkitException(
                                    "CK-1302", "stopped", "", "nothing to do", CamkitException.Retry.RETRY));
                }

                @Override
                public <T> Optional<T> capability(Class<T> type) {
                    DeviceCommands commands = CommandRoutesTest.this::take;
                    return type == DeviceCommands.class ? Optional.of(type.cast(commands)) : Optional.empty();
                }
            };
        }
    }

    private CompletableFuture<Void> take(DeviceCommand command) {
        taken.add(command);
        return command instanceof DeviceCommand.Restart
                ? CompletableFuture.failedFuture(
                        new CamkitException("CK-2609", "no answer", "", "try again", CamkitException.Retry.RETRY))
                : CompletableFuture.completedFuture(null);
    }

    private Served served() {
        Served served = Served.open();
        served.kit.camera("yard").from(new Obedient()).start();
        served.clock.runPending();
        return served;
    }

    private static int status(Served served, String camera, String body) {
        return served.post("/api/cameras/" + camera + "/command", body).statusCode();
    }

    /** The source is started on a thread of the kit. */
    private static void awaitCapability(Served served) {
        for (int i = 0; i < 1000; i++) {
            if (served.kit
                    .find("yard")
                    .orElseThrow()
                    .capability(DeviceCommands.class)
                    .isPresent()) {
                return;
            }
            Thread.onSpinWait();
            served.get("/health");
        }
    }

    @Test
    void commandsReachTheDevice() {
        try (Served served = served()) {
            awaitCapability(served);
            assertEquals(204, status(served, "yard", "{\"frameSize\":\"640x480\"}"));
            assertEquals(204, status(served, "yard", "{\"quality\":80}"));
            assertEquals(204, status(served, "yard", "{\"fps\":0.5}"));
            assertEquals(204, status(served, "yard", "{\"lamp\":0}"));

            assertEquals(
                    List.of(
                            new DeviceCommand.FrameSize(640, 480),
                            new DeviceCommand.Quality(80),
                            new DeviceCommand.FrameRate(0.5),
                            new DeviceCommand.Lamp(0)),
                    taken);
        }
    }

    @Test
    void whatTheDeviceDoesNotDoIsAProblem() {
        try (Served served = served()) {
            awaitCapability(served);
            var answer = served.post("/api/cameras/yard/command", "{\"restart\":true}");

            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("CK-2609"), answer.body());
        }
    }

    @Test
    void whatIsNoCommandIsRefused() {
        try (Served served = served()) {
            for (String body : List.of(
                    "",
                    "[]",
                    "{}",
                    "{\"lamp\":101}",
                    "{\"lamp\":\"5\"}",
                    "{\"quality\":1.5}",
                    "{\"fps\":\"x\"}",
                    "{\"fps\":1e9}",
                    "{\"frameSize\":\"big\"}",
                    "{\"frameSize\":\"0x0\"}",
                    "{\"restart\":false}",
                    "{\"reboot\":true}",
                    "{\"lamp\":1,\"quality\":2}")) {
                assertEquals(400, status(served, "yard", body), body);
            }
            assertEquals(List.of(), taken);
        }
    }

    @Test
    void aCameraThatIsNoDeviceSaysSo() {
        try (Served served = Served.open()) {
            served.kit.camera("door").from(FakeCamera.jpeg()).start();

            assertEquals(409, status(served, "door", "{\"lamp\":1}"));
            assertEquals(404, status(served, "nowhere", "{\"lamp\":1}"));
        }
    }
}
