package io.camkit.source.rtsp;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RtspMessageFuzzTest {
    @FuzzTest
    void anyHeadIsAMessageOrNone(byte[] head) {
        RtspMessage message = RtspMessage.parse(head);
        if (message != null) {
            SessionHeader.parse(message.header("Session")).aliveInterval();
            TransportField.parse(message.header("Transport"));
            StreamUris.of(Rtsp.at("rtsp://cam/"), message).resolve(message.header("Content-Location"));
            message.number("CSeq", 0);
        }
    }
}
