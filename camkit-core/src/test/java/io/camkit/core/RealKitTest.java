package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Want;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real time, real threads. */
class RealKitTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void framesGoFromTheSourceToTheReader() throws Exception {
        FakeCamera source = FakeCamera.h264();
        var reader = new RecordingReader();
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            Camera camera = kit.camera("door").from(source).start();
            source.key().delta();
            var enough = new CountDownLatch(4);
            try (Subscription subscription = camera.feed(Want.of(Codec.H264))
                    .subscribe(From.KEY_FRAME, Runnable::run, frame -> {
                        enough.countDown();
                        return reader.onFrame(frame);
                    })) {
                source.delta().delta();
                assertTrue(enough.await(10, TimeUnit.SECONDS));
                assertEquals(4, subscription.delivered());
            }
        }
        assertEquals(List.of(0, 1, 2, 3), reader.frames());
    }

    @Test
    void aSnapshotIsTheNewestPictureThatCanBeShown() throws Exception {
        FakeCamera source = FakeCamera.h264();
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            Camera camera = kit.camera("door").from(source).start();
            source.gops(2, 5);
            Frame picture = camera.snapshot(Want.of(Codec.H264), Duration.ofSeconds(10))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertEquals(5, RecordingReader.number(picture));
            picture.release();
        }
    }

    @Test
    void closingTheKitEndsEverythingAndWhoWaitsForIt() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            FakeCamera source = FakeCamera.h264();
            CamKit kit = CamKit.create(TestKits.real(leaks));
            kit.camera("door").from(source).start();
            source.key();
            var closer = new Thread(kit::close);
            closer.start();
            kit.awaitClose();
            closer.join();
            kit.close();
            assertFalse(source.running());
            assertEquals(List.of(), kit.cameras());
        });
    }

    @Test
    void twoKitsNeverMeet() {
        CamKit one = CamKit.create(TestKits.real(leaks));
        try (CamKit other = CamKit.create(TestKits.real(leaks))) {
            one.camera("door").from(FakeCamera.h264()).start();
            other.camera("door").from(FakeCamera.h264()).start();
            one.close();
            assertEquals(1, other.cameras().size());
        }
    }
}
