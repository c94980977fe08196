package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestCameraInAKitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void aKitFindsTheSchemeAndShowsAPicture() throws Exception {
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            Frame picture = picture(
                    kit.camera("demo").from("test:clock?width=320&height=240").start(), Codec.JPEG);
            assertEquals(320, picture.track().width());
            picture.release();
        }
    }

    @Test
    void aClipIsShownFromAKeyFrame() throws Exception {
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            TestCamera clip = TestCamera.clock().codec(Codec.H264);
            Frame picture = picture(kit.camera("demo").from(clip).start(), Codec.H264);
            assertTrue(picture.keyFrame());
            picture.release();
        }
    }

    private static Frame picture(Camera camera, Codec codec) throws Exception {
        return camera.snapshot(Want.of(codec), PATIENCE)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
