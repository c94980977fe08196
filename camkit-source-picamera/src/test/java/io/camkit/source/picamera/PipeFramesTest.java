package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.peers.Ffmpeg;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that come through the pipe in any pieces. */
class PipeFramesTest {
    private static final int FRAMES = 20;
    private static final int KEY_FRAME_EVERY = 10;

    @TempDir
    static Path folder;

    private static byte[] h264;
    private static byte[] mjpeg;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void makeClips() throws Exception {
        h264 = Files.readAllBytes(Ffmpeg.h264(folder.resolve("clip.h264"), 160, 120, 30, KEY_FRAME_EVERY, FRAMES));
        mjpeg = Files.readAllBytes(Ffmpeg.mjpeg(folder.resolve("clip.mjpeg"), 160, 120, 30, FRAMES));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100, 4096, 60_000})
    void theSizeOfThePiecesChangesNothing(int piece) {
        Pipe video = Pipe.h264(leaks).write(h264, piece);
        Pipe pictures = Pipe.mjpeg(leaks).write(mjpeg, piece);

        // where the last unit ends is not known before the next begins
        assertEquals(FRAMES - 1, video.frames().size());
        assertEquals(Pipe.h264(leaks).write(h264, h264.length).frames(), video.frames());
        assertEquals(FRAMES, pictures.frames().size());
        assertEquals(Pipe.mjpeg(leaks).write(mjpeg, mjpeg.length).frames(), pictures.frames());
    }

    @Test
    void unitsAreMarkedAndKeepTheirOrder() {
        List<Pipe.Seen> frames = Pipe.h264(leaks).write(h264, 1000).frames();

        for (int i = 0; i < frames.size(); i++) {
            assertEquals(i % KEY_FRAME_EVERY == 0, frames.get(i).keyFrame(), "frame " + i);
        }
        assertEquals("H264 160x120 30 fps", frames.get(0).track());
    }

    @Test
    void nothingIsPassedOnBeforeAKeyFrame() {
        byte[] late = Arrays.copyOfRange(h264, 3000, h264.length);
        Pipe pipe = Pipe.h264(leaks).write(late, 500);

        assertTrue(pipe.frames().get(0).keyFrame());
        assertTrue(pipe.frames().size() < FRAMES - 1);
    }

    @Test
    void memoryThatIsUsedUpCostsFramesUpToTheNextKeyFrame() {
        Pipe pipe = Pipe.h264(leaks).withoutMemoryAt(3).write(h264, 1000);

        assertEquals(2 + FRAMES - KEY_FRAME_EVERY - 1, pipe.frames().size());
        assertTrue(pipe.frames().get(2).keyFrame());
        assertEquals(1, pipe.dropped("no_memory"));
        assertEquals(KEY_FRAME_EVERY - 3, pipe.dropped("no_key_frame"));
    }

    @Test
    void whatIsBetweenPicturesIsSkipped() {
        byte[] noise = "some text \u00ff".getBytes(StandardCharsets.ISO_8859_1);
        Pipe pipe = Pipe.mjpeg(leaks);
        pipe.write(noise, 3).write(mjpeg, 999).write(noise, 3).write(mjpeg, 999);

        assertEquals(2 * FRAMES, pipe.frames().size());
    }

    @Test
    void aPictureThatClaimsToBeHugeIsRefusedBeforeThereIsMemoryForIt() {
        byte[] huge = mjpeg.clone();
        for (int at = 0; at < 2000; at++) {
            if (huge[at] == (byte) 0xff && huge[at + 1] == (byte) 0xc0) {
                huge[at + 5] = 0x7f;
                huge[at + 7] = 0x7f;
            }
        }
        Pipe pipe = Pipe.mjpeg(leaks).withoutMemoryAt(1);

        assertEquals(
                "CK-3122",
                assertThrows(CamkitException.class, () -> pipe.write(huge, 4096))
                        .code());
    }

    @Test
    void aParameterSetThatMakesNoSenseEndsTheAttempt() {
        byte[] bad = {0, 0, 0, 1, 0x67, 0x42, 0, 0, 0, 1, 0x68, 0, 0, 0, 1, 0x65, (byte) 0x88, 1, 2, 3};
        Pipe pipe = Pipe.h264(leaks);

        assertEquals(
                "CK-3111",
                assertThrows(CamkitException.class, () -> pipe.write(bad, 100)).code());
        pipe.close();
    }

    @Test
    void whateverIsBrokenNothingLeaks() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] clip = (round % 2 == 0 ? h264 : mjpeg).clone();
            for (int i = 0; i < 20; i++) {
                clip[random.nextInt(clip.length)] = (byte) random.nextInt();
            }
            Pipe pipe = round % 2 == 0 ? Pipe.h264(leaks) : Pipe.mjpeg(leaks);
            try {
                pipe.write(clip, 1 + random.nextInt(5000));
            } catch (CamkitException e) {
                assertTrue(e.code().startsWith("CK-31"), e::getMessage);
                pipe.close();
            }
        }
    }
}
