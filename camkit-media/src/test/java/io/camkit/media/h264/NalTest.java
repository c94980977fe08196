package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NalTest {
    @Test
    void aStartCodeIsFoundAtEveryPlaceInEitherByteOrder() {
        for (int at = 0; at < 96; at++) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
                ByteBuffer data = filled(100, (byte) 0x55).order(order);
                data.put(at, (byte) 0).put(at + 1, (byte) 0).put(at + 2, (byte) 1);

                assertEquals(at, Nal.find(data, 0, 100), "at " + at);
                assertEquals(at, Nal.find(data, at, at + 3), "exactly there, at " + at);
                assertEquals(Nal.NONE, Nal.find(data, at + 1, 100), "behind it, at " + at);
                assertEquals(Nal.NONE, Nal.find(data, 0, at + 2), "cut off, at " + at);
            }
        }
    }

    @Test
    void theFirstOfSeveralIsFound() {
        ByteBuffer data = filled(64, (byte) 0x55);
        data.put(40, new byte[] {0, 0, 1}).put(20, new byte[] {0, 0, 1});

        assertEquals(20, Nal.find(data, 0, 64));
    }

    @Test
    void zerosAndOnesThatAreNoStartCodeAreNot() {
        assertEquals(Nal.NONE, Nal.find(filled(64, (byte) 0), 0, 64));
        assertEquals(Nal.NONE, Nal.find(filled(64, (byte) 1), 0, 64));
        ByteBuffer escaped = filled(64, (byte) 0x55);
        escaped.put(7, new byte[] {0, 0, 3, 1, 0, 1, 0, 0, 2});
        assertEquals(Nal.NONE, Nal.find(escaped, 0, 64));
    }

    @Test
    void aFourByteCodeIsFoundAtItsSecondZero() {
        ByteBuffer data = filled(64, (byte) 0x55);
        data.put(30, new byte[] {0, 0, 0, 1});

        assertEquals(31, Nal.find(data, 0, 64));
    }

    private static ByteBuffer filled(int size, byte value) {
        ByteBuffer data = ByteBuffer.allocateDirect(size);
        while (data.hasRemaining()) {
            data.put(value);
        }
        return data.clear();
    }
}
