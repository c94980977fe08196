package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.KeyFrames;
import io.camkit.spi.Metered;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that every source keeps, kept by conversions. */
class ConversionSourceTest {
    private static final int GOP = 10;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Clip jpeg;

    @SuppressWarnings("NullAway.Init")
    private static Clip h264;

    @BeforeAll
    static void makeClips() {
        jpeg = Clip.jpeg(folder, "yuvj420p", 160, 96, 20);
        h264 = Clip.h264(folder, 160, 96, GOP, GOP);
    }

    /** It lives as long as the JVM, and belongs to no test. */
    @BeforeAll
    static void javaCppStartsItsThread() {
        Loader.load(avutil.class);
    }

    private ConversionSource source(Codec codec, ClipFeed feed, Isolation isolation) {
        return new ConversionSource(new PictureConversion(codec, 0, 0, 0), feed, isolation, new UselessEncoders());
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void picturesComeWithTheTimesOfTheCameraAndKeyFramesWhenAsked(Isolation isolation) {
        ClipFeed feed = new ClipFeed(jpeg, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            ConversionSource source = source(Codec.H264, feed, isolation);
            probe.start(source);
            feed.sendAll(1, 5);
            probe.awaitFrames(20);
            source.capability(KeyFrames.class).orElseThrow().request();
            feed.send(jpeg.track(), jpeg.frames().get(0), jpeg.header(20, true).pts(), 5, true);

            List<FrameHeader> headers = probe.awaitFrames(21);

            for (int n = 0; n <= 20; n++) {
                assertEquals(jpeg.header(n, true).pts(), headers.get(n).pts());
                assertEquals(5, headers.get(n).captureNanos());
                assertEquals(n == 0 || n == 20, headers.get(n).keyFrame(), "key frame " + n);
            }
        }
    }

    @Test
    void aChildSaysWhatItCostsAndWhatItLeavesOut() {
        ClipFeed feed = new ClipFeed(h264, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            ConversionSource source = source(Codec.JPEG, feed, Isolation.CHILD);
            probe.start(source);
            feed.send(h264.track(), new byte[] {0, 0, 0, 1, 0x65, 1, 2, 3}, 0, 0, true);
            feed.sendAll(GOP, 0);
            probe.awaitFrames(GOP);

            var cost = source.capability(Metered.class).orElseThrow().cost();

            assertTrue(cost.cpuTime().compareTo(Duration.ZERO) > 0, cost.toString());
            assertTrue(cost.residentBytes() > 10_000_000, cost.toString());
            double dropped = probe.metrics().samples().stream()
                    .filter(sample -> sample.name().equals("camkit_codec_dropped_total"))
                    .mapToDouble(sample -> sample.value())
                    .sum();
            assertEquals(1, dropped);
        }
    }

    @Test
    void aCameraThatConnectsAnewEndsIt() {
        ClipFeed feed = new ClipFeed(h264, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, feed, Isolation.INLINE));
            feed.sendAll(GOP, 0);
            probe.awaitFrames(GOP);
            feed.send(Clip.track(Codec.H264, 160, 96), h264.frames().get(0), 0, 0, true);

            assertEquals("CK-4104", probe.awaitEnd(Duration.ofSeconds(5)).code());
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void picturesThatAreTooLargeEndItWithTheirReason(Isolation isolation) {
        ClipFeed feed = new ClipFeed(h264, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, feed, isolation));
            feed.send(Clip.track(Codec.H264, 8192, 8192), h264.frames().get(0), 0, 0, true);
            probe.awaitFramesOrEnd(1); // in the wall's time, for a child's silence is measured by the probe's

            assertEquals("CK-4101", probe.awaitEnd(Duration.ofSeconds(5)).code());
        }
    }

    @Test
    void stoppingWhileTheChildStartsLeavesNothing() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, new ClipFeed(h264, leaks.allocator()), Isolation.CHILD));
            probe.stop();
            assertEquals("CK-1302", probe.awaitEnd(Duration.ofSeconds(5)).code());
        }
    }
}
