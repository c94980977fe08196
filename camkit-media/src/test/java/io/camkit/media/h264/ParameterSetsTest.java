package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Track;
import io.camkit.media.bits.BitWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
    private static final ByteBuffer SPS = hex("6742c01fd9005005bb011000000300100000030320f1832480");
    private static final ByteBuffer SMALL_SPS = hex("6742c00dd90141fb011000000300100000030320f142a480");
    private static final ByteBuffer PPS = hex("68cb83cb20");
    private static final ByteBuffer SECOND_PPS = hex("685b83cb20"); // pic_parameter_set_id 1

    private final ParameterSets sets = new ParameterSets(90_000, 15);

    @Test
    void bothKindsMakeATrack() {
        assertFalse(sets.complete());
        assertTrue(sets.offer(SPS));
        assertFalse(sets.complete());
        assertTrue(sets.offer(PPS));

        Track track = sets.track();
        assertEquals(1280, track.width());
        assertEquals(25, track.frameRate());
        assertEquals(List.of(SPS, PPS), track.parameterSets());
    }

    @Test
    void aRepeatedSetKeepsTheTrack() {
        sets.offer(SPS);
        sets.offer(PPS);
        Track track = sets.track();
        assertFalse(sets.offer(SPS.duplicate()));
        assertFalse(sets.offer(PPS.duplicate()));

        assertSame(track, sets.track());
    }

    @Test
    void aFurtherPictureSetJoinsTheOthers() {
        sets.offer(SPS);
        sets.offer(PPS);
        Track track = sets.track();
        sets.offer(SECOND_PPS);

        assertNotSame(track, sets.track());
        assertEquals(List.of(SPS, PPS, SECOND_PPS), sets.track().parameterSets());
    }

    @Test
    void aChangedSequenceSetWantsItsPictureSetsAnew() {
        sets.offer(SPS);
        sets.offer(PPS);
        sets.offer(SMALL_SPS);
        assertFalse(sets.complete());
        sets.offer(PPS);

        assertEquals(320, sets.track().width());
        assertEquals(List.of(SMALL_SPS, PPS), sets.track().parameterSets());
    }

    @Test
    void aSetThatIsShownAgainIsTheOneInUse() {
        sets.offer(SPS);
        sets.offer(PPS);
        sets.offer(new BitWriter()
                .bits(24, 0x42c01f)
                .unsigned(1, 0, 2, 1)
                .bits(1, 0)
                .unsigned(19, 14)
                .bits(4, 0b1100)
                .nal(0x67));
        assertEquals(320, sets.track().width());

        sets.offer(SPS);

        assertEquals(1280, sets.track().width());
    }

    @Test
    void theAnnouncedRateStandsInWhereTheSetSaysNone() {
        sets.offer(new BitWriter()
                .bits(24, 0x42c01f)
                .unsigned(0, 0, 2, 1)
                .bits(1, 0)
                .unsigned(19, 14)
                .bits(4, 0b1100)
                .nal(0x67));
        sets.offer(PPS);

        assertEquals(15, sets.track().frameRate());
    }

    @Test
    void anUnusableSetChangesNothing() {
        sets.offer(SPS);
        sets.offer(PPS);
        Track track = sets.track();
        assertThrows(CamkitException.class, () -> sets.offer(SPS.slice(0, 9)));
        assertThrows(CamkitException.class, () -> sets.offer(hex("68")));
        ByteBuffer long5000 = ByteBuffer.allocate(5000).put(0, (byte) 0x68);
        assertThrows(CamkitException.class, () -> sets.offer(long5000));

        assertSame(track, sets.track());
    }

    @Test
    void otherUnitsAreIgnored() {
        assertFalse(sets.offer(hex("6588")));
        assertFalse(sets.offer(ByteBuffer.allocate(0)));
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
