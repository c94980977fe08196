package io.camkit.media.h265;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
    private static final ByteBuffer VPS = hex("40010c01ffff01600000030090000003000003003c928090");
    private static final ByteBuffer SPS =
            hex("42010101600000030090000003000003003ca00a480f9c926592a4932bc05a020000030002000003003210");
    private static final ByteBuffer OTHER_SPS =
            hex("42010101600000030090000003000003003ca00a480f9c926595964932bc05a02000000300200000030321");
    private static final ByteBuffer PPS = hex("4401c172b46240");

    private final ParameterSets sets = new ParameterSets(90_000, 15);

    @Test
    void oneSetOfEachKindMakesATrack() {
        assertTrue(sets.offer(PPS));
        assertTrue(sets.offer(SPS));
        assertFalse(sets.complete(), "the picture set came before its sequence set");
        assertTrue(sets.offer(VPS));
        assertTrue(sets.offer(PPS));

        assertTrue(sets.complete());
        assertEquals("H265 322x242 25 fps", sets.track().toString());
        assertEquals(List.of(VPS, SPS, PPS), sets.track().parameterSets());
    }

    @Test
    void repeatedSetsKeepTheTrack() {
        offerAll();
        Track track = sets.track();

        assertFalse(sets.offer(VPS) || sets.offer(SPS) || sets.offer(PPS));
        assertSame(track, sets.track());
    }

    @Test
    void aChangedSequenceSetWantsItsPictureSetsAnew() {
        offerAll();
        sets.offer(OTHER_SPS);
        assertFalse(sets.complete());
        sets.offer(PPS);

        assertEquals(List.of(VPS, OTHER_SPS, PPS), sets.track().parameterSets());
        assertEquals(2, sets.sequenceSet().reorderFrames());
    }

    @Test
    void anUnusableSetChangesNothing() {
        offerAll();
        Track track = sets.track();
        assertThrows(CamkitException.class, () -> sets.offer(SPS.slice(0, 15)));
        assertThrows(CamkitException.class, () -> sets.offer(hex("4401")));
        assertThrows(CamkitException.class, () -> sets.offer(hex("4001")));
        ByteBuffer long5000 = ByteBuffer.allocate(5000).put(0, (byte) 0x44);
        assertThrows(CamkitException.class, () -> sets.offer(long5000));

        assertSame(track, sets.track());
    }

    @Test
    void otherUnitsAreIgnored() {
        assertFalse(sets.offer(hex("2601af")));
        assertFalse(sets.offer(ByteBuffer.allocate(0)));
    }

    private void offerAll() {
        sets.offer(VPS);
        sets.offer(SPS);
        sets.offer(PPS);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
