package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H264PicturesTest {
    private static final int COUNT = 120;

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Clip clip;

    @BeforeAll
    static void makeClip() {
        clip = Clip.jpeg(folder, "yuvj420p", 160, 120, COUNT);
    }

    private final Made made = new Made();

    private List<Integer> keyFrames() {
        return IntStream.range(0, made.headers.size())
                .filter(n -> made.headers.get(n).keyFrame())
                .boxed()
                .toList();
    }

    @Test
    void aKeyFrameComesEveryTwoSecondsAndTheTrackStays() {
        try (Converter converter = new PictureConversion(Codec.H264, 0, 0, 0).open(made)) {
            clip.through(converter, 1);
        }

        assertEquals(COUNT, made.headers.size());
        assertEquals(List.of(0, 50, 100), keyFrames());
        assertEquals(1, made.headers.stream().map(FrameHeader::track).distinct().count());
    }

    @Test
    void aKeyFrameComesWhenSomebodyAsks() {
        try (Converter converter = new PictureConversion(Codec.H264, 0, 0, 0).open(made)) {
            converter.track(clip.track());
            for (int n = 0; n < 20; n++) {
                if (n == 7) {
                    converter.requestKeyFrame();
                }
                clip.give(converter, n, clip.frames().get(n), true, false);
                assertEquals(n + 1, made.headers.size(), "none is held back");
            }
        }

        assertEquals(List.of(0, 7), keyFrames());
    }

    @Test
    void theTrackSaysWhatADecoderNeeds() {
        try (Converter converter = new PictureConversion(Codec.H264, 0, 0, 0).open(made)) {
            clip.through(converter, 1);
        }

        Track track = made.headers.get(0).track();
        assertEquals("H264 160x120 25 fps", track.toString());
        assertFalse(track.parameterSets().isEmpty());
        ByteBuffer sequence = track.parameterSets().get(0);
        assertEquals(66, sequence.get(1) & 0xff, "baseline: every browser and phone plays it");
    }

    @Test
    void timesAreThoseOfTheCamera() {
        try (Converter converter = new PictureConversion(Codec.H264, 0, 0, 0).open(made)) {
            clip.through(converter, 1);
        }

        for (int n = 0; n < COUNT; n++) {
            assertEquals(clip.header(n, true).pts(), made.headers.get(n).pts());
            assertEquals(Clip.captureNanos(n), made.headers.get(n).captureNanos());
        }
    }

    @Test
    void coloursThatFollowFromTheSizeStayWhenItShrinks() {
        Clip large = Clip.h264(folder, 1280, 720, 1, 1);
        try (Converter converter = new PictureConversion(Codec.H264, 320, 0, 0).open(made)) {
            large.through(converter, 1);
        }
        Made decoded = new Made();
        FrameHeader header = made.headers.get(0);
        try (Converter converter = new PictureConversion(Codec.I420, 0, 0, 0).open(decoded)) {
            converter.track(header.track());
            converter.room(made.payloads.get(0).length).put(made.payloads.get(0));
            converter.convert(header, false);
        }

        Track small = decoded.headers.get(0).track();
        assertEquals(320, small.width());
        assertEquals(Matrix.BT709, Matrix.of(small));
    }
}
