package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbationTest {
    private final Probation probation = new Probation();

    @BeforeEach
    void begin() {
        assertTrue(admits(1, 65_530));
    }

    @Test
    void lossAndReorderingAreNothingToDoubt() {
        assertTrue(admits(1, 20));
        assertTrue(admits(1, 65_531));
        assertTrue(admits(1, 21));
    }

    @Test
    void aSinglePacketOfAnotherSenderIsKeptOut() {
        assertFalse(admits(2, 65_531));
        assertTrue(admits(1, 65_531));
        assertFalse(admits(2, 65_533));
    }

    @Test
    void twoInARowMakeAnotherSenderTheSender() {
        assertFalse(admits(2, 7));
        assertTrue(admits(2, 8));
        assertTrue(admits(2, 9));
        assertFalse(admits(1, 65_531));
    }

    @Test
    void aNumberFarAwayIsBelievedWhenTheNextFollows() {
        assertFalse(admits(1, 30_000));
        assertTrue(admits(1, 65_531));
        assertFalse(admits(1, 100));
        assertTrue(admits(1, 101));
    }

    @Test
    void whatIsNoRtpIsKeptOut() {
        assertFalse(probation.admits(ByteBuffer.allocate(12)));
        assertFalse(probation.admits(ByteBuffer.wrap(new byte[] {(byte) 0x80})));
    }

    private boolean admits(int source, int sequence) {
        ByteBuffer packet = ByteBuffer.allocate(12).put((byte) 0x80).put((byte) 96);
        return probation.admits(
                packet.putShort((short) sequence).putInt(0).putInt(source).flip());
    }
}
