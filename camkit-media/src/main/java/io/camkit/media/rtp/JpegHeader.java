package io.camkit.media.rtp;

import io.camkit.media.jpeg.StandardTables;
import java.nio.ByteBuffer;

/**
 * What stands in a JPEG in front of its coded pixels (RFC 2435, section 4.1 and appendix B).
 *
 * @param type how finely colour is sampled: 0 for 4:2:2, 1 for 4:2:0
 * @param width pixels
 * @param height pixels
 * @param restartInterval blocks between two restart markers; 0 for none
 */
record JpegHeader(int type, int width, int height, int restartInterval) {
    private static final int MAX_BYTES = 640;
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int QUANTIZATION_TABLES = 0xffdb;
    private static final int RESTART_INTERVAL = 0xffdd;
    private static final int FRAME = 0xffc0;
    private static final int SCAN = 0xffda;

    /** Whether camkit knows the type, and the packet could say the size. */
    boolean isReadable() {
        return type <= 1 && width > 0 && height > 0;
    }

    ByteBuffer write(JpegTables tables) {
        ByteBuffer target = ByteBuffer.allocate(MAX_BYTES);
        target.putShort((short) START_OF_IMAGE);
        segment(target, QUANTIZATION_TABLES, 2 * (1 + JpegTables.TABLE_BYTES));
        target.put((byte) 0).put(tables.luma()).put((byte) 1).put(tables.chroma());
        if (restartInterval > 0) {
            segment(target, RESTART_INTERVAL, Short.BYTES);
            target.putShort((short) restartInterval);
        }
        segment(target, FRAME, 15);
        target.put((byte) 8).putShort((short) height).putShort((short) width).put((byte) 3);
        target.put(bytes(1, type == 0 ? 0x21 : 0x22, 0)).put(bytes(2, 0x11, 1)).put(bytes(3, 0x11, 1));
        target.put(StandardTables.huffman());
        segment(target, SCAN, 10);
        target.put((byte) 3).put(bytes(1, 0, 2, 0x11, 3, 0x11)).put(bytes(0, 63, 0));
        return target.flip();
    }

    private static void segment(ByteBuffer target, int marker, int bytes) {
        target.putShort((short) marker).putShort((short) (Short.BYTES + bytes));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
