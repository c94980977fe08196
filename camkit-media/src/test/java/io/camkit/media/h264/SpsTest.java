package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.media.bits.BitWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SpsTest {
    /** x264, Baseline, 1280x720, 25 frames a second. */
    private static final ByteBuffer BASELINE = hex("6742c01fd9005005bb011000000300100000030320f1832480");

    @Test
    void sizeRateAndCodecAreThoseOfTheEncoder() {
        Sps sps = Sps.parse(BASELINE);

        assertEquals(1280, sps.width());
        assertEquals(720, sps.height());
        assertEquals(25, sps.frameRate());
        assertEquals(0, sps.reorderFrames());
        assertEquals("avc1.42c01f", sps.codecs());
    }

    @Test
    void bufferingModelsAreSteppedOver() {
        // x264, High, 1920x1080 with nal-hrd=vbr
        Sps sps = Sps.parse(hex("67640028acd940780227e5c044000003000400000300c9898003d090007a12930c01e30632c0"));

        assertEquals(1080, sps.height());
        assertEquals(25, sps.frameRate());
        assertEquals(2, sps.reorderFrames());
        assertEquals("avc1.640028", sps.codecs());
    }

    @Test
    void withoutUsabilityInformationRateAndOrderAreUnknown() {
        Sps sps = Sps.parse(main(0).unsigned(119, 67).bits(1, 1).bits(3, 0b100).nal(0x67));

        assertEquals(1920, sps.width());
        assertEquals(1088, sps.height());
        assertEquals(0, sps.frameRate());
        assertEquals(Sps.UNKNOWN, sps.reorderFrames());
    }

    @Test
    void orderTypeTwoMeansNoReordering() {
        assertEquals(
                0,
                Sps.parse(main(2).unsigned(119, 67).bits(4, 0b1100).nal(0x67)).reorderFrames());
    }

    @Test
    void croppingCountsInUnitsOfTheChromaFormat() {
        Sps sps = Sps.parse(main(0).unsigned(119, 67)
                .bits(3, 0b111)
                .unsigned(0, 0, 0, 4)
                .bits(1, 0)
                .nal(0x67));

        assertEquals(1080, sps.height());
    }

    @Test
    void fieldsDoubleTheRows() {
        Sps sps = Sps.parse(main(0).unsigned(44, 17).bits(5, 0b00100).nal(0x67));

        assertEquals(576, sps.height());
    }

    @Test
    void scalingListsAndChromaOfHighProfilesAreSteppedOver() {
        var bits = new BitWriter().bits(24, 0x7a0028).unsigned(0, 2, 2, 2).bits(3, 0b011);
        bits.unsigned(16).bits(7, 0); // the first list says at once that the default one is used: a delta of -8
        Sps sps = Sps.parse(bits.unsigned(0, 0, 0, 1)
                .bits(1, 0)
                .unsigned(79, 44)
                .bits(4, 0b1100)
                .nal(0x67));

        assertEquals(1280, sps.width());
        assertEquals(720, sps.height());
        assertEquals(2, sps.chromaFormat());
        assertEquals(10, sps.lumaDepth());
    }

    @Test
    void aHugePictureIsRefusedWithItsSize() {
        ByteBuffer huge = main(2).unsigned(1249, 999).bits(4, 0b1100).nal(0x67);
        CamkitException refusal = assertThrows(CamkitException.class, () -> Sps.parse(huge));

        assertEquals("CK-3112", refusal.code());
        assertEquals("the H.264 picture is 20000x16000, larger than 16384 pixels a side", refusal.what());
    }

    @Test
    void croppingThatLeavesNothingIsRefused() {
        ByteBuffer nothing = main(0).unsigned(0, 0)
                .bits(3, 0b111)
                .unsigned(4, 4, 0, 0)
                .bits(1, 0)
                .nal(0x67);

        assertEquals(
                "CK-3111",
                assertThrows(CamkitException.class, () -> Sps.parse(nothing)).code());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        ByteBuffer references =
                new BitWriter().bits(24, 0x4d0028).unsigned(0, 0, 0, 0, 17).nal(0x67);

        assertEquals(
                "CK-3111",
                assertThrows(CamkitException.class, () -> Sps.parse(references)).code());
    }

    @Test
    void aNumberOfMoreThan32BitsIsRefused() {
        ByteBuffer endless =
                new BitWriter().bits(24, 0x4d0028).bits(32, 0).bits(32, 0).nal(0x67);

        assertEquals(
                "CK-3111",
                assertThrows(CamkitException.class, () -> Sps.parse(endless)).code());
    }

    @Test
    void whereverASetIsCutOffItIsRefused() {
        for (int length = 0; length < BASELINE.remaining() - 3; length++) {
            ByteBuffer cut = BASELINE.slice(0, length);
            CamkitException refusal = assertThrows(CamkitException.class, () -> Sps.parse(cut), "after " + length);
            assertEquals("CK-3111", refusal.code());
        }
    }

    /** Main profile up to and including gaps_in_frame_num_value_allowed_flag. */
    private static BitWriter main(int orderType) {
        var bits = new BitWriter().bits(24, 0x4d0028).unsigned(0, 0, orderType);
        if (orderType == 0) {
            bits.unsigned(0);
        }
        return bits.unsigned(1).bits(1, 0);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
