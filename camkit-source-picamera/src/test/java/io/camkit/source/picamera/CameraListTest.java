package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.FakeRpicam.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraListTest {
    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    @Test
    void theToolIsAsked() throws Exception {
        try (FakeRpicam tool = FakeRpicam.playing(Files.createFile(folder.resolve("none.h264")))) {
            PiCamera camera = PiCamera.number(0).program(tool.program());

            assertEquals(
                    List.of(
                            new PiCamera.Found(0, "imx219", 3280, 2464),
                            new PiCamera.Found(1, "imx708_wide", 4608, 2592)),
                    camera.others(clock));
            assertEquals(List.of("--list-cameras"), tool.lastRun().orElseThrow().arguments());

            tool.behave(Behaviour.NO_CAMERAS);
            assertEquals(List.of(), camera.others(clock));
        }
    }

    @Test
    void aToolThatFailsIsUnderstood() {
        PiCamera camera = PiCamera.number(0).program(Path.of("/bin/false"));

        assertEquals(
                "CK-2534",
                assertThrows(CamkitException.class, () -> camera.others(clock)).code());
    }

    @Test
    void theFormOfOldIsRead() {
        String answer = """
                [0:08:40.093741943] [1781]  INFO Camera camera_manager.cpp:293 libcamera v0.0.0+3384-44d59841
                Available cameras
                -----------------
                0 : imx477 [4056x3040] (/base/soc/i2c0mux/i2c@1/imx477@1a)
                    Modes: 'SRGGB10_CSI2P' : 1332x990\s
                1 : H264 USB Camera: USB Camera [1920x1080] (/base/soc/usb@7e980000/usb1@1-1.2:1.0-32e4:9422)
                    Modes: 'MJPEG'  : 320x240 352x288
                2 : mono [10-bit MONO] (/base/x)
                """;

        assertEquals(
                List.of(
                        new PiCamera.Found(0, "imx477", 4056, 3040),
                        new PiCamera.Found(1, "H264 USB Camera: USB Camera", 1920, 1080),
                        new PiCamera.Found(2, "mono", 0, 0)),
                CameraList.read(answer));
    }

    @Test
    void nonsenseIsNoCamera() {
        assertEquals(List.of(), CameraList.read("0 : [[[[\n9 : x ["));
        assertEquals(List.of(), CameraList.read("0 : a [".repeat(10_000)));
    }
}
