package io.camkit.source.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartParserTest {
    private static final String COUNTED = "--cam\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nabcd\r\n";

    @Test
    void partsWithALengthAreCounted() {
        assertEquals(List.of("abcd", "abcd"), partsOf("cam", COUNTED + COUNTED));
    }

    @Test
    void partsWithoutALengthEndBeforeTheNextBoundary() {
        assertEquals(
                List.of("abc\r", "d--cam"),
                partsOf("cam", "--cam\r\nContent-Type: image/jpeg\r\n\r\nabc\r\n--cam\r\n\r\nd--cam\n--cam\r\n\r\nx"));
    }

    /** Both columns are from cameras that exist: what the field says, and what stands in the body. */
    @ParameterizedTest
    @CsvSource({
        "cam, --cam",
        "--cam, --cam",
        "--cam, ----cam",
        "cam, cam",
        "'', --cam",
        "other, --cam",
        "=_cam(1)?, --=_cam(1)?",
    })
    void theBoundaryMayBeSpelledInAnyWay(String announced, String inBody) {
        String part = inBody + "\r\n\r\nabc\r\n";

        assertEquals(List.of("abc\r", "abc\r"), partsOf(announced, part + part + inBody + "\r\n"));
    }

    @Test
    void blankLinesAndAPreambleBeforeTheFirstBoundaryAreSkipped() {
        assertEquals(List.of("abcd"), partsOf("cam", "\r\n\r\nThis is a stream.\r\n" + COUNTED));
    }

    @Test
    void aBoundaryMayFollowTheEndOfAJpegAtOnce() {
        assertEquals(List.of("a\u00ff\u00d9"), partsOf("cam", "--cam\r\n\r\na\u00ff\u00d9--cam\r\n\r\n"));
    }

    @Test
    void whatOnlyLooksLikeABoundaryIsData() {
        assertEquals(
                List.of("\n--ca\n\n--c--cam\u00d9-\r\n--caM\r"),
                partsOf("cam", "--cam\r\n\r\n\n--ca\n\n--c--cam\u00d9-\r\n--caM\r\n--cam\r\n"));
    }

    @Test
    void thePartsAreTheSameHoweverTheBytesAreCut() {
        String body = COUNTED + "--cam\n\n\n--ca\u00d9--c\n\u00d9--cam\r\n\r\n\u00d9\r\n--cam \r\n\r\nz\n--cam\r\n";
        List<String> whole = partsOf("cam", body);
        for (int size = 1; size < body.length(); size++) {
            assertEquals(whole, partsInPiecesOf(size, body).all, "pieces of " + size);
        }
        assertEquals(List.of("abcd", "\n--ca\u00d9--c\n\u00d9", "\u00d9\r", "z"), whole);
    }

    @Test
    void afterALengthThatWasTooShortTheRestIsSkippedAndReported() {
        var parts = partsInPiecesOf(1000, COUNTED.replace("abcd", "abcdefg") + COUNTED);

        assertEquals(List.of("abcd", "abcd"), parts.all);
        assertEquals("efg\r\n".length(), parts.skipped);
    }

    @Test
    void anEmptyPartIsAPart() {
        assertEquals(List.of("", "abcd"), partsOf("cam", "--cam\r\nContent-Length: 0\r\n\r\n\r\n" + COUNTED));
    }

    @Test
    void theLengthOfAPartIsToldBeforeItsFirstByte() {
        var parts = partsInPiecesOf(1000, "--cam\r\nContent-length: 123456789012\r\n\r\n");

        assertEquals(123_456_789_012L, parts.length);
    }

    @Test
    void aBodyWithoutABoundaryIsRefused() {
        String what = refusalOf("x\n".repeat(40_000));

        assertEquals("CK-2214", what);
    }

    @Test
    void aPartWhoseHeadNeverEndsIsRefused() {
        assertEquals("CK-2214", refusalOf("--cam\r\n" + "a: b\r\n".repeat(3000)));
        assertEquals("CK-2214", refusalOf("--cam\r\na: " + "b".repeat(5000) + "\r\n"));
    }

    private static String refusalOf(String body) {
        return assertThrows(CamkitException.class, () -> partsOf("cam", body)).code();
    }

    private static List<String> partsOf(String announced, String body) {
        return take(announced, body.length(), body).all;
    }

    private static Collected partsInPiecesOf(int size, String body) {
        return take("cam", size, body);
    }

    private static Collected take(String announced, int size, String body) {
        var parts = new Collected();
        var parser = new MultipartParser(announced, new HttpFaults("http://cam/"), parts);
        byte[] bytes = body.getBytes(ISO_8859_1);
        for (int at = 0; at < bytes.length; at += size) {
            parser.parse(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
        }
        return parts;
    }

    static final class Collected implements MultipartParser.Parts {
        final List<String> all = new ArrayList<>();
        final StringBuilder current = new StringBuilder();
        long length;
        int skipped;

        @Override
        public void begin(long announced) {
            current.setLength(0);
            length = announced;
        }

        @Override
        public void data(ByteBuffer piece) {
            current.append(ISO_8859_1.decode(piece));
        }

        @Override
        public void end() {
            all.add(current.toString());
        }

        @Override
        public void skipped(int bytes) {
            skipped += bytes;
        }
    }
}
