package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReceptionTest {
    private static final long MILLI = 1_000_000;
    private static final int SENDER = 0x1122_3344;

    private final Reception reception = new Reception(90_000);

    @Test
    void packetsThatAllArriveAreNotLost() {
        receive(65_534, 65_535, 0, 1);

        assertEquals(new ReceptionReport(SENDER, 0, 0, 0x1_0001, 0, 0, 0), reception.report(0));
    }

    @Test
    void lossCountsSinceTheBeginningAndSinceTheLastReport() {
        receive(1, 2, 4);
        assertEquals(64, reception.report(0).fractionLost());

        receive(5, 6);
        assertEquals(0, reception.report(0).fractionLost());
        assertEquals(1, reception.report(0).lost());
    }

    @Test
    void aPacketThatCameTwiceIsLessThanNoLoss() {
        receive(1, 2, 2, 2, 3);

        assertEquals(-2, reception.report(0).lost());
        assertEquals(0, reception.report(0).fractionLost());
    }

    @Test
    void aPacketThatComesLateIsNotLost() {
        receive(1, 3, 2, 4);

        assertEquals(0, reception.report(0).lost());
        assertEquals(4, reception.report(0).highestSequence());
    }

    @Test
    void aJumpIsBelievedWhenASecondPacketConfirmsIt() {
        receive(1, 2, 30_000);
        assertEquals(2, reception.report(0).highestSequence());

        receive(30_001, 30_002);
        assertEquals(30_002, reception.report(0).highestSequence());
        assertEquals(0, reception.report(0).lost());
    }

    @Test
    void unevenArrivalIsJitter() {
        reception.packet(packet(1, 0, SENDER), 0);
        reception.packet(packet(2, 3600, SENDER), 40 * MILLI);
        assertEquals(0, reception.report(0).jitter());

        reception.packet(packet(3, 7200, SENDER), 90 * MILLI);
        assertEquals(900 / 16, reception.report(0).jitter()); // 10 ms late, of which a sixteenth counts
    }

    @Test
    void theLastSenderReportIsSentBackWithItsAge() {
        receive(1);
        reception.report(new Rtcp.SenderReport(SENDER, 0xe8d4_a510_8000_0000L, 0), 100 * MILLI);
        reception.report(new Rtcp.SenderReport(77, 0, 0), 200 * MILLI);

        assertEquals(0xa510_8000, reception.report(600 * MILLI).lastReport());
        assertEquals(0x8000, reception.report(600 * MILLI).sinceLastReport());
    }

    @Test
    void anotherSenderStartsAnew() {
        receive(1, 3);
        reception.packet(packet(9000, 0, 55), 0);

        assertEquals(new ReceptionReport(55, 0, 0, 9000, 0, 0, 0), reception.report(0));
    }

    @Test
    void whatIsNoRtpIsLeftOut() {
        reception.packet(ByteBuffer.allocate(12), 0);

        assertFalse(reception.started());
    }

    private void receive(int... sequences) {
        for (int sequence : sequences) {
            reception.packet(packet(sequence, 0, SENDER), 0);
        }
    }

    private static ByteBuffer packet(int sequence, int timestamp, int source) {
        return ByteBuffer.allocate(12)
                .putShort((short) 0x8060)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(source)
                .flip();
    }
}
