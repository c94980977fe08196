package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Codec;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DemandTest {
    private static final int GOP = 25;
    private static final Want JPEG = Want.of(Codec.JPEG);

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    @Test
    void childrenAreThereForWhoWatchesAndShared() {
        Clip clip = Clip.h264(folder, 320, 180, GOP, 2 * GOP);
        try (ClipKit kit = new ClipKit(clip, GOP, leaks, new FfmpegCodecs())) {
            kit.during(Duration.ofSeconds(1));
            assertEquals(0, ClipKit.children().size(), "nobody watches");

            Viewer one = new Viewer(kit.camera, JPEG);
            Viewer other = new Viewer(kit.camera, JPEG);
            kit.until("both see pictures", () -> one.count() > 3 && other.count() > 3);
            assertEquals(1, ClipKit.children().size(), "two wish the same");

            Viewer small = new Viewer(kit.camera, JPEG.maxWidth(160));
            kit.until("a smaller picture", () -> small.count() > 3);
            assertEquals(2, ClipKit.children().size(), "one wishes another size");
            assertEquals("JPEG 160x90", small.track().toString().substring(0, 11));

            small.close();
            one.close();
            kit.during(Duration.ofSeconds(6));
            assertEquals(1, ClipKit.children().size(), "one has left its size");
            int seen = other.count();
            kit.until("the other goes on", () -> other.count() > seen);

            other.close();
            kit.during(Duration.ofMillis(4500));
            assertEquals(1, ClipKit.children().size(), "the last one may come back");
            kit.during(Duration.ofSeconds(1));
            kit.until("the child ends", () -> ClipKit.children().isEmpty());
        }
    }
}
