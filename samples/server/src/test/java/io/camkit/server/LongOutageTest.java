package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.State;
import io.camkit.server.browser.Clips;
import io.camkit.testkit.FaultProxy;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real RTSP server behind a network that is down for five minutes; only the time is not real. */
class LongOutageTest {
    private static final Duration OUTAGE = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final Duration START = Duration.ofSeconds(30);

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final Semaphore changes = new Semaphore(0);

    @Test
    void aCameraThatWasAwayForFiveMinutesIsLiveWithinFiveSeconds() throws Exception {
        try (GstRtspServer server = GstRtspServer.of(Clips.h264(folder)).start();
                FaultProxy network = FaultProxy.to(server.port());
                CamKit kit = CamKit.create(TestKits.real(leaks).withClock(clock))) {
            kit.events().listen(Runnable::run, event -> changes.release());
            Camera camera = kit.camera("door")
                    .from("rtsp://127.0.0.1:" + network.port() + "/cam0")
                    .start();
            assertTrue(isLiveWithin(camera, START), () -> camera.streams().toString());

            network.refuse();
            for (Duration passed = Duration.ZERO; passed.compareTo(OUTAGE) < 0; passed = passed.plusMillis(100)) {
                pass(100);
            }
            assertNotEquals(State.RUNNING, camera.state());
            long attempts = camera.streams().get(0).reconnects();
            assertTrue(attempts >= OUTAGE.dividedBy(LONGEST_PAUSE), () -> "only " + attempts + " attempts");

            network.forward();
            assertTrue(isLiveWithin(camera, LIMIT), () -> camera.streams().toString());
        }
    }

    private boolean isLiveWithin(Camera camera, Duration limit) throws InterruptedException {
        for (long millis = 0; millis < limit.toMillis(); millis += 10) {
            if (camera.state() == State.RUNNING) {
                return true;
            }
            // no faster than the wall: the server's answers take real time
            pass(10);
            changes.tryAcquire(10, TimeUnit.MILLISECONDS);
        }
        return camera.state() == State.RUNNING;
    }

    private void pass(long millis) throws InterruptedException {
        clock.advance(Duration.ofMillis(millis));
        changes.drainPermits();
        changes.tryAcquire(1, TimeUnit.MILLISECONDS);
    }
}
