package io.camkit.sink.webrtc.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.camkit.sink.webrtc.sdp.LocalTransport;
import io.camkit.sink.webrtc.stun.StunKey;
import io.camkit.sink.webrtc.stun.WrittenStun;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerRestartTest {
    private static final String ANEW = "anew";
    private static final InetSocketAddress HOME = PortFixture.place(0);
    private static final InetSocketAddress AWAY = PortFixture.place(1);

    private final PortFixture fixture = new PortFixture();
    private final Peer peer = fixture.accept();
    private final LocalTransport before = peer.local();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void check(LocalTransport local, String remoteUfrag, InetSocketAddress from) {
        fixture.datagram(
                WrittenStun.check(local.ufrag() + ":" + remoteUfrag)
                        .signed(StunKey.of(local.password()))
                        .fingerprint()
                        .done(),
                from);
    }

    private InetSocketAddress path() {
        peer.output().send(new byte[1], 1);
        List<InetSocketAddress> packets = fixture.sent.packets();
        return packets.get(packets.size() - 1);
    }

    @Test
    void aRestartGivesOtherCredentialsAtTheSamePlaceWithTheSameCertificate() {
        peer.restart(ANEW);

        assertNotEquals(before.ufrag(), peer.local().ufrag());
        assertNotEquals(before.password(), peer.local().password());
        assertEquals(before.candidates(), peer.local().candidates());
        assertEquals(before.fingerprint(), peer.local().fingerprint());
        assertEquals(ANEW, peer.remoteUfrag());
    }

    @Test
    void theOldCredentialsAreValidUntilTheFirstCheckWithTheNewOnes() {
        peer.restart(ANEW);
        check(before, PortFixture.REMOTE_UFRAG, HOME);

        assertEquals(List.of(HOME), fixture.sent.answered());
    }

    @Test
    void theOldCredentialsAreNotValidAfterTheFirstCheckWithTheNewOnes() {
        peer.restart(ANEW);
        check(peer.local(), ANEW, AWAY);
        check(before, PortFixture.REMOTE_UFRAG, HOME);

        assertEquals(List.of(AWAY), fixture.sent.answered());
        assertEquals(1, fixture.dropped.of("unknown_user"));
    }

    @Test
    void packetsTakeTheOldWayUntilTheFirstCheckWithTheNewCredentials() {
        check(before, PortFixture.REMOTE_UFRAG, HOME);
        peer.restart(ANEW);

        assertEquals(HOME, path());
    }

    @Test
    void theFirstCheckWithTheNewCredentialsMovesThePathWithoutANomination() {
        check(before, PortFixture.REMOTE_UFRAG, HOME);
        peer.restart(ANEW);
        check(peer.local(), ANEW, AWAY);

        assertEquals(AWAY, path());
    }

    @Test
    void aForgedCheckForTheNewCredentialsMovesNothing() {
        check(before, PortFixture.REMOTE_UFRAG, HOME);
        peer.restart(ANEW);
        fixture.datagram(
                WrittenStun.check(peer.local().ufrag() + ":" + ANEW)
                        .signed(StunKey.of(before.password()))
                        .fingerprint()
                        .done(),
                AWAY);

        assertEquals(HOME, path());
        assertEquals(1, fixture.dropped.of("forged_check"));
    }

    @Test
    void theOtherEndsOldNameIsNotValidWithTheNewCredentials() {
        peer.restart(ANEW);
        check(peer.local(), PortFixture.REMOTE_UFRAG, AWAY);

        assertEquals(1, fixture.dropped.of("forged_check"));
    }

    @Test
    void aSecondRestartTakesThePlaceOfTheFirst() {
        peer.restart(ANEW);
        LocalTransport between = peer.local();
        peer.restart("again");
        check(between, ANEW, AWAY);
        check(before, PortFixture.REMOTE_UFRAG, HOME);
        check(peer.local(), "again", AWAY);

        assertEquals(List.of(HOME, AWAY), fixture.sent.answered());
    }

    @Test
    void aPeerHasOnePlaceHoweverOftenItBegins() {
        peer.restart(ANEW);
        peer.restart("again");

        assertEquals(1, fixture.port.peers());
    }

    @Test
    void aPeerThatIsClosedHasNoNewName() {
        peer.close();
        peer.restart(ANEW);

        assertEquals(0, fixture.port.peers());
        assertEquals(before, peer.local());
    }
}
