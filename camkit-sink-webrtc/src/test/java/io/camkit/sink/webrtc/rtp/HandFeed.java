package io.camkit.sink.webrtc.rtp;

import io.camkit.CamkitException;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** A feed whose frames a test hands out. */
final class HandFeed implements Feed {
    final List<FrameReader> readers = new ArrayList<>();
    int keyFrameRequests;
    int people = 1;
    private @Nullable Track told;

    @Override
    public List<Track> tracks() {
        return List.of();
    }

    @Override
    public Subscription subscribe(From from, Executor executor, FrameReader reader) {
        readers.add(reader);
        told = null;
        return new Subscribed(reader);
    }

    @Override
    public void requestKeyFrame() {
        keyFrameRequests++;
    }

    /** Gives a frame to whoever reads, and its share up. */
    void frame(Frame frame) {
        if (frame.track() != told) {
            told = frame.track();
            readers.forEach(reader -> reader.onTrack(frame.track()));
        }
        List.copyOf(readers).forEach(reader -> reader.onFrame(frame));
        frame.release();
    }

    void end(CamkitException why) {
        List.copyOf(readers).forEach(reader -> reader.onEnd(why));
    }

    private final class Subscribed implements Subscription {
        private final FrameReader reader;

        Subscribed(FrameReader reader) {
            this.reader = reader;
        }

        @Override
        public void resume() {
            // these readers always take what they are given
        }

        @Override
        public void readsFor(int number) {
            people = number;
        }

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
        public void close() {
            readers.remove(reader);
        }
    }
}
