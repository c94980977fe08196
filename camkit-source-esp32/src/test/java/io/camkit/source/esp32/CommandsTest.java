package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.DeviceCommand;
import io.camkit.DeviceCommands;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.FakeEsp32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandsTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();
    private final Orders orders = new Orders(new Told(), clock);

    /** A device that only listens. */
    private final class Told implements Link {
        @Override
        public String peer() {
            return "10.0.0.7";
        }

        @Override
        public String transport() {
            return "by hand";
        }

        @Override
        public boolean takesCommands() {
            return true;
        }

        @Override
        public void text(String message) {
            told.add(message);
        }

        @Override
        public void close(int status, String reason) {}
    }

    private void answer(String json) throws FlatJson.MalformedException {
        orders.answered(FlatJson.parse(json));
    }

    private static String failure(CompletionStage<Void> command) {
        var failure = assertThrows(
                CompletionException.class,
                () -> command.toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join());
        return assertInstanceOf(CamkitException.class, failure.getCause()).code();
    }

    @Test
    void everyCommandHasItsMessage() {
        orders.send(new DeviceCommand.FrameSize(640, 480));
        orders.send(new DeviceCommand.Quality(80));
        orders.send(new DeviceCommand.FrameRate(12.5));
        orders.send(new DeviceCommand.Lamp(0));
        orders.send(new DeviceCommand.Restart());

        assertEquals(
                List.of(
                        "{\"type\":\"command\",\"id\":1,\"frameSize\":\"640x480\"}",
                        "{\"type\":\"command\",\"id\":2,\"quality\":80}",
                        "{\"type\":\"command\",\"id\":3,\"fps\":12.5}",
                        "{\"type\":\"command\",\"id\":4,\"lamp\":0}",
                        "{\"type\":\"command\",\"id\":5,\"restart\":true}"),
                told);
    }

    @Test
    void aCommandIsDoneWhenTheDeviceSaysSo() throws Exception {
        CompletableFuture<Void> first =
                orders.send(new DeviceCommand.Quality(80)).toCompletableFuture();
        CompletableFuture<Void> second = orders.send(new DeviceCommand.Lamp(5)).toCompletableFuture();
        answer("{\"type\":\"done\",\"id\":2}");

        assertTrue(second.isDone() && !first.isDone());
        answer("{\"type\":\"failed\",\"id\":1,\"why\":\"too\\ngood\"}");
        assertEquals("CK-2610", failure(first));
    }

    @Test
    void whatWasNotAskedForIsNoAnswer() throws Exception {
        CompletionStage<Void> command = orders.send(new DeviceCommand.Quality(80));
        answer("{\"type\":\"done\",\"id\":2}");
        answer("{\"type\":\"done\"}");
        answer("{\"id\":1}");
        clock.advance(Duration.ofSeconds(5));

        assertEquals("CK-2609", failure(command));
        assertEquals(0, clock.armed());
    }

    @Test
    void aDeviceThatGoesLeavesNobodyWaiting() {
        CompletionStage<Void> command = orders.send(new DeviceCommand.Quality(80));
        orders.close();

        assertEquals("CK-2609", failure(command));
        assertEquals("CK-2608", failure(orders.send(new DeviceCommand.Quality(80))));
    }

    @Test
    void thereIsAnEndToUnansweredCommands() {
        for (int i = 0; i < 16; i++) {
            orders.send(new DeviceCommand.Quality(80));
        }

        assertEquals("CK-2608", failure(orders.send(new DeviceCommand.Quality(80))));
    }

    @Test
    void aConnectedDeviceTakesCommands() {
        try (Ingest ingest = new Ingest(TestKits.real(leaks));
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            assertTrue(yard.capability(DeviceCommands.class).isEmpty());
            device.start();
            Ingest.awaitFrames(yard, 1);
            DeviceCommands commands = yard.capability(DeviceCommands.class).orElseThrow();

            commands.send(new DeviceCommand.FrameSize(320, 240))
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            device.awaitHeard("\"frameSize\":\"320x240\"");
            assertEquals("CK-2610", failure(commands.send(new DeviceCommand.Lamp(100))));
        }
    }
}
