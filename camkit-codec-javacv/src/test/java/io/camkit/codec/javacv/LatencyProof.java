package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From an access unit's arrival to the viewer who has its JPEG, through the child. */
@Tag("proof")
class LatencyProof {
    private static final int GOP = 50;
    private static final int FRAMES = 500;
    /** Until the child runs, and its JVM has compiled what it repeats. */
    private static final int WARM = 100;

    private static final double LIMIT_MILLIS = 60;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    @Test
    void aJpegComesWithin60Milliseconds() {
        Clip clip = Clip.h264(folder, 1280, 720, GOP, GOP);
        ClipCamera source = new ClipCamera(clip, GOP);
        var millis = new ConcurrentLinkedQueue<Double>();
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            Camera camera = kit.camera("door").from(source).start();
            while (camera.streams().get(0).tracks().isEmpty()) {
                source.send();
                LockSupport.parkNanos(40_000_000);
            }
            FrameReader reader = frame -> seen(frame, kit, millis);
            try (Subscription subscription =
                    camera.feed(Want.of(Codec.JPEG)).subscribe(From.KEY_FRAME, Runnable::run, reader)) {
                for (int n = 0; n < FRAMES + WARM; n++) {
                    source.send();
                    LockSupport.parkNanos(40_000_000);
                }
                assertTrue(subscription.delivered() > FRAMES, subscription.delivered() + " pictures");
            }
        }
        List<Double> sorted = millis.stream().skip(WARM).sorted().toList();
        double most = sorted.get(sorted.size() - 1);
        System.out.printf(
                "H.264 720p25 to JPEG through a child: %d pictures, median %.1f ms, 99 %% within %.1f ms, all within %.1f ms%n",
                sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100), most);
        assertTrue(most <= LIMIT_MILLIS, most + " ms");
    }

    private static FrameReader.Answer seen(Frame frame, CamKit kit, ConcurrentLinkedQueue<Double> millis) {
        millis.add((kit.clock().nanos() - frame.captureNanos()) / 1e6);
        return FrameReader.Answer.TAKEN;
    }
}
