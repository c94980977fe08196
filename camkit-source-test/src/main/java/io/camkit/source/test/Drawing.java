package io.camkit.source.test;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;

/** JPEG, drawn when its time comes. What was not drawn in time is left out. */
final class Drawing implements Pictures {
    private static final int CLOCK_RATE = 90_000;
    private static final int QUALITY = 85;

    private final Track track;
    private final int frameRate;
    private final Scene scene;
    private final JpegEncoder encoder;

    Drawing(TestCamera camera) {
        track = Track.video(Codec.JPEG, CLOCK_RATE, camera.width(), camera.height())
                .withFrameRate(camera.frameRate());
        frameRate = camera.frameRate();
        scene = new Scene(camera.width(), camera.height(), frameRate);
        encoder = new JpegEncoder(camera.width(), camera.height(), QUALITY);
    }

    @Override
    public Track track() {
        return track;
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public long goOnWith(long next, long latest) {
        return Math.max(next, latest);
    }

    @Override
    public Frame frame(long number, FrameAllocator allocator, long captureNanos) {
        long pts = number * CLOCK_RATE / frameRate;
        return allocator.copy(FrameHeader.of(track, pts, captureNanos, true), encoder.encode(scene.draw(number)));
    }
}
