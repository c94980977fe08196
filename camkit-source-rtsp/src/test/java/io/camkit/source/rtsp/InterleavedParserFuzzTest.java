package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;

class InterleavedParserFuzzTest {
    @FuzzTest
    void anyBytesAreFoundAlikeHoweverTheyAreCut(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 64);
        byte[] bytes = data.consumeRemainingAsBytes();

        assertEquals(found(Integer.MAX_VALUE / 2, bytes), found(size, bytes));
    }

    private static String found(int size, byte[] bytes) {
        var found = new InterleavedParserTest.Found();
        String end = "";
        try {
            InterleavedParserTest.feedInPiecesOf(
                    Math.min(size, Math.max(1, bytes.length)), bytes, new InterleavedParser(new RtspFaults("")), found);
        } catch (CamkitException e) {
            end = e.code();
        }
        return found.all + end;
    }
}
