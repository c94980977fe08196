package io.camkit.sink.webrtc.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.net.Loops;
import io.camkit.sink.webrtc.stun.StunKey;
import io.camkit.sink.webrtc.stun.WrittenStun;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpPortTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MOST_STRANGERS = 64;
    private static final int LONGEST = 2048;
    private static final int SUCCESS = 0x0101;

    private final Loops loops = new Loops(1);
    private final EventLoop loop = loops.next();
    private final PortFixture fixture = new PortFixture(loop);
    private final List<FramedClient> clients = new ArrayList<>();
    private TcpPort tcp;
    private Peer peer;

    @BeforeEach
    void open() throws InterruptedException, ExecutionException {
        TcpConnections connections = new TcpConnections(loop, fixture.clock, fixture.metrics);
        connections.receive((datagram, from) -> fixture.port.datagram(datagram, new PortWay(connections, from)));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        tcp = TcpPort.open(loops, loop, any, connections).get();
        peer = onLoop(() -> fixture.accept());
    }

    @AfterEach
    void close() throws IOException {
        for (FramedClient client : clients) {
            client.close();
        }
        tcp.close();
        fixture.close();
        loops.close();
    }

    private <T> T onLoop(Callable<T> task) throws InterruptedException, ExecutionException {
        return loop.submit(task).get();
    }

    private FramedClient connect() throws IOException {
        FramedClient client = new FramedClient(tcp.local());
        clients.add(client);
        return client;
    }

    private ByteBuffer check(StunKey key) {
        return WrittenStun.check(PortFixture.user(peer))
                .signed(key)
                .fingerprint()
                .done();
    }

    private void checked(FramedClient client) throws IOException {
        client.send(check(PortFixture.key(peer)));
        assertEquals(SUCCESS, ByteBuffer.wrap(client.receive()).getShort(0));
    }

    /** Everything that was sent before is read when this returns. */
    private FramedClient viewer() throws IOException {
        FramedClient client = connect();
        checked(client);
        return client;
    }

    /** Lets the time pass after which connections without a peer are ended. */
    private void deadline() throws InterruptedException, ExecutionException {
        fixture.clock.advance(DEADLINE);
        onLoop(() -> "what was due has run");
    }

    @Test
    void aCheckInAFrameIsAnsweredInAFrame() throws IOException {
        checked(connect());
    }

    @Test
    void framesMayComeInPieces() throws IOException {
        FramedClient client = connect();
        ByteBuffer check = check(PortFixture.key(peer));
        client.length(check.remaining());
        client.raw(check.get(0));
        checked(connect()); // the first piece is read by now
        byte[] rest = new byte[check.remaining() - 1];
        check.get(1, rest);
        client.raw(rest);

        assertEquals(SUCCESS, ByteBuffer.wrap(client.receive()).getShort(0));
    }

    @Test
    void packetsToThePeerAreFramed() throws IOException, InterruptedException, ExecutionException {
        FramedClient client = viewer();
        onLoop(() -> {
            peer.output().send(new byte[] {1, 2, 3, 4}, 3);
            peer.output().send(new byte[] {5}, 1);
            peer.output().flush();
            return peer;
        });

        assertArrayEquals(new byte[] {1, 2, 3}, client.receive());
        assertArrayEquals(new byte[] {5}, client.receive());
    }

    @Test
    void theLongestFrameIsTaken() throws IOException {
        FramedClient client = viewer();
        client.send(ByteBuffer.allocate(LONGEST));

        checked(client);
    }

    @Test
    void aLongerFrameEndsTheConnection() throws IOException {
        FramedClient client = viewer();
        client.length(LONGEST + 1);

        assertTrue(client.isEnded());
        assertEquals(1, fixture.dropped.of("broken"));
    }

    @Test
    void aConnectionWithoutACheckIsEndedAtTheDeadline() throws IOException, InterruptedException, ExecutionException {
        FramedClient silent = connect();
        viewer();
        deadline();

        assertTrue(silent.isEnded());
        assertEquals(1, fixture.dropped.of("no_peer"));
    }

    @Test
    void aForgedCheckDoesNotPutTheDeadlineOff() throws IOException, InterruptedException, ExecutionException {
        FramedClient forger = connect();
        forger.send(check(StunKey.of("a guess")));
        viewer();
        deadline();

        assertTrue(forger.isEnded());
    }

    @Test
    void aConnectionOfAPeerIsNotEndedAtTheDeadline() throws IOException, InterruptedException, ExecutionException {
        viewer();
        deadline();

        assertEquals(0, fixture.dropped.of("no_peer"));
    }

    @Test
    void theOldestOfTooManyWithoutAPeerIsEnded() throws IOException {
        FramedClient oldest = connect();
        for (int i = 0; i < MOST_STRANGERS; i++) {
            connect();
        }

        assertTrue(oldest.isEnded());
        assertEquals(1, fixture.dropped.of("too_many"));
    }

    @Test
    void theConnectionOfAPeerThatIsClosedIsEndedAtTheDeadline()
            throws IOException, InterruptedException, ExecutionException {
        FramedClient client = viewer();
        onLoop(() -> {
            peer.close();
            return peer;
        });
        deadline();

        assertTrue(client.isEnded());
    }

    @Test
    void aPeerThatComesAgainOverAnotherConnectionIsReachedThere()
            throws IOException, InterruptedException, ExecutionException {
        viewer().close();
        FramedClient again = connect();
        again.send(WrittenStun.check(PortFixture.user(peer))
                .nominating()
                .signed(PortFixture.key(peer))
                .fingerprint()
                .done());
        again.receive();
        onLoop(() -> {
            peer.output().send(new byte[] {7}, 1);
            peer.output().flush();
            return peer;
        });

        assertArrayEquals(new byte[] {7}, again.receive());
    }
}
