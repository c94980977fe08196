package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.DeviceFault;
import io.camkit.testkit.devices.FakeRtspCamera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the pictures when a camera suffers; the faults that take long are in the server's proof. */
@Timeout(60)
class DeviceFaultsTest {
    private static final int A_SECOND_OF_FRAMES = 25;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final FakeRtspCamera device = FakeRtspCamera.start();
    private final Seen seen = new Seen();
    private CamKit kit;

    @BeforeEach
    void watch() throws InterruptedException {
        kit = CamKit.create(TestKits.real(leaks));
        Camera camera = kit.camera("door")
                .from(Rtsp.at(device.source()))
                .stallAfter(Duration.ofSeconds(1))
                .start();
        // nothing is known of a camera before its first frame
        camera.snapshot(Want.of(Codec.H264), Duration.ofSeconds(20))
                .toCompletableFuture()
                .join()
                .release();
        camera.feed(Want.of(Codec.H264)).subscribe(From.KEY_FRAME, Runnable::run, seen);
        seen.await(1);
    }

    @AfterEach
    void leave() {
        kit.close();
        device.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"REBOOT", "NUMBERS_WRAP", "GARBAGE"})
    void picturesComeAgain(DeviceFault fault) throws InterruptedException {
        device.suffer(fault);
        if (fault.lasting()) {
            seen.awaitPause();
            device.recover();
        }

        seen.await(seen.frames() + A_SECOND_OF_FRAMES);
    }

    @Test
    void picturesOfAnotherSizeAreAnnouncedAndGoOnWithoutAPause() throws InterruptedException {
        device.suffer(DeviceFault.RESOLUTION_CHANGE);
        seen.await(seen.frames() + A_SECOND_OF_FRAMES);

        assertEquals(List.of("1280x720", "640x360"), seen.sizes());
        assertEquals(0, kit.find("door").orElseThrow().streams().get(0).reconnects());
    }

    @Test
    void aClockThatJumpsCostsNoReconnect() throws InterruptedException {
        device.suffer(DeviceFault.TIME_JUMP);
        seen.await(seen.frames() + A_SECOND_OF_FRAMES);

        assertEquals(0, kit.find("door").orElseThrow().streams().get(0).reconnects());
        assertTrue(seen.longestStepMillis() < 1000, "a step of " + seen.longestStepMillis() + " ms");
    }

    @Test
    void aCameraWhoseReportsGoOnWithoutVideoIsConnectedAnew() throws InterruptedException {
        Camera camera = kit.find("door").orElseThrow();
        device.suffer(DeviceFault.FREEZE); // its sender reports come as before
        seen.await(() -> camera.streams().get(0).reconnects() > 0);
        device.recover();

        seen.await(seen.frames() + A_SECOND_OF_FRAMES);
    }

    /** What a reader was given. */
    private static final class Seen implements FrameReader {
        private static final long PATIENCE_SECONDS = 30;

        private final List<String> sizes = new ArrayList<>();
        private int frames;
        private long lastNanos = Long.MIN_VALUE;
        private long longestStepNanos;

        @Override
        public synchronized void onTrack(Track track) {
            sizes.add(track.width() + "x" + track.height());
            lastNanos = Long.MIN_VALUE;
        }

        @Override
        public synchronized Answer onFrame(Frame frame) {
            long now = frame.track().toNanos(frame.dts());
            if (lastNanos != Long.MIN_VALUE) {
                longestStepNanos = Math.max(longestStepNanos, now - lastNanos);
            }
            lastNanos = now;
            frames++;
            notifyAll();
            return Answer.TAKEN;
        }

        synchronized int frames() {
            return frames;
        }

        synchronized List<String> sizes() {
            return List.copyOf(sizes);
        }

        synchronized long longestStepMillis() {
            return TimeUnit.NANOSECONDS.toMillis(longestStepNanos);
        }

        synchronized void await(int target) throws InterruptedException {
            await(() -> frames >= target);
        }

        synchronized void await(BooleanSupplier done) throws InterruptedException {
            for (int tenths = 0; !done.getAsBoolean() && tenths < PATIENCE_SECONDS * 10; tenths++) {
                wait(100);
            }
            assertTrue(done.getAsBoolean(), "it does not come about");
        }

        /** Waits until no frame came for half a second. */
        synchronized void awaitPause() throws InterruptedException {
            int before = -1;
            for (int halves = 0; frames != before && halves < PATIENCE_SECONDS * 2; halves++) {
                before = frames;
                for (int waits = 0; frames == before && waits < 5; waits++) {
                    wait(100);
                }
            }
            assertEquals(before, frames, "frames go on coming");
        }
    }
}
