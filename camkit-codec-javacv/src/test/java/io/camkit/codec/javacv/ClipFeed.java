package io.camkit.codec.javacv;

import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** A feed with one reader that gets what a test sends. */
final class ClipFeed implements Feed {
    private final Clip clip;
    private final FrameAllocator allocator;
    private @Nullable Executor executor;
    private @Nullable FrameReader reader;
    private @Nullable Track announced;

    ClipFeed(Clip clip, FrameAllocator allocator) {
        this.clip = clip;
        this.allocator = allocator;
    }

    @Override
    public List<Track> tracks() {
        return List.of(clip.track());
    }

    @Override
    public synchronized Subscription subscribe(From from, Executor given, FrameReader own) {
        executor = given;
        reader = own;
        notifyAll();
        return new Position();
    }

    @Override
    public void requestKeyFrame() {}

    /** Sends these bytes of this track at this time, once somebody reads. */
    synchronized void send(Track track, byte[] bytes, long pts, long captureNanos, boolean key) {
        try {
            for (int i = 0; i < 100 && reader == null; i++) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FrameReader to = reader;
        Executor in = executor;
        if (to == null || in == null) {
            throw new AssertionError("nobody reads");
        }
        Frame frame = allocator.copy(FrameHeader.of(track, pts, captureNanos, key), Clip.buffer(bytes));
        boolean isNew = announced != track;
        announced = track;
        in.execute(() -> {
            if (isNew) {
                to.onTrack(track);
            }
            to.onFrame(frame);
            frame.release();
        });
    }

    /** Sends the whole clip, the n-th picture captured at {@code captureNanos}. */
    void sendAll(int gop, long captureNanos) {
        for (int n = 0; n < clip.frames().size(); n++) {
            boolean key = clip.isKey(n, gop);
            send(clip.track(), clip.frames().get(n), clip.header(n, key).pts(), captureNanos, key);
        }
    }

    private static final class Position implements Subscription {
        @Override
        public void readsFor(int people) {
            // nobody is counted here
        }

        @Override
        public void resume() {}

        @Override
        public long lagNanos() {
            return 0;
        }

        @Override
        public long delivered() {
            return 0;
        }

        @Override
        public Map<SkipReason, Long> skipped() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
