package io.camkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackTest {
    private static final Track VIDEO = Track.video(Codec.H264, 90_000, 1280, 720);

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 8000, 44_100, 48_000, 90_000, 1_000_000_000, Integer.MAX_VALUE})
    void ticksBecomeNanosecondsExactlyForACentury(int clockRate) {
        Track track = Track.video(Codec.H264, clockRate, 0, 0);
        long century = 100L * 366 * 86_400 * clockRate;
        for (long ticks :
                new long[] {0, 1, -1, clockRate - 1, clockRate, clockRate + 1L, century - 1, century, -century}) {
            assertEquals(exact(ticks, clockRate), track.toNanos(ticks), ticks + " ticks");
        }
    }

    private static long exact(long ticks, int clockRate) {
        BigInteger[] result = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(1_000_000_000L))
                .divideAndRemainder(BigInteger.valueOf(clockRate));
        return result[0].longValueExact() - (result[1].signum() < 0 ? 1 : 0);
    }

    @Test
    void nanosecondsAccumulateNoError() {
        long hour = 0;
        for (int frame = 0; frame < 25 * 3600; frame++) {
            hour += 3600;
        }
        assertEquals(3600L * 1_000_000_000L, VIDEO.toNanos(hour));
    }

    @Test
    void aTrackIsEqualToItselfAlone() {
        assertNotEquals(VIDEO, Track.video(Codec.H264, 90_000, 1280, 720));
        assertNotEquals(VIDEO, VIDEO.withFrameRate(25));
    }

    @Test
    void parameterSetsAreCopiedAndCannotBeChanged() {
        ByteBuffer sps = ByteBuffer.wrap(new byte[] {0x67, 1, 2}).position(1);
        Track track = VIDEO.withParameterSets(List.of(sps));
        sps.put(1, (byte) 9);

        ByteBuffer kept = track.parameterSets().get(0);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2}), kept);
        assertThrows(ReadOnlyBufferException.class, () -> kept.put(0, (byte) 9));
        assertEquals(1, sps.position());
    }

    @Test
    void everyReaderOfParameterSetsHasItsOwnPosition() {
        Track track = VIDEO.withParameterSets(List.of(ByteBuffer.wrap(new byte[] {1, 2})));
        track.parameterSets().get(0).get();

        assertEquals(2, track.parameterSets().get(0).remaining());
    }

    @Test
    void aTrackSaysWhatItIs() {
        assertEquals("H264 1280x720", VIDEO.toString());
        assertEquals("H264 1280x720 30 fps", VIDEO.withFrameRate(29.97).toString());
        assertEquals("AAC 48000 Hz, 2 ch", Track.audio(Codec.AAC, 48_000, 2).toString());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Track.video(Codec.AAC, 90_000, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Track.audio(Codec.JPEG, 8000, 1));
        assertThrows(IllegalArgumentException.class, () -> Track.audio(Codec.PCMU, 0, 1));
    }
}
