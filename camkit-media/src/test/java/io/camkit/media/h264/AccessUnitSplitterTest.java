package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessUnitSplitterTest {
    private static final String AUD = "00000001 09f0 ";
    private static final String SETS = "00000001 6742 00000001 68cb ";
    private static final String IDR = "00000001 6588aa ";
    private static final String LATER_IDR = "00000001 6548bb ";
    private static final String SLICE = "00000001 419acc ";
    private static final String LATER_SLICE = "00000001 4148dd ";

    private final List<String> units = new ArrayList<>();
    private final AccessUnitSplitter splitter = new AccessUnitSplitter(32, unit -> units.add(hex(unit)));

    @Test
    void aUnitEndsWhereTheNextPictureBegins() {
        feed(SETS + IDR + LATER_IDR + SLICE + LATER_SLICE + SLICE);

        assertEquals(List.of(SETS + IDR + LATER_IDR, SLICE + LATER_SLICE, SLICE), units);
    }

    @Test
    void delimitersAndParameterSetsBeginAUnit() {
        feed(AUD + SETS + IDR + AUD + SLICE + SETS + IDR);

        assertEquals(List.of(AUD + SETS + IDR, AUD + SLICE, SETS + IDR), units);
    }

    @Test
    void aUnitIsHandedOverAsSoonAsTheNextOneShows() {
        splitter.feed(bytes(SETS + IDR + SLICE));
        assertEquals(List.of(), units);
        splitter.feed(bytes(SLICE));

        assertEquals(List.of(SETS + IDR), units);
    }

    @Test
    void shortStartCodesAndTrailingZerosAreMadeUniform() {
        feed("000001 6588aa 000000 000001 419acc 00");

        assertEquals(List.of(IDR, SLICE), units);
    }

    @Test
    void whatStandsBeforeTheFirstStartCodeIsSkipped() {
        feed("ffd8 0000 02 " + IDR);

        assertEquals(List.of(IDR), units);
    }

    @Test
    void aUnitOverTheLimitIsLeftOutAndTheNextOneIsNot() {
        feed(IDR + "00000001 419a" + "55".repeat(40) + SLICE + LATER_SLICE);

        assertEquals(List.of(IDR, SLICE + LATER_SLICE), units);
        assertEquals(1, splitter.leftOut());
    }

    @Test
    void aStreamMayFollowAnother() {
        feed(IDR);
        feed(SLICE);

        assertEquals(List.of(IDR, SLICE), units);
    }

    /** Byte by byte, which is the hardest way to cut it. */
    private void feed(String stream) {
        ByteBuffer bytes = bytes(stream);
        while (bytes.hasRemaining()) {
            splitter.feed(ByteBuffer.wrap(new byte[] {bytes.get()}));
        }
        splitter.finish();
    }

    private static ByteBuffer bytes(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    /** Written as the constants above are. */
    private static String hex(ByteBuffer unit) {
        byte[] bytes = new byte[unit.remaining()];
        unit.get(bytes);
        StringBuilder text = new StringBuilder();
        for (String nal : HexFormat.of().formatHex(bytes).split("00000001")) {
            text.append(nal.isEmpty() ? "" : "00000001 " + nal + " ");
        }
        return text.toString();
    }
}
