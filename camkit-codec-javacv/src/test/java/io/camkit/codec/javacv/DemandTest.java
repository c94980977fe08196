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
        Clip clip = Clip.h264(folder, 160, 96, GOP, GOP);
        try (ClipKit kit = new ClipKit(clip, GOP, leaks, new FfmpegCodecs())) {
            kit.during(Duration.ofMillis(400));
            assertEquals(0, ClipKit.children().size(), "nobody watches");

            Viewer one = new Viewer(kit.camera, JPEG);
            Viewer other = new Viewer(kit.camera, JPEG);
            Viewer small = new Viewer(kit.camera, JPEG.maxWidth(80));
            kit.until("all see pictures", () -> one.count() > 3 && other.count() > 3 && small.count() > 3);
            assertEquals(2, ClipKit.children().size(), "two wish the same, one another size");
            assertEquals("JPEG 80x48", small.track().toString().substring(0, 10));

            small.close();
            one.close();
            int seen = other.count();
            kit.until("the other goes on", () -> other.count() > seen);
            kit.during(Duration.ofMillis(1500));
            assertEquals(2, ClipKit.children().size(), "the one of the other size may come back");

            other.close();
            kit.during(Duration.ofMillis(4500));
            assertEquals(1, ClipKit.children().size(), "6 s without the one, 4.5 s without the other");
            kit.during(Duration.ofSeconds(1));
            kit.until("the child ends", () -> ClipKit.children().isEmpty());
        }
    }
}
