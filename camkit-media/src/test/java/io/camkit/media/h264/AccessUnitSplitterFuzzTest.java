package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class AccessUnitSplitterFuzzTest {
    private static final int MAX_BYTES = 64;

    @FuzzTest
    void unitsDoNotDependOnHowTheStreamIsCut(byte[] bytes) {
        assertEquals(split(bytes, bytes.length + 1), split(bytes, 3));
    }

    private static List<ByteBuffer> split(byte[] bytes, int piece) {
        List<ByteBuffer> units = new ArrayList<>();
        var splitter = new AccessUnitSplitter(MAX_BYTES, unit -> {
            assertTrue(unit.remaining() <= MAX_BYTES);
            units.add(ByteBuffer.allocate(unit.remaining()).put(unit).flip());
        });
        for (int at = 0; at < bytes.length; at += piece) {
            splitter.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
        }
        splitter.finish();
        return units;
    }
}
