package io.camkit.sink.webrtc.stun;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

class StunMessageFuzzTest {
    private static final InetSocketAddress FROM = new InetSocketAddress("192.0.2.1", 9);

    @FuzzTest
    void anyBytesAreNothingOrAMessageWhoseAnswerCanBeRead(byte[] bytes) {
        StunMessage message = StunMessage.read(ByteBuffer.wrap(bytes));
        if (message != null) {
            message.integrityHolds(Vectors.KEY);
            StunMessage answer = StunMessage.read(StunAnswer.success(message, FROM, Vectors.KEY));
            assertTrue(answer != null && answer.integrityHolds(Vectors.KEY));
        }
    }
}
