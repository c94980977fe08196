package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Once what {@link CodecFaultsProof} does often. */
class CodecFaultsTest {
    private static final int GOP = 25;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    @Test
    void aChildThatCrashesOrStopsIsReplacedAndNobodyElseNotices() throws Exception {
        Clip clip = Clip.h264(folder, 320, 180, GOP, 2 * GOP);
        try (var camera = new WatchedCamera(clip, GOP, Want.of(Codec.JPEG), leaks, UnaryOperator.identity())) {
            camera.recoveryFrom("SEGV");
            camera.recoveryFrom("STOP");

            assertTrue(camera.passed.count() > 0);
            assertEquals(0, camera.passed.missing());
        }
        assertEquals(List.of(), ClipKit.children());
    }
}
