package io.camkit.source.test;

import java.io.ByteArrayOutputStream;

/** The example tables of T.81, annex K, and the header that announces them. */
final class JpegTables {
    static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private static final int[] LUMA_QUANTIZER = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    private static final int[] CHROMA_QUANTIZER = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99
    };

    // how many codes there are of 1 to 16 bits, then the symbols in order of their codes, in hexadecimal
    private static final String LUMA_DC = "00010501010101010100000000000000" + "000102030405060708090a0b";
    private static final String CHROMA_DC = "00030101010101010101010000000000" + "000102030405060708090a0b";
    private static final String LUMA_AC = "0002010303020403050504040000017d"
            + "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738"
            + "393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5"
            + "a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa";
    private static final String CHROMA_AC = "00020102040403040705040400010277"
            + "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738"
            + "393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4"
            + "a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa";

    final Channel luma;
    final Channel chroma;

    JpegTables(int quality) {
        luma = new Channel(scaled(LUMA_QUANTIZER, quality), codes(LUMA_DC), codes(LUMA_AC));
        chroma = new Channel(scaled(CHROMA_QUANTIZER, quality), codes(CHROMA_DC), codes(CHROMA_AC));
    }

    private static int[] scaled(int[] quantizer, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] scaled = new int[quantizer.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.max(1, Math.min(255, (quantizer[i] * percent + 50) / 100));
        }
        return scaled;
    }

    /** By symbol: the code in the lower, its length in the upper sixteen bits (T.81, annex C). */
    private static int[] codes(String table) {
        int[] codes = new int[256];
        int code = 0;
        int symbol = 16;
        for (int length = 1; length <= 16; length++) {
            for (int i = hex(table, length - 1); i > 0; i--) {
                codes[hex(table, symbol++)] = length << 16 | code++;
            }
            code <<= 1;
        }
        return codes;
    }

    private static int hex(String text, int index) {
        return Integer.parseInt(text, 2 * index, 2 * index + 2, 16);
    }

    /** Everything from SOI to the first entropy-coded byte. */
    byte[] header(int width, int height) {
        var out = new ByteArrayOutputStream();
        write(out, 0xffd8);
        segment(out, 0xe0, "4a46494600" + "0102" + "00" + "00010001" + "0000");
        segment(out, 0xdb, "00" + quantizerInZigzag(luma) + "01" + quantizerInZigzag(chroma));
        segment(out, 0xc0, String.format("08%04x%04x", height, width) + "03" + "012200" + "021101" + "031101");
        segment(out, 0xc4, "00" + LUMA_DC + "10" + LUMA_AC + "01" + CHROMA_DC + "11" + CHROMA_AC);
        segment(out, 0xda, "03" + "0100" + "0211" + "0311" + "003f00");
        return out.toByteArray();
    }

    private static String quantizerInZigzag(Channel channel) {
        var text = new StringBuilder();
        for (int place : ZIGZAG) {
            text.append(String.format("%02x", channel.quantizer[place]));
        }
        return text.toString();
    }

    private static void segment(ByteArrayOutputStream out, int marker, String content) {
        write(out, 0xff00 | marker);
        write(out, 2 + content.length() / 2);
        for (int i = 0; i < content.length() / 2; i++) {
            out.write(hex(content, i));
        }
    }

    private static void write(ByteArrayOutputStream out, int twoBytes) {
        out.write(twoBytes >> 8);
        out.write(twoBytes);
    }

    /** What brightness, or colour, is coded with. */
    static final class Channel {
        private static final int FRACTION_BITS = 16;

        /** Divisors in the order of rows. */
        final int[] quantizer;

        private final int[] reciprocals = new int[64];
        final int[] dc;
        final int[] ac;

        private Channel(int[] quantizer, int[] dc, int[] ac) {
            this.quantizer = quantizer;
            this.dc = dc;
            this.ac = ac;
            for (int i = 0; i < quantizer.length; i++) {
                reciprocals[i] = ((1 << FRACTION_BITS) + quantizer[i] / 2) / quantizer[i];
            }
        }

        /** A coefficient divided by its quantizer and rounded to the nearest. */
        int level(int coefficient, int place) {
            int magnitude = (Math.abs(coefficient) * reciprocals[place] + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
            return coefficient < 0 ? -magnitude : magnitude;
        }
    }
}
