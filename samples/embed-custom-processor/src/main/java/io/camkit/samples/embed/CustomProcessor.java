package io.camkit.samples.embed;

import io.camkit.CamKit;
import io.camkit.Frame;
import io.camkit.ProcessorSpec;
import io.camkit.Track;
import io.camkit.http.CamHttp;
import io.camkit.sink.mjpeg.Mjpeg;
import io.camkit.spi.Processor;

/**
 * A processor of one's own between an MJPEG camera and its viewers: it lets two pictures a second through. Run {@code CustomProcessor
 * http://10.0.0.9:81/stream 8080}, then open <a href="http://localhost:8080/stream.mjpg">localhost:8080/stream.mjpg</a>.
 */
public final class CustomProcessor {
    private CustomProcessor() {}

    /** Serves the camera until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        try (CamKit kit = CamKit.create();
                CamHttp http = CamHttp.on(kit, Integer.parseInt(args[1]))) {
            kit.camera("lab")
                    .from(args[0])
                    .through(new Thinned(2))
                    .to(Mjpeg.stream())
                    .start();
            http.start();
            kit.awaitClose();
        }
    }

    /** What a camera is told; it makes a processor of it. For codecs whose frames stand alone, such as JPEG. */
    record Thinned(int framesPerSecond) implements ProcessorSpec {
        @Override
        public String describe() {
            return framesPerSecond + " pictures a second";
        }

        @Override
        public Processor open() {
            return new Processor() {
                private long next;

                @Override
                public void onTrack(Track track) {
                    next = Long.MIN_VALUE; // its times may begin anywhere
                }

                @Override
                public void onFrame(Frame frame, Emitter out) {
                    if (frame.ptsNanos() >= next) {
                        next = frame.ptsNanos() + 1_000_000_000L / framesPerSecond;
                        out.emit(frame.retain()); // it was lent to us; whoever emits it gives a share away
                    }
                }
            };
        }
    }
}
