package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtspMessageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "\r\n\r\n", "RTSP/1.0", "RTSP/1.0 99 Low", "options * RTSP/1.0", "OPTIONS * HTTP/1.1"})
    void aHeadWithoutAStartLineIsNoMessage(String head) {
        assertNull(RtspMessage.parse(head.getBytes(StandardCharsets.US_ASCII)));
    }
}
