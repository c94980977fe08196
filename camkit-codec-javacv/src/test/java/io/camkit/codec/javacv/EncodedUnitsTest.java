package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.Codec;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EncodedUnitsTest {
    private static final String SPS = "6742c01fd9005005bb011000000300100000030320f1832480";
    private static final String PPS = "68cb83cb20";
    private static final String KEY = "6588840bf2628001";
    private static final String DELTA = "419a2207f8";
    private static final String AUD = "09f0";

    private final EncodedUnits units = new EncodedUnits(Clip.track(Codec.H264, 1280, 720));

    private String rewrite(String packet, boolean keyFrame) {
        ByteBuffer unit = units.rewrite(ByteBuffer.wrap(HexFormat.of().parseHex(packet)), keyFrame);
        if (unit == null) {
            return "";
        }
        byte[] bytes = new byte[unit.remaining()];
        unit.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void everyStartCodeHasFourBytes() {
        assertEquals(
                "00000001" + SPS + "00000001" + PPS + "00000001" + KEY,
                rewrite("00000001" + AUD + "000001" + SPS + "000001" + PPS + "000001" + KEY, true));
        assertEquals("00000001" + DELTA, rewrite("000001" + DELTA + "0000", false));
    }

    @Test
    void setsThatCameByThemselvesStandBeforeEveryKeyFrame() {
        assertEquals("", rewrite("00000001" + SPS + "00000001" + PPS, false));
        String key = "00000001" + SPS + "00000001" + PPS + "00000001" + KEY;
        assertEquals(key, rewrite("00000001" + KEY, true));
        assertEquals(key, rewrite("00000001" + KEY, true));
        assertEquals("00000001" + DELTA, rewrite("00000001" + DELTA, false));
    }

    @Test
    void theTrackStaysWhileTheSetsDo() {
        rewrite("00000001" + SPS + "00000001" + PPS + "00000001" + KEY, true);
        Track before = units.track();
        rewrite("00000001" + SPS + "00000001" + PPS + "00000001" + KEY, true);
        assertSame(before, units.track());
    }

    @Test
    void withoutSetsNothingCanBeDecoded() {
        assertNull(units.rewrite(ByteBuffer.wrap(HexFormat.of().parseHex("00000001" + KEY)), true));
        assertNotNull(units.rewrite(
                ByteBuffer.wrap(HexFormat.of().parseHex("000001" + SPS + "000001" + PPS + "000001" + KEY)), true));
    }
}
