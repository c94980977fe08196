package io.camkit.media.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.media.jpeg.JpegScanner.Verdict;
import java.nio.ByteBuffer;

class JpegScannerFuzzTest {
    @FuzzTest
    void whatIsWholeEndsInItsLastMarkerAndStaysWholeByItself(byte[] bytes) {
        var scanner = new JpegScanner();
        if (scanner.scan(ByteBuffer.wrap(bytes)) == Verdict.WHOLE) {
            int end = scanner.end();
            assertTrue((long) scanner.width() * scanner.height() <= JpegScanner.MAX_PIXELS);
            assertEquals((byte) 0xd9, bytes[end - 1]);
            assertEquals(Verdict.WHOLE, scanner.scan(ByteBuffer.wrap(bytes, 0, end)));
            assertEquals(Verdict.TRUNCATED, scanner.scan(ByteBuffer.wrap(bytes, 0, end - 1)));
        }
    }
}
