package io.camkit.codec.javacv;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Want;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.time.Duration;

/** What somebody sees who has forgotten the natives; {@link NativesTest} runs it in a class loader that has none. */
public final class KitWithoutNatives {
    private KitWithoutNatives() {}

    /** How an attempt to read an input ends. */
    public static String input() {
        try (SourceProbe probe = SourceProbe.over(FrameLeaks.check())) {
            return String.valueOf(probe.start(Ffmpeg.input("/srv/clip.mp4").open())
                    .awaitEnd(Duration.ofSeconds(5))
                    .getMessage());
        }
    }

    /** A camera, its own frames, and pictures that would have to be made. */
    public static String run() {
        FakeCamera source = FakeCamera.h264();
        try (CamKit kit = CamKit.create()) {
            Camera camera = kit.camera("door").from(source).start();
            source.key();
            camera.feed(Want.of(Codec.H264));
            try {
                camera.feed(Want.of(Codec.JPEG));
                return "a JPEG without FFmpeg";
            } catch (CamkitException e) {
                return "passed through; " + e.getMessage();
            }
        }
    }
}
