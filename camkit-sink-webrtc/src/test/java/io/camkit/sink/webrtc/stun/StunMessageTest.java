package io.camkit.sink.webrtc.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StunMessageTest {
    private static final int UNKNOWN = 0x8022;
    private static final int LONGEST = 1500;

    private static StunMessage read(ByteBuffer datagram) {
        StunMessage message = StunMessage.read(datagram);
        assertNotNull(message);
        return message;
    }

    @Test
    void theRequestOfRfc5769IsACheckOfItsUser() {
        StunMessage request = read(Vectors.bytes(Vectors.REQUEST));

        assertTrue(request.isBindingRequest());
        assertEquals("evtj:h6vY", request.username());
        assertTrue(request.isControlled());
        assertFalse(request.useCandidate());
    }

    @ParameterizedTest
    @ValueSource(strings = {Vectors.REQUEST, Vectors.IPV4_RESPONSE, Vectors.IPV6_RESPONSE})
    void theIntegrityOfRfc5769HoldsWithItsPassword(String vector) {
        assertTrue(read(Vectors.bytes(vector)).integrityHolds(Vectors.KEY));
    }

    @Test
    void theIntegrityFailsWithAnotherPassword() {
        assertFalse(read(Vectors.bytes(Vectors.REQUEST)).integrityHolds(StunKey.of("VOkJxbRl1RmTxUk/WvJxBT")));
    }

    @Test
    void theIntegrityFailsWhenABitInFrontOfItChanged() {
        ByteBuffer request =
                WrittenStun.request().user("a:b").signed(Vectors.KEY).done();
        request.put(StunFormat.TRANSACTION_AT, (byte) 1);

        assertFalse(read(request).integrityHolds(Vectors.KEY));
    }

    @Test
    void aMessageWithoutIntegrityHasNone() {
        assertFalse(read(WrittenStun.request().user("a:b").done()).integrityHolds(Vectors.KEY));
    }

    @Test
    void aResponseIsNoRequest() {
        assertFalse(read(Vectors.bytes(Vectors.IPV4_RESPONSE)).isBindingRequest());
    }

    @Test
    void aNominationIsSeen() {
        assertTrue(read(WrittenStun.request()
                        .attribute(StunFormat.USE_CANDIDATE, new byte[0])
                        .done())
                .useCandidate());
    }

    @Test
    void whatStandsBehindTheIntegrityIsIgnored() {
        StunMessage request = read(WrittenStun.request()
                .signed(Vectors.KEY)
                .user("a:b")
                .attribute(StunFormat.USE_CANDIDATE, new byte[0])
                .attribute(StunFormat.ICE_CONTROLLED, new byte[Long.BYTES])
                .done());

        assertNull(request.username());
        assertFalse(request.useCandidate());
        assertFalse(request.isControlled());
    }

    @Test
    void aSecondIntegrityIsIgnored() {
        assertTrue(read(WrittenStun.request()
                        .signed(Vectors.KEY)
                        .signed(StunKey.of("another"))
                        .done())
                .integrityHolds(Vectors.KEY));
    }

    @Test
    void theFirstOfTwoUsersCounts() {
        assertEquals(
                "a:b",
                read(WrittenStun.request().user("a:b").user("c:d").done()).username());
    }

    @Test
    void whatIsNotKnownIsSkipped() {
        assertEquals(
                "a:b",
                read(WrittenStun.request()
                                .attribute(UNKNOWN, new byte[5])
                                .user("a:b")
                                .done())
                        .username());
    }

    @Test
    void readingMovesNothing() {
        ByteBuffer datagram = ByteBuffer.allocate(200).position(8);
        datagram.put(Vectors.bytes(Vectors.REQUEST)).flip().position(8);

        assertEquals("evtj:h6vY", read(datagram).username());
        assertEquals(8, datagram.position());
    }

    @Test
    void theFingerprintOfRfc5769IsChecked() {
        ByteBuffer request = Vectors.bytes(Vectors.REQUEST);
        request.put(request.limit() - 1, (byte) 0);

        assertNull(StunMessage.read(request));
    }

    @Test
    void theLongestMessageIsRead() {
        byte[] filling = new byte[LONGEST - StunFormat.HEADER_BYTES - StunFormat.ATTRIBUTE_HEADER_BYTES];

        assertEquals(
                LONGEST,
                read(WrittenStun.request().attribute(UNKNOWN, filling).done()).size());
    }

    static Stream<ByteBuffer> malformed() {
        byte[] none = {};
        return Stream.of(
                ByteBuffer.wrap(none),
                Vectors.bytes(Vectors.REQUEST).limit(StunFormat.HEADER_BYTES - 1), // no whole header
                Vectors.bytes(Vectors.REQUEST).limit(100), // shorter than it says
                WrittenStun.request().done().putShort(2, (short) 4), // longer than it is
                ByteBuffer.wrap(new byte[100])
                        .put(0, WrittenStun.request().done().array()), // shorter than it is
                WrittenStun.request().raw((byte) 0, (byte) 6, (byte) 0).done(), // no multiple of four
                WrittenStun.request().done().put(0, (byte) 0x80), // RTP
                WrittenStun.request().done().putInt(StunFormat.COOKIE_AT, 0), // RFC 3489
                WrittenStun.request().header(StunFormat.USERNAME, 1).done(), // attribute beyond the end
                WrittenStun.request().header(UNKNOWN, 0xffff).done(),
                WrittenStun.request()
                        .attribute(StunFormat.MESSAGE_INTEGRITY, new byte[StunKey.DIGEST_BYTES - 4])
                        .done(),
                WrittenStun.request()
                        .attribute(StunFormat.MESSAGE_INTEGRITY, new byte[StunKey.DIGEST_BYTES + 4])
                        .done(),
                WrittenStun.request().attribute(StunFormat.FINGERPRINT, none).done(),
                WrittenStun.request()
                        .attribute(StunFormat.FINGERPRINT, new byte[Long.BYTES])
                        .done(),
                WrittenStun.request().fingerprint().user("a:b").done(), // the fingerprint is not the last
                WrittenStun.request().attribute(UNKNOWN, new byte[LONGEST]).done()); // too long
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsNoMessage(ByteBuffer datagram) {
        assertNull(StunMessage.read(datagram));
    }

    @Test
    void aKeyIsNotPrinted() {
        assertEquals("***", StunKey.of("secret").toString());
    }
}
