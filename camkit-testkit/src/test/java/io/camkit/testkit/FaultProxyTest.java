package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final byte[] SAID = new byte[100_000];
    private static final int SHORT_MILLIS = 200;
    private static final int LONG_MILLIS = 10_000;

    private ServerSocket peer;
    private FaultProxy network;

    @BeforeEach
    void startPeer() throws IOException {
        for (int i = 0; i < SAID.length; i++) {
            SAID[i] = (byte) i;
        }
        peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "talker");
        thread.setDaemon(true);
        thread.start();
        network = FaultProxy.to(peer.getLocalPort());
    }

    /** Says its text to whoever says something, and hangs up. */
    private void serve() {
        while (true) {
            try (Socket client = peer.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(SAID);
            } catch (IOException e) {
                if (peer.isClosed()) {
                    return;
                }
            }
        }
    }

    @AfterEach
    void stopPeer() throws IOException {
        network.close();
        network.close();
        peer.close();
    }

    @Test
    void withoutFaultEverythingPasses() throws IOException {
        try (Socket client = connect()) {
            assertArrayEquals(SAID, client.getInputStream().readAllBytes());
        }
        assertEquals(1, network.connections());
    }

    @Test
    void aRefusedPortIsTheSamePortWhenItComesBack() throws IOException {
        InetSocketAddress address = network.address();
        network.refuse();
        assertThrows(ConnectException.class, this::connect);

        network.forward();

        assertEquals(address, network.address());
        try (Socket client = connect()) {
            assertEquals(SAID.length, client.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void aStalledNetworkAcceptsAndSaysNothing() throws IOException {
        network.stall();
        try (Socket client = connect()) {
            assertSilent(client);
        }
    }

    @Test
    void silenceComesAfterSoManyBytes() throws IOException {
        network.silentAfter(1234);
        try (Socket client = connect()) {
            assertEquals(1234, client.getInputStream().readNBytes(1234).length);
            assertSilent(client);
        }
    }

    @Test
    void aCutComesAfterSoManyBytes() throws IOException {
        network.cutAfter(1234);
        try (Socket client = connect()) {
            InputStream in = client.getInputStream();
            int read = 0;
            try {
                while (in.read() >= 0) {
                    read++;
                }
            } catch (SocketException e) {
                // a reset may overtake what was said before it
            }
            assertTrue(read <= 1234, read + " bytes");
        }
    }

    @Test
    void aCutIsAReset() throws IOException, InterruptedException {
        network.stall();
        try (Socket client = connect()) {
            network.awaitConnections(1);
            network.cut();

            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void garbageIsTheSameEveryTime() throws IOException {
        network.garbage();
        try (Socket one = connect();
                Socket other = connect()) {
            assertArrayEquals(
                    one.getInputStream().readNBytes(1000),
                    other.getInputStream().readNBytes(1000));
        }
    }

    @Test
    void anAnswerComesWhenTheClientHasSpoken() throws IOException {
        network.answer("HTTP/1.1 500 no\r\n\r\n");
        try (Socket client = connect()) {
            byte[] answer = client.getInputStream().readNBytes(19);
            assertEquals("HTTP/1.1 500 no\r\n\r\n", new String(answer, StandardCharsets.ISO_8859_1));
            assertSilent(client);
        }
    }

    @Test
    void crumbsAndThrottleChangeNoByte() throws IOException {
        network.crumble(7);
        try (Socket client = connect()) {
            assertArrayEquals(SAID, client.getInputStream().readAllBytes());
        }
        network.throttle(1_000_000);
        try (Socket client = connect()) {
            assertArrayEquals(SAID, client.getInputStream().readAllBytes());
        }
    }

    @Test
    void aClosedProxyIsGone() {
        network.close();

        assertThrows(ConnectException.class, this::connect);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(network.address(), LONG_MILLIS);
        socket.setSoTimeout(LONG_MILLIS);
        socket.getOutputStream().write('?');
        return socket;
    }

    private static void assertSilent(Socket client) throws SocketException {
        client.setSoTimeout(SHORT_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    }
}
