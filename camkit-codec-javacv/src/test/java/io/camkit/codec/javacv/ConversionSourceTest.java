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
    Path folder;

    /** It lives as long as the JVM, and belongs to no test. */
    @BeforeAll
    static void javaCppStartsItsThread() {
        Loader.load(avutil.class);
    }

    private ConversionSource source(Codec codec, ClipFeed feed, Isolation isolation) {
        return new ConversionSource(new PictureConversion(codec, 0, 0, 0), feed, isolation);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void picturesComeWithTheTimesOfTheCameraAndStopWhenTold(Isolation isolation) {
        Clip clip = Clip.jpeg(folder, "yuvj420p", 160, 96, 20);
        ClipFeed feed = new ClipFeed(clip, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.H264, feed, isolation));
            feed.sendAll(1, 5);

            List<FrameHeader> headers = probe.awaitFrames(20);

            assertTrue(headers.get(0).keyFrame());
            for (int n = 0; n < 20; n++) {
                assertEquals(clip.header(n, true).pts(), headers.get(n).pts());
                assertEquals(5, headers.get(n).captureNanos());
            }
        }
    }

    @Test
    void aKeyFrameCanBeAskedOfTheChild() {
        Clip clip = Clip.jpeg(folder, "yuvj420p", 160, 96, 20);
        ClipFeed feed = new ClipFeed(clip, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            ConversionSource source = source(Codec.H264, feed, Isolation.CHILD);
            probe.start(source);
            byte[] picture = clip.frames().get(0);
            feed.send(clip.track(), picture, 0, 0, true);
            feed.send(clip.track(), picture, 3600, 0, true);
            probe.awaitFrames(2);
            source.capability(KeyFrames.class).orElseThrow().request();
            feed.send(clip.track(), picture, 7200, 0, true);

            List<FrameHeader> headers = probe.awaitFrames(3);

            assertEquals(
                    List.of(true, false, true),
                    headers.stream().map(FrameHeader::keyFrame).toList());
        }
    }

    @Test
    void aChildSaysWhatItCosts() {
        Clip clip = Clip.h264(folder, 160, 96, GOP, GOP);
        ClipFeed feed = new ClipFeed(clip, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            ConversionSource source = source(Codec.JPEG, feed, Isolation.CHILD);
            probe.start(source);
            feed.sendAll(GOP, 0);
            probe.awaitFrames(GOP);

            var cost = source.capability(Metered.class).orElseThrow().cost();

            assertTrue(cost.cpuTime().compareTo(Duration.ZERO) > 0, cost.toString());
            assertTrue(cost.residentBytes() > 10_000_000, cost.toString());
        }
    }

    @Test
    void aCameraThatConnectsAnewEndsIt() {
        Clip clip = Clip.h264(folder, 160, 96, GOP, GOP);
        ClipFeed feed = new ClipFeed(clip, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, feed, Isolation.INLINE));
            feed.sendAll(GOP, 0);
            probe.awaitFrames(GOP);
            feed.send(Clip.track(Codec.H264, 160, 96), clip.frames().get(0), 0, 0, true);

            assertEquals("CK-4104", probe.awaitEnd(Duration.ofSeconds(5)).code());
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void picturesThatAreTooLargeEndItWithTheirReason(Isolation isolation) {
        Clip clip = Clip.h264(folder, 160, 96, GOP, 1);
        ClipFeed feed = new ClipFeed(clip, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, feed, isolation));
            feed.send(Clip.track(Codec.H264, 8192, 8192), clip.frames().get(0), 0, 0, true);

            assertEquals("CK-4101", probe.awaitEnd(Duration.ofSeconds(5)).code());
        }
    }

    @Test
    void framesThatAreLeftOutAreCounted() {
        Clip clip = Clip.h264(folder, 160, 96, GOP, GOP);
        ClipFeed feed = new ClipFeed(clip, leaks.allocator());
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, feed, Isolation.CHILD));
            feed.send(clip.track(), new byte[] {0, 0, 0, 1, 0x65, 1, 2, 3}, 0, 0, true);
            feed.sendAll(GOP, 0);
            probe.awaitFrames(GOP);

            double dropped = probe.metrics().samples().stream()
                    .filter(sample -> sample.name().equals("camkit_codec_dropped_total"))
                    .mapToDouble(sample -> sample.value())
                    .sum();
            assertEquals(1, dropped);
        }
    }

    @Test
    void stoppingWhileTheChildStartsLeavesNothing() {
        Clip clip = Clip.h264(folder, 160, 96, GOP, 1);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(Codec.JPEG, new ClipFeed(clip, leaks.allocator()), Isolation.CHILD));
            probe.stop();
            assertEquals("CK-1302", probe.awaitEnd(Duration.ofSeconds(5)).code());
        }
    }
}
