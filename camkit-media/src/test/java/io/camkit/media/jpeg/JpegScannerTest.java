package io.camkit.media.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.media.Ffmpeg;
import io.camkit.media.jpeg.JpegScanner.Verdict;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegScannerTest {
    private static final String START = "ffd8 ffe0 0010 4a46494600010100000100010000 ";
    private static final String TABLE = "ffdb 0004 0001 ";
    private static final String SCAN = "ffda 0008 01 0100 003f00 ";
    private static final String PIXELS =
            "1122 ff00 33 ff00 445566778899aabbccddeeff00112233445566778899aabbccddeeff00 ";
    private static final String END = "ffd9 ";

    private final JpegScanner scanner = new JpegScanner();

    @Test
    void headersSayHowLargeThePictureIs() {
        assertEquals(Verdict.WHOLE, scan(START + TABLE + frame("c0", 1280, 720, 3) + SCAN + PIXELS + END));
        assertEquals(1280, scanner.width());
        assertEquals(720, scanner.height());
        assertEquals(3, scanner.components());
        assertFalse(scanner.progressive());
    }

    @Test
    void aPictureInSeveralPassesEndsBehindTheLast() {
        String passes = SCAN + PIXELS + "ffc4 0004 0011 " + SCAN + PIXELS;

        assertEquals(Verdict.WHOLE, scan(START + frame("c2", 64, 48, 1) + passes + END));
        assertTrue(scanner.progressive());
        assertEquals(1, scanner.components());
    }

    @Test
    void restartMarkersFillBytesAndStuffingAreNoEnd() {
        String pixels = "11 ffd0 22 ffd7 ff00 d9 ffffff00 d9 ffff ";

        assertEquals(Verdict.WHOLE, scan(START + "ffff" + frame("c0", 64, 48, 3) + SCAN + pixels + END));
    }

    @Test
    void theEndIsWhereThePictureEndsAndNotTheBuffer() {
        String whole = START + frame("c0", 64, 48, 3) + SCAN + PIXELS + END;
        scan(whole);
        int end = scanner.end();

        assertEquals(Verdict.WHOLE, scan(whole + "0d0a 2d2d ffd8 ffd9"));
        assertEquals(end, scanner.end());
    }

    @Test
    void aThumbnailInsideIsSteppedOver() {
        String thumbnail = "ffd8" + frame("c0", 160, 120, 3) + SCAN + PIXELS + END;
        int length = 2 + HexFormat.of().parseHex(thumbnail.replace(" ", "")).length;
        String segment = "ffe1" + String.format("%04x", length) + thumbnail;

        assertEquals(Verdict.WHOLE, scan(START + segment + frame("c0", 1280, 720, 3) + SCAN + PIXELS + END));
        assertEquals(1280, scanner.width());
    }

    @Test
    void aSmallFileThatClaimsAHugePictureIsRefusedWithItsFigures() {
        String head = START + frame("c0", 20_000, 16_000, 3) + SCAN;
        ByteBuffer small = ByteBuffer.allocate(631).put(bytes(head));
        small.put(629, (byte) 0xff).put(630, (byte) 0xd9).clear();
        CamkitException refusal = assertThrows(CamkitException.class, () -> scanner.require(small));

        assertEquals("CK-3122", refusal.code());
        assertEquals("a JPEG of 631 bytes claims 20000x16000, more than 16777216 pixels", refusal.what());
    }

    @Test
    void theSizeIsJudgedBeforeTheRestHasArrived() {
        assertEquals(Verdict.TOO_LARGE, scan(START + frame("c0", 65_535, 65_535, 3)));
    }

    @Test
    void tooManyBytesAreRefused() {
        ByteBuffer large =
                ByteBuffer.allocate(JpegScanner.MAX_BYTES + 1).put(bytes(START + frame("c0", 64, 48, 3) + SCAN));
        large.clear();

        assertEquals(
                "CK-3124",
                assertThrows(CamkitException.class, () -> scanner.require(large))
                        .code());
    }

    @Test
    void whereverItIsCutOffItIsTruncated() {
        ByteBuffer whole = bytes(START + TABLE + frame("c0", 64, 48, 3) + SCAN + PIXELS + END);
        for (int length = 0; length < whole.limit(); length++) {
            assertEquals(Verdict.TRUNCATED, scanner.scan(whole.slice(0, length)), "after " + length);
        }
        assertEquals(
                "CK-3123",
                assertThrows(CamkitException.class, () -> scanner.require(whole.slice(0, 60)))
                        .code());
    }

    @Test
    void whatIsNoJpegIsMalformed() {
        String[] malformed = {
            "89504e470d0a1a0a", // PNG
            "ffd9 ffd8",
            START + END, // no picture
            START + SCAN + PIXELS + END, // a scan without a frame
            START + "00 " + END, // no marker where one must be
            START + "ffdb 0001", // a segment shorter than its length
            START + "ffd8", // a second start
            START + frame("c0", 0, 48, 3), // no columns
            START + frame("c0", 64, 0, 3), // no rows
            START + frame("c0", 64, 48, 0), // no components
            START + frame("c0", 64, 48, 5), // too many of them
            START + frame("c3", 64, 48, 3), // lossless
            START + frame("c9", 64, 48, 3), // arithmetic coding
            START + frame("c0", 64, 48, 3) + frame("c0", 64, 48, 3), // two frames
        };
        for (String content : malformed) {
            assertEquals(Verdict.MALFORMED, scan(content), content);
        }
        CamkitException refusal = assertThrows(CamkitException.class, () -> scanner.require(bytes(malformed[0])));
        assertEquals("CK-3121", refusal.code());
    }

    @Test
    void aRealPictureIsWholeAtAnyPlaceInABuffer(@TempDir Path folder) {
        byte[] jpeg = new Ffmpeg(folder).jpeg("640x360");
        for (int before = 0; before < 9; before++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(before + jpeg.length + 100);
            buffer.position(before).put(jpeg).position(before);

            assertEquals(Verdict.WHOLE, scanner.scan(buffer));
            assertEquals(before + jpeg.length, scanner.end());
            assertEquals(640, scanner.width());
            assertEquals(before, buffer.position());
        }
    }

    private Verdict scan(String digits) {
        return scanner.scan(bytes(digits));
    }

    private static String frame(String marker, int width, int height, int components) {
        String each = "011100".repeat(components);
        int length = 8 + 3 * components;
        return String.format("ff%s %04x 08 %04x %04x %02x %s ", marker, length, height, width, components, each);
    }

    private static ByteBuffer bytes(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
