package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.DeviceCommand;
import io.camkit.DeviceCommands;
import io.camkit.testkit.FakeCamera;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CommandRoutesTest {
    private final List<DeviceCommand> taken = new CopyOnWriteArrayList<>();

    private CompletableFuture<Void> take(DeviceCommand command) {
        taken.add(command);
        return command instanceof DeviceCommand.Restart
                ? CompletableFuture.failedFuture(new CamkitException(
                                "CK-2609", "no answer", "", "try again", CamkitException.Retry.RETRY))
                        .thenApply(done -> null)
                : CompletableFuture.completedFuture(null);
    }

    private Served served() {
        Served served = Served.open();
        DeviceCommands commands = this::take;
        CapableSource.start(served, "yard", DeviceCommands.class, commands);
        return served;
    }

    private static int status(Served served, String camera, String body) {
        return served.post("/api/cameras/" + camera + "/command", body).statusCode();
    }

    @Test
    void commandsReachTheDevice() {
        try (Served served = served()) {
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
