package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.KitOptions;
import io.camkit.SinkSpec;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import io.camkit.spi.Sink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every sink owes the core. The author of a sink extends this class and says how somebody watches through it; {@code camkit-core}
 * is on the class path of the test.
 */
public abstract class SinkContract {
    private static final int PATIENCE_TURNS = 1000;
    private static final int TURN_MILLIS = 10;
    private static final int GOP = 5;
    private static final long RING = 1 << 20;
    private static final int LARGE = 64 << 10;
    private static final int MANY = 300;

    /** Checks every test's memory. */
    @RegisterExtension
    protected final FrameLeaks leaks = FrameLeaks.check();

    private @Nullable CamKit kit;
    private @Nullable Served served;
    private @Nullable Sink opened;

    /** For subclasses. */
    protected SinkContract() {}

    /** Somebody who looks at a camera through the sink, for example an HTTP client. */
    protected interface Viewer extends AutoCloseable {
        /** Bytes, or whatever is a sign of frames, that arrived so far. */
        long received();

        /** Leaves. */
        @Override
        void close();
    }

    /** What the test gave the kit and ends after it. */
    protected interface Served extends AutoCloseable {
        @Override
        void close();
    }

    /** The sink under test. */
    protected abstract SinkSpec spec() throws Exception;

    /** Somebody who looks and takes what comes. The camera has sent a key frame already. */
    protected abstract Viewer watch(CamKit on, Camera camera) throws Exception;

    /** Somebody who asks and then takes nothing; the same as {@link #watch} for a sink whose viewers cannot be slow. */
    protected abstract Viewer stall(CamKit on, Camera camera) throws Exception;

    /** Gives the kit what the sink needs, for example an HTTP server with its routes. */
    protected Served provide(CamKit to) throws Exception {
        return () -> {};
    }

    /** A new lane of what the sink takes; H.264 unless said otherwise. */
    protected Track newTrack() {
        return Frames.h264();
    }

    /** Frames that may be held for one viewer who takes nothing. */
    protected int heldForAStalledViewer() {
        return 1;
    }

    @BeforeEach
    final void openKit() throws Exception {
        KitOptions options = TestKits.real(leaks).withRingBytes(RING, RING);
        CamKit made = CamKit.create(options);
        kit = made;
        served = provide(made);
    }

    @AfterEach
    final void closeKit() {
        if (kit != null) {
            kit.close();
        }
        if (served != null) {
            served.close();
        }
    }

    @Test
    void itOpensWithoutWaitingForFrames() throws Exception {
        FakeCamera silent = FakeCamera.of(newTrack());

        start(silent).close();
    }

    @Test
    void aViewerGetsFrames() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        try (Viewer viewer = watch(kit(), camera)) {
            sendUntil("the viewer gets something", source, () -> viewer.received() > 0);
        }
    }

    @Test
    void whoLeavesIsSubscribedNoMore() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        Viewer viewer = watch(kit(), camera);
        sendUntil("the viewer gets something", source, () -> viewer.received() > 0);
        int watching = subscribers(camera);
        viewer.close();

        sendUntil("the subscription ends", source, () -> subscribers(camera) < watching || watching == 0);
    }

    @Test
    void closingItEndsWhatItBegan() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        try (Viewer viewer = watch(kit(), camera)) {
            sendUntil("the viewer gets something", source, () -> viewer.received() > 0);
            sink().close();

            sendUntil("its subscriptions end", source, () -> subscribers(camera) == 0);
        }
    }

    @Test
    void closingItAgainDoesNothing() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        sink().close();
        sink().close();

        camera.close();
        assertEquals(0, kit().cameras().size());
    }

    @Test
    void closingTheCameraUnderAViewerReleasesEverything() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        try (Viewer viewer = watch(kit(), camera)) {
            sendUntil("the viewer gets something", source, () -> viewer.received() > 0);
            camera.close();

            until("all frames are released", () -> leaks.live() == 0);
        }
    }

    @Test
    void itSurvivesANewTrack() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        try (Viewer viewer = watch(kit(), camera)) {
            sendUntil("the viewer gets something", source, () -> viewer.received() > 0);
        }
        source.changeTrack(newTrack()).key();
        try (Viewer viewer = watch(kit(), camera)) {
            sendUntil("a viewer of the new track gets something", source, () -> viewer.received() > 0);
        }
    }

    @Test
    void aTrackMayChangeUnderAViewer() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        source.key();
        try (Viewer viewer = watch(kit(), camera)) {
            sendUntil("the viewer gets something", source, () -> viewer.received() > 0);
            long before = viewer.received();
            source.changeTrack(newTrack());

            sendUntil("the viewer gets more", source, () -> viewer.received() > before);
        }
    }

    @Test
    void aViewerWhoTakesNothingHoldsAtMostOneFrame() throws Exception {
        FakeCamera source = FakeCamera.of(newTrack());
        Camera camera = start(source);
        send(source, MANY);
        int kept = leaks.live();
        Viewer idle = stall(kit(), camera);
        send(source, MANY);

        until(
                "at most " + heldForAStalledViewer() + " frames are held besides the " + kept + " of the ring",
                () -> leaks.live() <= kept + heldForAStalledViewer());
        idle.close();
    }

    private static void send(FakeCamera source, int count) {
        for (int i = 0; i < count; i++) {
            source.key(LARGE);
        }
    }

    @Test
    void itHasAName() throws Exception {
        assertFalse(spec().name().isBlank());
    }

    /** Starts a camera that goes into the sink under test. */
    protected final Camera start(FakeCamera source) throws Exception {
        return kit().camera("door").from(source).to(remembered(spec())).start();
    }

    /** The kit of this test. */
    protected final CamKit kit() {
        CamKit open = kit;
        if (open == null) {
            throw new IllegalStateException("no test runs");
        }
        return open;
    }

    private Sink sink() {
        Sink sink = opened;
        if (sink == null) {
            throw new IllegalStateException("no sink was opened");
        }
        return sink;
    }

    private SinkSpec remembered(SinkSpec spec) {
        return new SinkSpec() {
            @Override
            public String name() {
                return spec.name();
            }

            @Override
            public Sink open() {
                Sink sink = spec.open();
                opened = sink;
                return sink;
            }
        };
    }

    private static int subscribers(Camera camera) {
        return camera.streams().stream()
                .mapToInt(stream -> stream.subscribers())
                .sum();
    }

    /** Sends frames until {@code done}; fails when that takes too long. */
    protected final void sendUntil(String what, FakeCamera source, BooleanSupplier done) throws InterruptedException {
        int[] sent = {0};
        until(what, () -> {
            if (done.getAsBoolean()) {
                return true;
            }
            if (sent[0]++ % GOP == 0 || source.track().codec().everyFrameKey()) {
                source.key();
            } else {
                source.delta();
            }
            return false;
        });
    }

    /** Waits until {@code done}; fails when that takes too long. */
    protected final void until(String what, BooleanSupplier done) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int turn = 0; turn < PATIENCE_TURNS; turn++) {
            if (done.getAsBoolean() || never.await(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new AssertionError("after " + PATIENCE_TURNS * TURN_MILLIS / 1000 + " s still not so: " + what);
    }
}
