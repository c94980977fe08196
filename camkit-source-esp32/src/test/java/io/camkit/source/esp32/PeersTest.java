package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Camera;
import io.camkit.DeviceCommand;
import io.camkit.DeviceCommands;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.FakeEsp32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Devices that this module did not write, and the firmware that it did, in C++. */
class PeersTest {
    @TempDir
    static Path folder;

    private static List<Path> pictures;
    private static Path firmware;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void prepare() throws Exception {
        pictures = List.of(picture(1), picture(2));
        firmware = DeviceProgram.firmware(folder);
    }

    private static Path picture(int n) throws IOException {
        return Files.write(folder.resolve(n + ".jpg"), FakeEsp32.picture(n));
    }

    private static void obeys(Camera camera, DeviceCommand command) {
        camera.capability(DeviceCommands.class)
                .orElseThrow()
                .send(command)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aDeviceOfNodesWsIsACamera() throws Exception {
        try (Ingest ingest = new Ingest(TestKits.real(leaks))) {
            Camera yard = ingest.camera("yard");
            try (DeviceProgram device = DeviceProgram.ws(ingest.http.port(), "yard", pictures)) {
                device.awaitLine("welcome");
                Ingest.awaitFrames(yard, 10);
                obeys(yard, new DeviceCommand.Quality(70));

                device.awaitLine("\"quality\":70");
                assertEquals(0, ingest.metric("camkit_source_dropped_total", "truncated"));
            }
        }
    }

    @Test
    void theFirmwareSendsPicturesAndObeys() throws Exception {
        try (Ingest ingest = new Ingest(TestKits.real(leaks))) {
            Camera yard = ingest.camera("yard");
            try (DeviceProgram device =
                    DeviceProgram.firmware(firmware, ingest.http.port(), "yard", Ingest.TOKEN, pictures)) {
                device.awaitLine("welcome");
                Ingest.awaitFrames(yard, 10);
                obeys(yard, new DeviceCommand.FrameSize(320, 240));
                obeys(yard, new DeviceCommand.FrameRate(12.5));

                device.awaitLine("frameSize 320x240");
                device.awaitLine("fps 12.5");
            }
        }
    }

    @Test
    void theFirmwareCallsAgainWhenItsConnectionEnds() throws Exception {
        try (Ingest ingest = new Ingest(TestKits.real(leaks))) {
            Camera yard = ingest.camera("yard");
            try (DeviceProgram device =
                    DeviceProgram.firmware(firmware, ingest.http.port(), "yard", Ingest.TOKEN, pictures)) {
                Ingest.awaitFrames(yard, 1);
                yard.close();
                device.awaitLine("closed 1001");
                Camera again = ingest.camera("yard");

                Ingest.awaitFrames(again, 3);
            }
        }
    }

    @Test
    void theFirmwareWaitsAMinuteWithAWrongToken() throws Exception {
        try (Ingest ingest = new Ingest(TestKits.real(leaks))) {
            ingest.camera("yard");
            try (DeviceProgram device =
                    DeviceProgram.firmware(firmware, ingest.http.port(), "yard", Ingest.OTHER_TOKEN, pictures)) {
                device.awaitLine("closed 4401, calling again in");
                String line = device.said().get(0);
                int millis = Integer.parseInt(line.replaceAll(".* in ([0-9]+) ms", "$1"));

                assertEquals(true, millis >= 45_000 && millis <= 60_000, line);
            }
        }
    }
}
