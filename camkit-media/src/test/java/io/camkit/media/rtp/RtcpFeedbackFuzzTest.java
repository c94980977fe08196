package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class RtcpFeedbackFuzzTest {
    @FuzzTest
    void anyBytesAreFeedbackOrNothing(byte[] bytes) {
        // one message takes four bytes at least
        assertTrue(RtcpFeedback.read(ByteBuffer.wrap(bytes)).size() <= bytes.length / Integer.BYTES);
    }
}
