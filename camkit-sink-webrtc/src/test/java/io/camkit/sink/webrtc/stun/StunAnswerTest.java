package io.camkit.sink.webrtc.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StunAnswerTest {
    private static final int PORT = 32853;
    private static final InetSocketAddress IPV4 = new InetSocketAddress("192.0.2.1", PORT);
    private static final InetSocketAddress IPV6 = new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", PORT);

    private final StunMessage request = read(Vectors.bytes(Vectors.REQUEST));

    private static StunMessage read(ByteBuffer datagram) {
        StunMessage message = StunMessage.read(datagram);
        assertNotNull(message);
        return message;
    }

    private static String hex(ByteBuffer datagram, int from, int length) {
        byte[] bytes = new byte[length];
        datagram.get(from, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void anIpv4AddressIsMappedAsInRfc5769() {
        ByteBuffer answer = StunAnswer.success(request, IPV4, Vectors.KEY);

        assertEquals(Vectors.IPV4_MAPPED, hex(answer, StunFormat.HEADER_BYTES, 12));
    }

    @Test
    void anIpv6AddressIsMappedAsInRfc5769() {
        ByteBuffer answer = StunAnswer.success(request, IPV6, Vectors.KEY);

        assertEquals(Vectors.IPV6_MAPPED, hex(answer, StunFormat.HEADER_BYTES, 24));
    }

    @Test
    void anAnswerHasTheTypeAndTheTransactionOfRfc5769() {
        ByteBuffer answer = StunAnswer.success(request, IPV4, Vectors.KEY);
        ByteBuffer expected = Vectors.bytes(Vectors.IPV4_RESPONSE);

        assertEquals(expected.getShort(0), answer.getShort(0));
        assertEquals(hex(expected, 4, 16), hex(answer, 4, 16));
    }

    @Test
    void anAnswerIsSignedAndHasAFingerprint() {
        ByteBuffer answer = StunAnswer.success(request, IPV6, Vectors.KEY);

        assertTrue(read(answer).integrityHolds(Vectors.KEY)); // reading checks the fingerprint
        assertEquals("80280004", hex(answer, answer.limit() - 8, 4));
    }

    @Test
    void aRoleConflictIsAnError487() {
        ByteBuffer answer = StunAnswer.roleConflict(request, Vectors.KEY);

        assertEquals(StunFormat.BINDING_ERROR, answer.getShort(0));
        assertEquals("00090008" + "00000457", hex(answer, StunFormat.HEADER_BYTES, 8));
        assertTrue(read(answer).integrityHolds(Vectors.KEY));
    }

    @Test
    void anAnswerIsNoRequest() {
        assertFalse(read(StunAnswer.success(request, IPV4, Vectors.KEY)).isBindingRequest());
    }
}
