package io.camkit.sink.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.http.CamHttp;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 64 viewers of a camera of 25 pictures a second in real time, for a minute, of whom 8 read 64 KB a second. */
@Tag("proof")
@Timeout(180)
class ManyViewersProof {
    private static final int FAST = 56;
    private static final int SLOW = 8;
    private static final int SLOW_BYTES_A_PICTURE = 64_000 / 25;
    private static final Duration FRAME = Duration.ofMillis(40);
    private static final int PICTURE = 53_000;
    private static final int PICTURES = 1500;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final FakeCamera camera = FakeCamera.jpeg();
    private final List<MjpegClient> slow = new ArrayList<>();
    private final List<FastViewer> fast = new ArrayList<>();

    @Test
    void theOthersLoseNoPictureInRealTime() throws Exception {
        try (CamKit kit = CamKit.create(TestKits.real(leaks));
                CamHttp http = CamHttp.on(kit, 0)) {
            http.start();
            kit.camera("door").from(camera).to(Mjpeg.stream()).start();
            camera.key(PICTURE);
            for (int i = 0; i < SLOW; i++) {
                slow.add(watch(http));
            }
            for (int i = 0; i < FAST; i++) {
                fast.add(new FastViewer(watch(http), PICTURE));
            }
            fast.forEach(viewer -> viewer.awaitAtLeast(1));

            sendInRealTime();

            fast.forEach(viewer -> viewer.awaitNumber(PICTURES - 1));
            int lost = fast.stream().mapToInt(FastViewer::lost).sum();
            List<Integer> bySlow = new ArrayList<>();
            for (MjpegClient viewer : slow) {
                bySlow.add(received(viewer));
            }
            System.out.println(PICTURES + " pictures in real time to " + FAST + " viewers: " + lost + " lost; " + SLOW
                    + " viewers at 64 KB/s got " + bySlow);
            assertEquals(0, lost);
            assertTrue(bySlow.stream().allMatch(count -> count < PICTURES / 10), bySlow::toString);
            for (FastViewer viewer : fast) {
                viewer.close();
            }
            for (MjpegClient viewer : slow) {
                viewer.close();
            }
        }
    }

    /** A picture every 40 ms, after which each slow viewer reads his share. */
    private void sendInRealTime() throws Exception {
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        try {
            List<ScheduledFuture<?>> due = new ArrayList<>();
            for (int n = 1; n < PICTURES; n++) {
                int number = n;
                due.add(pace.schedule(() -> send(number), n * FRAME.toNanos(), TimeUnit.NANOSECONDS));
            }
            for (ScheduledFuture<?> picture : due) {
                picture.get();
            }
        } finally {
            pace.shutdownNow();
        }
    }

    private boolean send(int number) throws IOException {
        camera.key(PICTURE + number);
        for (MjpegClient viewer : slow) {
            viewer.readAhead(SLOW_BYTES_A_PICTURE);
        }
        return true;
    }

    /** How many pictures a slow viewer gets until the last one; he reads as fast as he can from now on. */
    private static int received(MjpegClient viewer) throws IOException {
        int pictures = 0;
        for (int newest = 0; newest < PICTURES - 1; pictures++) {
            newest = viewer.next().picture().length - PICTURE;
        }
        return pictures;
    }

    private static MjpegClient watch(CamHttp http) throws IOException {
        return MjpegClient.watch(http.port(), "/cameras/door/stream.mjpg");
    }
}
