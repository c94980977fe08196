package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.FakeRpicam.Behaviour;
import io.camkit.testkit.peers.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a camera whose program fails. */
class PiFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What ends by itself gets none of the probe's time, which runs ahead of a program's own. */
    private static final Duration BY_ITSELF = Duration.ZERO;

    @TempDir
    static Path folder;

    private static FakeRpicam h264;
    private static FakeRpicam mjpeg;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void install() {
        h264 = FakeRpicam.playing(Ffmpeg.h264(folder.resolve("clip.h264"), 320, 240, 60, 10, 60));
        mjpeg = FakeRpicam.playing(Ffmpeg.mjpeg(folder.resolve("clip.mjpeg"), 320, 240, 60, 30));
    }

    @AfterAll
    static void remove() {
        h264.close();
        mjpeg.close();
    }

    @ParameterizedTest
    @CsvSource({
        "LEGACY, CK-2523, legacy camera stack",
        "NO_CAMERAS, CK-2525, no cameras available",
        "NOT_PERMITTED, CK-2526, dma-buf",
        "IN_USE, CK-2527, another process",
        "OLD_TOOL, CK-2530, unrecognised option '--nopreview=1'",
        "NO_ENCODER, CK-2531, Unable to find an appropriate H.264 codec",
        "NO_MEMORY, CK-2532, dmaHeap allocation failure",
    })
    void whatTheToolPrintsIsUnderstood(Behaviour behaviour, String code, String said) {
        h264.behave(behaviour);

        CamkitException end = endOf(PiCamera.number(0).program(h264.program()));

        assertEquals(code, end.code(), end::getMessage);
        assertTrue(end.what().contains(said), end::getMessage);
        assertEquals("picamera:0", end.where());
    }

    @Test
    void aNumberThatIsNotThereIsNamed() {
        h264.behave(Behaviour.WORKS);

        CamkitException end = endOf(PiCamera.number(7).program(h264.program()));

        assertEquals("CK-2528", end.code());
        assertTrue(end.what().contains("7"), end::getMessage);
    }

    @Test
    void aMissingToolIsNamedWithItsPackage() throws Exception {
        Path pi = Files.createDirectories(folder.resolve("pi/proc/device-tree"));
        Files.writeString(pi.resolve("model"), "Raspberry Pi Zero 2 W Rev 1.0\0");
        String path = folder.resolve("nothing") + ":" + folder;
        PiFaults faults = PiCamera.number(0).faults();

        assertEquals("CK-2522", thrownBy(() -> Rpicam.locate(path, new Machine(folder.resolve("pi")), faults)));
        assertEquals("CK-2521", thrownBy(() -> Rpicam.locate(path, new Machine(folder), faults)));
    }

    private static String thrownBy(Runnable task) {
        try {
            task.run();
        } catch (CamkitException e) {
            return e.code();
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void aFrozenProgramIsEnded() {
        h264.behave(Behaviour.WORKS);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(PiCamera.number(0).frameRate(60).program(h264.program()).open())
                    .awaitFrames(5);
            h264.behave(Behaviour.FREEZES);

            assertEquals("CK-2533", probe.awaitEnd(PATIENCE).code());
            assertFalse(h264.lastRun().orElseThrow().alive());
        }
    }

    @Test
    void aCameraThatStoppedAnsweringIsToldFromAFrozenProgram() {
        h264.behave(Behaviour.WORKS);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(PiCamera.number(0).frameRate(60).program(h264.program()).open())
                    .awaitFrames(5);
            h264.behave(Behaviour.TIMES_OUT);

            CamkitException end = probe.awaitEnd(PATIENCE);
            assertEquals("CK-2529", end.code(), end::getMessage);
            assertTrue(end.what().contains("Camera frontend has timed out!"), end::getMessage);
        }
    }

    @Test
    void aProgramThatDiesIsQuoted() {
        h264.behave(Behaviour.TALKS);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(PiCamera.number(0).frameRate(60).program(h264.program()).open())
                    .awaitFrames(5);
            h264.behave(Behaviour.DIES);

            CamkitException end = probe.awaitEnd(BY_ITSELF);
            assertEquals("CK-2534", end.code(), end::getMessage);
            assertEquals("the camera's program ended with 255; its last words: failed to queue request", end.what());
        }
    }

    @ParameterizedTest
    @CsvSource({"H264", "JPEG"})
    void aTruncatedFrameIsNotPassedOn(Codec codec) {
        FakeRpicam tool = codec == Codec.H264 ? h264 : mjpeg;
        tool.behave(Behaviour.WORKS);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(PiCamera.number(0)
                            .frameRate(60)
                            .codec(codec)
                            .program(tool.program())
                            .open())
                    .awaitFrames(5);
            tool.behave(Behaviour.TRUNCATES);

            CamkitException end = probe.awaitEnd(BY_ITSELF);
            assertEquals("the camera's program ended with 1, without a word", end.what());
        }
    }

    @Test
    void jpegsKeepTheRulesOfAStream() {
        mjpeg.behave(Behaviour.WORKS);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            PiCamera camera = PiCamera.number(0).frameRate(60).codec(Codec.JPEG).program(mjpeg.program());

            assertEquals(
                    "JPEG 320x240 60 fps",
                    probe.start(camera.open()).awaitFrames(30).get(0).track().toString());
            assertEquals("rpicam-vid, MJPEG", probe.transport());
        }
    }

    @Test
    void picturesThatAreNoneAreGivenUp() {
        mjpeg.behave(Behaviour.WORKS);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            PiCamera camera = PiCamera.number(0).frameRate(60).codec(Codec.JPEG).program(mjpeg.program());
            probe.start(camera.open()).awaitFrames(3);
            mjpeg.behave(Behaviour.BABBLES);

            assertEquals("CK-3121", probe.awaitEnd(BY_ITSELF).code());
        }
    }

    private CamkitException endOf(PiCamera camera) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            return probe.start(camera.open()).awaitEnd(BY_ITSELF);
        }
    }
}
