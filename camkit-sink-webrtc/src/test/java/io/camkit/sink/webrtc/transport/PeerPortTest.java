package io.camkit.sink.webrtc.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.sink.webrtc.stun.StunKey;
import io.camkit.sink.webrtc.stun.WrittenStun;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerPortTest {
    private static final int FORGED = 10_000;
    private static final int MOST_ADDRESSES = 8;
    private static final InetSocketAddress HOME = PortFixture.place(0);

    private final PortFixture fixture = new PortFixture();
    private final SplittableRandom random = new SplittableRandom(1);

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Whether what comes from there is known to be a peer's. */
    private boolean isKnown(InetSocketAddress from) {
        long before = fixture.dropped.of("unknown_address");
        fixture.packet(from);
        return fixture.dropped.of("unknown_address") == before;
    }

    private ByteBuffer randomStun() {
        byte[] bytes = new byte[20 + 4 * random.nextInt(100)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes).putShort(0, (short) 1).putInt(4, 0x2112a442);
    }

    private ByteBuffer withAGuessedPassword(Peer peer) {
        return WrittenStun.check(PortFixture.user(peer))
                .nominating()
                .signed(StunKey.of("guess " + random.nextInt()))
                .fingerprint()
                .done();
    }

    private ByteBuffer truncated(Peer peer) {
        ByteBuffer whole = WrittenStun.check(PortFixture.user(peer))
                .signed(PortFixture.key(peer))
                .fingerprint()
                .done();
        return whole.limit(20 + random.nextInt(whole.limit() - 20));
    }

    private ByteBuffer forged(Peer peer, int number) {
        return switch (number % 3) {
            case 0 -> randomStun();
            case 1 -> withAGuessedPassword(peer);
            default -> truncated(peer);
        };
    }

    @Test
    void forgedChecksAreCountedAndNotAnswered() {
        Peer peer = fixture.accept();
        for (int i = 0; i < FORGED; i++) {
            fixture.datagram(forged(peer, i), PortFixture.place(i));
        }

        assertEquals(List.of(), fixture.sent.answered());
        assertEquals(
                FORGED,
                fixture.dropped.of("malformed_check")
                        + fixture.dropped.of("unknown_user")
                        + fixture.dropped.of("forged_check"));
    }

    @Test
    void forgedChecksLeaveNothingBehind() {
        Peer peer = fixture.accept();
        for (int i = 0; i < FORGED; i++) {
            fixture.datagram(forged(peer, i), PortFixture.place(i));
            fixture.packet(PortFixture.place(i));
        }

        assertEquals(FORGED, fixture.dropped.of("unknown_address"));
        assertEquals(1, fixture.port.peers());
    }

    @Test
    void aPeersCheckIsAnsweredWhereItCameFrom() {
        fixture.check(fixture.accept(), HOME);

        assertEquals(List.of(HOME), fixture.sent.answered());
    }

    @Test
    void whatComesFromAnUnknownAddressIsDropped() {
        fixture.accept();
        fixture.packet(HOME);

        assertEquals(1, fixture.dropped.of("unknown_address"));
    }

    @Test
    void anAddressIsKnownByItsCheck() {
        fixture.check(fixture.accept(), HOME);

        assertTrue(isKnown(HOME));
    }

    @Test
    void theSamePlaceByAnotherPortIsUnknown() {
        fixture.check(fixture.accept(), HOME);
        fixture.port.datagram(ByteBuffer.wrap(new byte[] {(byte) 0x80, 0}), new PortWay(new SentDatagrams(), HOME));

        assertEquals(1, fixture.dropped.of("unknown_address"));
    }

    @Test
    void theOldestAddressOfAPeerIsForgotten() {
        Peer peer = fixture.accept();
        for (int i = 0; i <= MOST_ADDRESSES; i++) {
            fixture.check(peer, PortFixture.place(i));
        }

        assertFalse(isKnown(PortFixture.place(0)));
        assertTrue(isKnown(PortFixture.place(1)));
        assertTrue(isKnown(PortFixture.place(MOST_ADDRESSES)));
    }

    @Test
    void anAddressThatIsCheckedAgainIsNotTheOldest() {
        Peer peer = fixture.accept();
        for (int i = 0; i <= MOST_ADDRESSES; i++) {
            fixture.check(peer, HOME);
            fixture.check(peer, PortFixture.place(1 + i));
        }

        assertTrue(isKnown(HOME));
    }

    @Test
    void anAddressBelongsToThePeerThatCheckedLast() {
        Peer first = fixture.accept();
        Peer second = fixture.accept();
        fixture.check(first, HOME);
        fixture.check(second, HOME);
        first.close();

        assertTrue(isKnown(HOME));
    }

    @Test
    void aPeerThatIsClosedIsForgotten() {
        Peer peer = fixture.accept();
        fixture.check(peer, HOME);
        peer.close();
        fixture.packet(HOME);
        fixture.check(peer, HOME);

        assertEquals(1, fixture.dropped.of("unknown_address"));
        assertEquals(1, fixture.dropped.of("unknown_user"));
        assertEquals(0, fixture.port.peers());
    }

    @Test
    void packetsTakeTheWayThatWasNominatedLast() {
        Peer peer = fixture.accept();
        fixture.check(peer, HOME);
        fixture.nominate(peer, PortFixture.place(1));
        peer.output().send(new byte[1], 1);

        assertEquals(List.of(PortFixture.place(1)), fixture.sent.packets());
    }
}
