package io.camkit.media.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class RtcpFuzzTest {
    @FuzzTest
    void anyBytesAreReportsOrNothing(byte[] bytes) {
        var reception = new Reception(90_000);
        reception.packet(ByteBuffer.wrap(bytes), bytes.length);
        for (Rtcp message : Rtcp.read(ByteBuffer.wrap(bytes))) {
            if (message instanceof Rtcp.SenderReport report) {
                reception.report(report, bytes.length);
            }
        }
        if (reception.started()) {
            reception.report(bytes.length);
        }
    }
}
