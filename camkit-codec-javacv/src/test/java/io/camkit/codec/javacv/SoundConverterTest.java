package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.codec.javacv.Sounds.Packet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SoundConverterTest {
    private static final long CAPTURED = 4711;
    private static final Track MONO = Sounds.track(Codec.AAC, 48_000, 1);
    private static final Track STEREO = Sounds.track(Codec.AAC, 44_100, 2);

    private final Made made = new Made();
    private final Converter converter = Conversion.parse("sound OPUS").open(made);

    @AfterEach
    void close() {
        converter.close();
    }

    @Test
    void everyPacketIsAKeyFrameAndWasCapturedWhenItsInputWas() {
        play(MONO, 0);

        assertTrue(made.headers.size() > 5);
        assertTrue(made.headers.stream().allMatch(FrameHeader::keyFrame));
        assertTrue(made.headers.stream().allMatch(header -> header.captureNanos() == CAPTURED));
    }

    @Test
    void theResultIsOneTrackWhileNothingChangesInIt() {
        play(MONO, 0);
        play(Sounds.track(Codec.PCMU, 8000, 1), 10);

        assertEquals("OPUS 48000 Hz, 1 ch", made.headers.get(0).track().toString());
        assertSame(made.headers.get(0).track(), last().track());
    }

    @Test
    void anotherNumberOfChannelsIsAnotherTrack() {
        play(MONO, 0);
        play(STEREO, 10);

        assertNotSame(made.headers.get(0).track(), last().track());
        assertEquals("OPUS 48000 Hz, 2 ch", last().track().toString());
    }

    @Test
    void timesRiseWhenTheCameraRepeatsItself() {
        play(MONO, 0);
        play(MONO, 0);

        for (int i = 1; i < made.headers.size(); i++) {
            assertTrue(made.headers.get(i).pts() > made.headers.get(i - 1).pts());
        }
        assertTrue(made.dropped.contains(Dropped.BACKWARD_PTS));
    }

    @Test
    void aDamagedPacketIsCounted() {
        converter.track(MONO);
        convert(MONO, 0, new byte[50]);
        convert(MONO, 1024, new byte[0]);

        assertEquals(List.of(Dropped.UNDECODABLE, Dropped.UNDECODABLE), made.dropped);
    }

    @Test
    void aVeryLongPacketIsConvertedWhole() {
        Track telephone = Sounds.track(Codec.PCMA, 8000, 1);
        converter.track(telephone);
        convert(telephone, 0, new byte[64_000]);

        assertEquals(8 * 50, made.headers.size(), 1);
    }

    private void play(Track track, int atSeconds) {
        converter.track(track);
        for (Packet packet : Sounds.packets(track, Sounds.tone(440, 0.1), 0.2)) {
            convert(track, packet.pts() + (long) atSeconds * track.clockRate(), packet.bytes());
        }
    }

    private void convert(Track track, long pts, byte[] bytes) {
        converter.room(bytes.length).put(bytes);
        converter.convert(FrameHeader.of(track, pts, CAPTURED, true), false);
    }

    private FrameHeader last() {
        return made.headers.get(made.headers.size() - 1);
    }
}
