package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FileInputTest {
    private static final Duration END = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static Path clip;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    /** Two seconds of H.264 with pictures out of order, and a tone. */
    @BeforeAll
    static void encode() {
        Demuxer.load();
        clip = Clips.h264AndAac(folder.resolve("clip.mp4"), 2);
    }

    private static Path remuxed(String name, String... options) {
        return Clips.remuxed(clip, folder.resolve(name), options);
    }

    /** Reads a file once, as fast as it comes. */
    private static final class Once extends BlockingSource {
        private final Path file;

        Once(Path file) {
            this.file = file;
        }

        @Override
        protected void run(SourceContext context) throws InterruptedException {
            InputFaults faults = new InputFaults(file.toString(), "");
            Lanes lanes = new Lanes(context, faults, null);
            try {
                new Demuxer(new InputOrder("file:" + file, "", Map.of("protocol_whitelist", "file"), false, false))
                        .run(lanes);
            } catch (InputFailure e) {
                throw faults.of(InputKind.FILE, e);
            } finally {
                lanes.close();
            }
        }
    }

    private List<FrameHeader> all(Source source) throws Exception {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            String end = probe.start(source).awaitEnd(END).getMessage();
            assertEquals(List.of(), probe.brokenRules(), end);
            return probe.received();
        }
    }

    private static List<FrameHeader> of(List<FrameHeader> frames, Codec codec) {
        return frames.stream().filter(frame -> frame.track().codec() == codec).toList();
    }

    private static void assertWholeClip(List<FrameHeader> frames) {
        List<FrameHeader> video = of(frames, Codec.H264);
        assertEquals(50, video.size());
        assertEquals(2, video.stream().filter(FrameHeader::keyFrame).count());
        Track track = video.get(0).track();
        assertEquals("H264 160x96 25 fps", track.toString());
        assertEquals(1, video.stream().map(FrameHeader::track).distinct().count());
        long first = video.stream().mapToLong(FrameHeader::pts).min().orElseThrow();
        long last = video.stream().mapToLong(FrameHeader::pts).max().orElseThrow();
        assertTrue(Math.abs(49 * 3600 - (last - first)) <= 90, () -> (last - first) + " ticks");
    }

    @Test
    void anMp4IsReadWholeAsAnnexB() throws Exception {
        List<FrameHeader> frames = all(new Once(clip));

        assertWholeClip(frames);
        List<FrameHeader> sound = of(frames, Codec.AAC);
        assertTrue(sound.size() >= 94, () -> sound.size() + " packets of sound");
        assertEquals("AAC 48000 Hz, 1 ch", sound.get(0).track().toString());
    }

    @Test
    void aFileBeginsAgainAtItsEndAndTimeGoesOn() {
        Path tenPictures = remuxed("ten.mp4", "-c", "copy", "-an", "-frames:v", "10");
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            Source source = Ffmpeg.input("file:" + tenPictures)
                    .isolation(Isolation.INLINE)
                    .open();

            List<FrameHeader> frames = probe.start(source).awaitFrames(25);

            assertTrue(frames.get(24).dts() > frames.get(9).dts(), frames::toString);
        }
    }

    @Test
    void aTransportStreamIsReadWholeAndItsSoundLosesItsHeaders() throws Exception {
        List<FrameHeader> frames = all(new Once(remuxed("clip.ts", "-c", "copy")));

        assertWholeClip(frames);
        assertEquals("AAC 48000 Hz, 1 ch", of(frames, Codec.AAC).get(0).track().toString());
    }

    @Test
    void aTrackOfTimeCodesInFrontOfThePicturesIsLeftOut() throws Exception {
        Path coded = remuxed("coded.mov", "-c", "copy", "-an", "-timecode", "01:00:00:00");
        Path file = Clips.remuxed(coded, folder.resolve("first.mov"), "-map", "0:d", "-map", "0:v", "-c", "copy");

        assertWholeClip(all(new Once(file)));
    }

    @Test
    void aFlashVideoIsReadWhole() throws Exception {
        assertWholeClip(all(new Once(remuxed("clip.flv", "-c", "copy"))));
    }

    @Test
    void aMatroskaWithOpusIsReadWhole() throws Exception {
        List<FrameHeader> frames = all(new Once(remuxed("clip.mkv", "-c:v", "copy", "-c:a", "libopus")));

        assertWholeClip(frames);
        assertEquals(
                "OPUS 48000 Hz, 1 ch", of(frames, Codec.OPUS).get(0).track().toString());
    }

    @Test
    void aStreamWithoutContainerIsReadWhole() throws Exception {
        List<FrameHeader> frames = all(new Once(remuxed("clip.h264", "-c:v", "copy", "-an")));

        assertEquals(50, frames.size());
    }

    @Test
    void anMp4OfH265IsReadWhole() throws Exception {
        Path raw = io.camkit.testkit.peers.Ffmpeg.h265(folder.resolve("raw.h265"), 160, 96, 25, 25, 50);
        Path file = folder.resolve("h265.mp4");
        io.camkit.testkit.peers.Ffmpeg.run("-r", "25", "-i", raw.toString(), "-c", "copy", file.toString());

        List<FrameHeader> frames = all(new Once(file));

        assertEquals(50, frames.size());
        assertEquals("H265 160x96 25 fps", frames.get(0).track().toString());
    }

    @Test
    void anAviOfJpegsAndTelephoneSoundIsReadWhole() throws Exception {
        Path file = remuxed("clip.avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "pcm_mulaw", "-ar", "8000");

        List<FrameHeader> frames = all(new Once(file));

        assertEquals(50, of(frames, Codec.JPEG).size());
        assertEquals("JPEG 160x96 25 fps", of(frames, Codec.JPEG).get(0).track().toString());
        assertEquals("PCMU 8000 Hz, 1 ch", of(frames, Codec.PCMU).get(0).track().toString());
    }
}
