package io.camkit.media.h265;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.media.bits.BitWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SpsTest {
    /** x265, Main, 322x242, 25 frames a second, no B-frames. */
    private static final ByteBuffer PLAIN =
            hex("42010101600000030090000003000003003ca00a480f9c926592a4932bc05a020000030002000003003210");

    /** The same with B-frames that others refer to. */
    private static final ByteBuffer REORDERED =
            hex("42010101600000030090000003000003003ca00a480f9c926595964932bc05a02000000300200000030321");

    @Test
    void sizeRateAndCodecAreThoseOfTheEncoder() {
        Sps sps = Sps.parse(PLAIN);

        assertEquals(322, sps.width());
        assertEquals(242, sps.height());
        assertEquals(25, sps.frameRate());
        assertEquals(0, sps.reorderFrames());
        assertEquals(8, sps.lumaDepth());
        assertEquals("hvc1.1.6.L60.90", sps.codecs());
    }

    @Test
    void theReorderDepthIsToldBesideTheRate() {
        Sps sps = Sps.parse(REORDERED);

        assertEquals(2, sps.reorderFrames());
        assertEquals(25, sps.frameRate());
    }

    @Test
    void whatSubLayersSayIsSteppedOver() {
        BitWriter bits = new BitWriter().bits(4, 0).bits(3, 2).bits(1, 1);
        profile(bits)
                .bits(16, 0b1101_0000_0000_0000)
                .bits(44, 0)
                .bits(44, 0)
                .bits(8, 30)
                .bits(8, 60);
        Sps sps = Sps.parse(bits.unsigned(0, 1, 1920, 1080)
                .bits(1, 0)
                .unsigned(0, 0, 4)
                .bits(1, 1)
                .unsigned(4, 1, 0, 4, 2, 0, 4, 3, 0)
                .nal(0x42, 0x01));

        assertEquals(1920, sps.width());
        assertEquals(3, sps.reorderFrames());
    }

    @Test
    void theConformanceWindowCountsInUnitsOfTheChromaFormat() {
        assertEquals(1072, picture(1, 1920, 1080, 0, 0, 1, 3).height());
        assertEquals(1076, picture(3, 1920, 1080, 0, 0, 1, 3).height());
        assertEquals(1912, picture(2, 1920, 1080, 2, 2, 0, 0).width());
    }

    @Test
    void aHighTierAndAProfileSpaceAreNamed() {
        var profile = new Sps.Profile(1, true, 2, 0x2000_0000, 0x9000_0000_0000L, 120);

        assertEquals("hvc1.A2.4.H120.90", new Sps(0, 0, profile, 2, 2, 0, 0, 1, 10, 10).codecs());
    }

    @Test
    void aHugePictureIsRefusedWithItsSize() {
        CamkitException refusal = assertThrows(CamkitException.class, () -> picture(1, 20_000, 16_000, 0, 0, 0, 0));

        assertEquals("CK-3112", refusal.code());
        assertEquals("the H.265 picture is 20000x16000, larger than 16384 pixels a side", refusal.what());
    }

    @Test
    void aWindowThatLeavesNothingIsRefused() {
        assertEquals(
                "CK-3111",
                assertThrows(CamkitException.class, () -> picture(1, 16, 16, 4, 4, 0, 0))
                        .code());
    }

    @Test
    void aPictureWithoutSizeIsRefused() {
        assertEquals(
                "CK-3111",
                assertThrows(CamkitException.class, () -> picture(1, 0, 16, 0, 0, 0, 0))
                        .code());
    }

    @Test
    void whatIsMissingBehindTheSizeCostsTheRateOnly() {
        assertEquals(0, Sps.parse(PLAIN.slice(0, 34)).frameRate());
        assertEquals(322, Sps.parse(PLAIN.slice(0, 34)).width());
    }

    @Test
    void whereverASetIsCutOffBeforeThatItIsRefused() {
        for (int length = 0; length < 20; length++) {
            ByteBuffer cut = PLAIN.slice(0, length);
            CamkitException refusal = assertThrows(CamkitException.class, () -> Sps.parse(cut), "after " + length);
            assertEquals("CK-3111", refusal.code());
        }
    }

    private static Sps picture(int chroma, int width, int height, int... window) {
        BitWriter bits = profile(new BitWriter().bits(8, 1)).unsigned(0, chroma);
        if (chroma == 3) {
            bits.bits(1, 0);
        }
        return Sps.parse(bits.unsigned(width, height)
                .bits(1, 1)
                .unsigned(window)
                .unsigned(0, 0, 4)
                .bits(1, 1)
                .unsigned(4, 0, 0)
                .nal(0x42, 0x01));
    }

    private static BitWriter profile(BitWriter bits) {
        return bits.bits(8, 1).bits(32, 0x6000_0000).bits(48, 0x9000_0000_0000L).bits(8, 93);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
