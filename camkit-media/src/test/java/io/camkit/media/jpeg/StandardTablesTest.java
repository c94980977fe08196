package io.camkit.media.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class StandardTablesTest {
    @Test
    void theHuffmanTablesAreOneSegmentOfFourTables() {
        ByteBuffer segment = StandardTables.huffman();

        assertEquals(0xffc4, segment.getShort() & 0xffff);
        assertEquals(segment.remaining(), segment.getShort() & 0xffff);
        int tables = 0;
        while (segment.hasRemaining()) {
            segment.get();
            int values = 0;
            for (int length = 1; length <= 16; length++) {
                values += segment.get() & 0xff;
            }
            segment.position(segment.position() + values);
            tables++;
        }
        assertEquals(4, tables);
    }
}
