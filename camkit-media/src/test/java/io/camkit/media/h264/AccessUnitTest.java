package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AccessUnitTest {
    @Test
    void aUnitWithAnIdrPictureIsAKeyFrame() {
        assertTrue(AccessUnit.keyFrame(hex("0000000109f000000001674200000001060500000000016588")));
        assertTrue(AccessUnit.keyFrame(hex("0000016588")));
        assertFalse(AccessUnit.keyFrame(hex("00000001419a000000016588")));
        assertFalse(AccessUnit.keyFrame(hex("0000000167420000000168cb")));
        assertFalse(AccessUnit.keyFrame(hex("000001")));
        assertFalse(AccessUnit.keyFrame(hex("")));
    }

    @Test
    void whatCannotFollowASliceBeginsAUnit() {
        for (String beginning : new String[] {"09f0", "6742", "68cb", "0605", "419a", "6588", "0e00"}) {
            assertTrue(AccessUnit.startsAfterSlice(hex(beginning)), beginning);
        }
        for (String continuation : new String[] {"4148", "0a", "0cff", "4388", "1300"}) {
            assertFalse(AccessUnit.startsAfterSlice(hex(continuation)), continuation);
        }
    }

    @Test
    void typesAndReferencesComeFromTheFirstByte() {
        assertEquals(Nal.IDR, Nal.type((byte) 0x65));
        assertTrue(Nal.isReference((byte) 0x41));
        assertFalse(Nal.isReference((byte) 0x01));
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
