package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortPairTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 10_000;

    private final Loops loops = new Loops(1);
    private final EventLoop loop = loops.next();
    private final Received received = new Received();
    private PortPair pair;
    private DatagramSocket camera;
    private DatagramSocket stranger;

    @BeforeEach
    void open() throws Exception {
        pair = PortPair.open(loops, loop, HERE, received).syncUninterruptibly().getNow();
        camera = socket();
        stranger = socket();
    }

    private static DatagramSocket socket() throws SocketException {
        DatagramSocket socket = new DatagramSocket(0, HERE);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @AfterEach
    void close() {
        camera.close();
        stranger.close();
        loops.close();
    }

    @Test
    void thePortsAreNeighboursAndTheFirstIsEven() throws Exception {
        assertEquals(0, pair.port() % 2);

        speakWith(camera.getLocalPort(), camera.getLocalPort());
        say(camera, "m", pair.port());
        say(camera, "r", pair.port() + 1);

        assertEquals("media m", received.next());
        assertEquals("report r", received.next());
    }

    @Test
    void beforeThePeerIsKnownEverybodyIsAStranger() throws Exception {
        say(camera, "early", pair.port());
        assertEquals("stranger", received.next());

        speakWith(camera.getLocalPort(), camera.getLocalPort());
        say(camera, "later", pair.port());
        assertEquals("media later", received.next());
    }

    @Test
    void whoIsNotThePeerIsNotHeard() throws Exception {
        speakWith(camera.getLocalPort(), camera.getLocalPort());
        say(stranger, "psst", pair.port());
        assertEquals("stranger", received.next());

        say(camera, "m", pair.port());
        assertEquals("media m", received.next());
    }

    @Test
    void aPortThatIsNotNamedIsThatOfTheFirstPacket() throws Exception {
        speakWith(0, 0);
        send(() -> pair.sendMedia(bytes("nowhere")));
        say(camera, "m", pair.port());
        assertEquals("media m", received.next());
        say(stranger, "psst", pair.port());
        assertEquals("stranger", received.next());

        send(() -> pair.sendMedia(bytes("back")));
        assertArrayEquals("back".getBytes(StandardCharsets.US_ASCII), heardBy(camera));
    }

    @Test
    void bothWaysAreOpen() throws Exception {
        speakWith(camera.getLocalPort(), stranger.getLocalPort());
        send(() -> pair.sendMedia(bytes("sound")));
        send(() -> pair.sendReport(bytes("report")));

        assertArrayEquals("sound".getBytes(StandardCharsets.US_ASCII), heardBy(camera));
        assertArrayEquals("report".getBytes(StandardCharsets.US_ASCII), heardBy(stranger));
    }

    @Test
    void closingGivesThePortsBack() throws Exception {
        int port = pair.port();
        send(pair::close);

        new DatagramSocket(port, HERE).close();
        new DatagramSocket(port + 1, HERE).close();
        assertNull(received.all.poll());
    }

    private void speakWith(int media, int reports) {
        send(() -> pair.speakWith(HERE, media, reports));
    }

    private void send(Runnable task) {
        loop.submit(task).syncUninterruptibly();
    }

    private static void say(DatagramSocket from, String text, int port) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        from.send(new DatagramPacket(bytes, bytes.length, HERE, port));
    }

    private static byte[] heardBy(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Received implements PortPair.Receiver {
        private final LinkedBlockingQueue<String> all = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            String next = all.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return next == null ? "nothing" : next;
        }

        @Override
        public void onMedia(ByteBuffer packet) {
            all.add("media " + StandardCharsets.US_ASCII.decode(packet));
        }

        @Override
        public void onReport(ByteBuffer packet) {
            all.add("report " + StandardCharsets.US_ASCII.decode(packet));
        }

        @Override
        public void onStranger() {
            all.add("stranger");
        }
    }
}
