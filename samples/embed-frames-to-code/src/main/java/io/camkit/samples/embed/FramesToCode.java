package io.camkit.samples.embed;

import io.camkit.CamKit;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.SinkSpec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.FrameSink;
import io.camkit.spi.Sink;
import java.util.function.Consumer;

/**
 * Every frame of a camera in code of one's own: {@code FramesToCode rtsp://viewer:password@10.0.0.5/stream1} writes a line for each. The
 * camera is connected anew whenever it goes away; a new {@link Track} says that what follows is another stream.
 */
public final class FramesToCode {
    private FramesToCode() {}

    /** Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        watch(args[0], System.out::println);
    }

    static void watch(String camera, Consumer<String> lines) throws InterruptedException {
        try (CamKit kit = CamKit.create()) {
            kit.camera("door").from(camera).to(new Lines(lines)).start();
            kit.awaitClose();
        }
    }

    /** What a camera is told; it makes a sink of it. */
    record Lines(Consumer<String> lines) implements SinkSpec {
        @Override
        public String name() {
            return "lines";
        }

        @Override
        public Sink open() {
            return new FrameSink(Want.of(Codec.H264, Codec.JPEG)) {
                @Override
                protected void onTrack(Track track) {
                    lines.accept(track.toString());
                }

                @Override
                protected void onFrame(Frame frame) {
                    // the bytes: frame.asBuffer() during this call, frame.retain() to keep them longer
                    lines.accept(String.format(
                            "%,.3f s  %d bytes%s",
                            frame.ptsNanos() / 1e9, frame.size(), frame.keyFrame() ? "  key frame" : ""));
                }
            };
        }
    }
}
