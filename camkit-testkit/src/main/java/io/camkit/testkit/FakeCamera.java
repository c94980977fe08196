package io.camkit.testkit;

import io.camkit.Frame;
import io.camkit.KeyFrames;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceEnd;
import java.util.Optional;

/**
 * A fake camera that a test moves by hand: it sends a frame when the test says so, in the test's thread.
 *
 * <p><b>Threading.</b> Any thread, one at a time.
 */
public final class FakeCamera implements SourceSpec {
    private static final int PATIENCE_TENTHS = 100;

    private Track track;
    private @Nullable Attempt attempt;
    private int attempts;
    private int next;
    private int keyFrameRequests;

    private FakeCamera(Track track) {
        this.track = track;
    }

    /** A camera of H.264, 1280x720. */
    public static FakeCamera h264() {
        return new FakeCamera(Frames.h264());
    }

    /** A camera of JPEGs, 16x16. */
    public static FakeCamera jpeg() {
        return new FakeCamera(Frames.jpeg());
    }

    /** A camera of one lane of anything. */
    public static FakeCamera of(Track track) {
        return new FakeCamera(track);
    }

    /** Sends a key frame. Waits until the kit has started the camera, for ten seconds at most. */
    public FakeCamera key() {
        return key(0);
    }

    /** Sends a key frame of at least {@code size} bytes. */
    public FakeCamera key(int size) {
        SourceContext to = awaitContext();
        return emit(to, frames(to).key(nextNumber(), size));
    }

    /** Sends a frame that needs the one before. */
    public FakeCamera delta() {
        return delta(0);
    }

    /** Sends a frame of at least {@code size} bytes that needs the one before. */
    public FakeCamera delta(int size) {
        SourceContext to = awaitContext();
        return emit(to, frames(to).delta(nextNumber(), size));
    }

    /** Sends {@code count} groups of {@code length} frames, each a key frame and deltas. */
    public FakeCamera gops(int count, int length) {
        for (int i = 0; i < count * length; i++) {
            if (i % length == 0 || track().codec().everyFrameKey()) {
                key();
            } else {
                delta();
            }
        }
        return this;
    }

    /** The frames that follow belong to a new lane; the first should be a key frame. */
    public synchronized FakeCamera changeTrack(Track other) {
        track = other;
        return this;
    }

    /** Loses its connection: {@code CK-2403}, which may be tried again. */
    public FakeCamera end() {
        awaitContext().ended(ScriptedSourceSpec.connectionLost());
        return this;
    }

    /** Attempts so far. */
    public synchronized int attempts() {
        return attempts;
    }

    /** Whether an attempt was started and not stopped. */
    public synchronized boolean running() {
        return attempt != null;
    }

    /** Key frames asked for so far. */
    public synchronized int keyFrameRequests() {
        return keyFrameRequests;
    }

    /** The lane that frames are sent in. */
    public synchronized Track track() {
        return track;
    }

    private FakeCamera emit(SourceContext to, Frame frame) {
        to.emit(frame);
        return this;
    }

    private Frames frames(SourceContext to) {
        return Frames.of(track(), to.allocator()).capturedBy(to.clock());
    }

    private synchronized int nextNumber() {
        return next++;
    }

    private synchronized SourceContext awaitContext() {
        try {
            for (int i = 0; i < PATIENCE_TENTHS && attempt == null; i++) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (attempt == null) {
            throw new AssertionError("nobody started this camera; with a manual clock, run its workers first");
        }
        return attempt.context;
    }

    private synchronized void begin(Attempt begun) {
        attempt = begun;
        notifyAll();
    }

    private synchronized void end(Attempt ended) {
        if (ended.equals(attempt)) {
            attempt = null;
        }
    }

    private synchronized void requestKeyFrame() {
        keyFrameRequests++;
    }

    @Override
    public String describe() {
        return "fake:camera";
    }

    @Override
    public Source open() {
        synchronized (this) {
            attempts++;
        }
        return new FakeSource();
    }

    private record Attempt(SourceContext context) {}

    private final class FakeSource implements Source {
        private @Nullable Attempt begun;

        @Override
        public void start(SourceContext context) {
            context.transport("by hand");
            begun = new Attempt(context);
            begin(begun);
        }

        @Override
        public void stop() {
            Attempt stopping = begun;
            begun = null;
            if (stopping != null) {
                end(stopping);
                stopping.context.ended(SourceEnd.stopped(""));
            }
        }

        @Override
        public <T> Optional<T> capability(Class<T> type) {
            KeyFrames keyFrames = FakeCamera.this::requestKeyFrame;
            return type == KeyFrames.class ? Optional.of(type.cast(keyFrames)) : Optional.empty();
        }
    }
}
