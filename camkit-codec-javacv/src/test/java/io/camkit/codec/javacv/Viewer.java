package io.camkit.codec.javacv;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches a feed and remembers what it has seen. */
final class Viewer implements FrameReader, AutoCloseable {
    private final List<FrameHeader> seen = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private @Nullable CamkitException end;
    private final Subscription subscription;

    Viewer(Camera camera, Want want) {
        subscription = camera.feed(want).subscribe(From.KEY_FRAME, Runnable::run, this);
    }

    @Override
    public synchronized Answer onFrame(Frame frame) {
        seen.add(frame.header());
        byte[] bytes = new byte[frame.size()];
        frame.payload().copyTo(0, bytes, 0, bytes.length);
        payloads.add(bytes);
        return Answer.TAKEN;
    }

    @Override
    public synchronized void onEnd(CamkitException why) {
        end = why;
    }

    synchronized int count() {
        return seen.size();
    }

    synchronized List<FrameHeader> seen() {
        return List.copyOf(seen);
    }

    synchronized byte[] newest() {
        return payloads.get(payloads.size() - 1);
    }

    synchronized Track track() {
        return seen.get(seen.size() - 1).track();
    }

    synchronized Optional<CamkitException> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
