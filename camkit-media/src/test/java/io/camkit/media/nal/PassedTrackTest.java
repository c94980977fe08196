package io.camkit.media.nal;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.Codec;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassedTrackTest {
    private final Track first = track(1280, 1);
    private final PassedTrack passed = new PassedTrack();

    private static Track track(int width, int setByte) {
        return Track.video(Codec.H264, 90_000, width, 720)
                .withParameterSets(List.of(ByteBuffer.wrap(new byte[] {0x67, (byte) setByte})));
    }

    @Test
    void aTrackThatSaysTheSameIsNoNewOne() {
        passed.next(first, true);

        assertSame(first, passed.next(track(1280, 1), true));
    }

    @Test
    void anotherTrackBeginsWithAKeyFrame() {
        Track other = track(640, 2);
        passed.next(first, true);

        assertSame(first, passed.next(other, false));
        assertSame(other, passed.next(other, true));
        assertSame(other, passed.last());
    }
}
