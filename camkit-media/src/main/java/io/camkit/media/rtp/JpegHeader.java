package io.camkit.media.rtp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

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
    private static final int HUFFMAN_TABLES = 0xffc4;
    private static final int SCAN = 0xffda;

    /** ITU-T T.81, tables K.3 to K.6, each with its class and number in front. */
    private static final byte[] HUFFMAN = HexFormat.of()
            .parseHex("00" + "00010501010101010100000000000000" + "000102030405060708090a0b"
                    + "01" + "00030101010101010101010000000000" + "000102030405060708090a0b"
                    + "10" + "0002010303020403050504040000017d"
                    + "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728"
                    + "292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a83848586878889"
                    + "8a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2"
                    + "e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa"
                    + "11" + "00020102040403040705040400010277"
                    + "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a26"
                    + "2728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a828384858687"
                    + "88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da"
                    + "e2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa");

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
        segment(target, HUFFMAN_TABLES, HUFFMAN.length);
        target.put(HUFFMAN);
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
