package io.camkit.sink.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.http.CamHttp;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * 64 viewers of one camera, of whom 8 read 64 KB a second: that is, a 25th of it while a picture is made. Picture n is n bytes larger
 * than the first.
 */
@Timeout(120)
class ManyViewersTest {
    private static final int FAST = 56;
    private static final int SLOW = 8;
    private static final int SLOW_BYTES_A_PICTURE = 64_000 / 25;
    private static final int PICTURE = 53_000;
    private static final int PICTURES = 60;
    private static final int RING = 1 << 20;
    private static final int MAX_AHEAD = 5;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final FakeCamera camera = FakeCamera.jpeg();
    private final List<FastViewer> fast = new ArrayList<>();
    private final List<MjpegClient> slow = new ArrayList<>();
    private CamKit kit;
    private CamHttp http;

    @BeforeEach
    void everybodyWatches() throws IOException {
        // time stands still, so that nobody is late because the machine is busy
        kit = CamKit.create(TestKits.real(leaks).withClock(new ManualClock()).withRingBytes(RING, RING));
        http = CamHttp.on(kit, 0);
        http.start();
        kit.camera("door").from(camera).to(Mjpeg.stream()).start();
        camera.key(PICTURE);
        for (int i = 0; i < SLOW; i++) {
            slow.add(watch());
        }
        for (int i = 0; i < FAST; i++) {
            fast.add(new FastViewer(watch(), PICTURE));
        }
        fast.forEach(viewer -> viewer.awaitAtLeast(1));
    }

    @AfterEach
    void everybodyLeaves() throws IOException {
        for (MjpegClient viewer : slow) {
            viewer.close();
        }
        for (FastViewer viewer : fast) {
            viewer.close();
        }
        http.close();
        kit.close();
    }

    @Test
    void whoReadsInTimeLosesNoPictureToThoseWhoDoNot() throws IOException {
        sendAll();

        for (FastViewer viewer : fast) {
            viewer.awaitAtLeast(PICTURES);
            assertEquals(0, viewer.lost());
        }
    }

    @Test
    void aSlowViewerSkipsWholePictures() throws IOException {
        sendAll();

        for (MjpegClient viewer : slow) {
            int pictures = 0;
            int number = 0;
            while (number < PICTURES - 1) {
                byte[] picture = viewer.next().picture();
                assertNotNull(ImageIO.read(new ByteArrayInputStream(picture)));
                number = picture.length - PICTURE;
                pictures++;
            }
            assertTrue(pictures < PICTURES / 2, "it got " + pictures);
        }
    }

    @Test
    void slowViewersHoldNoPicturesOfTheCamera() throws IOException {
        sendAll();

        assertTrue(leaks.live() <= RING / PICTURE, leaks.live() + " pictures are held");
    }

    /** Sends as a camera does that does not wait for anybody, but for a machine that is busy with other tests. */
    private void sendAll() throws IOException {
        for (int n = 1; n < PICTURES; n++) {
            camera.key(PICTURE + n);
            int atLeast = n - MAX_AHEAD;
            fast.forEach(viewer -> viewer.awaitAtLeast(atLeast));
            readALittle();
        }
    }

    private void readALittle() throws IOException {
        for (MjpegClient viewer : slow) {
            viewer.readAhead(SLOW_BYTES_A_PICTURE);
        }
    }

    private MjpegClient watch() throws IOException {
        return MjpegClient.watch(http.port(), "/cameras/door/stream.mjpg");
    }
}
