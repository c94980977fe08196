package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.UdpFaultProxy.Packet;
import io.camkit.testkit.UdpFaultProxy.Weather;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy between a server of two answers and a client of plain sockets. */
class UdpFaultProxyTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PACKETS = 200;
    private static final int PATIENCE_MILLIS = 10_000;

    private DatagramSocket serverMedia;
    private DatagramSocket clientMedia;

    @BeforeEach
    void open() throws IOException {
        serverMedia = new DatagramSocket(0, HERE);
        clientMedia = new DatagramSocket(0, HERE);
        serverMedia.setSoTimeout(PATIENCE_MILLIS);
        clientMedia.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void close() {
        serverMedia.close();
        clientMedia.close();
    }

    @Test
    void inFineWeatherEverythingPassesBothWays() throws IOException {
        try (AnsweringServer server = server();
                UdpFaultProxy proxy = UdpFaultProxy.to(server.address(), Weather.FINE, 1);
                Socket client = client(proxy)) {
            String answer = setUp(client);
            int there = port(answer, "server_port");
            assertEquals(clientMedia.getLocalPort(), port(answer, "client_port"));
            assertFalse(there == serverMedia.getLocalPort());

            send(clientMedia, new byte[] {1}, there);
            assertEquals(1, receive(serverMedia)[0]);
            send(serverMedia, new byte[] {2}, port(server.requests().get(0), "client_port"));
            assertEquals(2, receive(clientMedia)[0]);
            assertTrue(proxy.packets().get(0).intact());
        }
    }

    @Test
    void theSameSeedMakesTheSameWeather() throws IOException {
        Weather weather = new Weather(0.2, 0.1, 0.1, 0.2);
        List<String> fates = fates(weather, 5);

        assertEquals(fates, fates(weather, 5));
        assertFalse(fates.equals(fates(weather, 6)));
        assertTrue(fates.contains("lost") && fates.contains("damaged") && fates.contains("intact"), fates::toString);
    }

    private List<String> fates(Weather weather, long seed) throws IOException {
        try (AnsweringServer server = server();
                UdpFaultProxy proxy = UdpFaultProxy.to(server.address(), weather, seed);
                Socket client = client(proxy)) {
            setUp(client);
            int there = port(server.requests().get(server.requests().size() - 1), "client_port");
            for (int i = 0; i < PACKETS; i++) {
                send(serverMedia, new byte[] {(byte) i, 7, 7, 7}, there);
            }
            awaitPackets(proxy);
            List<String> fates = new ArrayList<>();
            for (Packet packet : proxy.packets()) {
                fates.add(packet.arrived() == null ? "lost" : packet.intact() ? "intact" : "damaged");
            }
            return fates;
        }
    }

    /** What is sent over loopback is never lost in a buffer this large; it only takes a moment. */
    private static void awaitPackets(UdpFaultProxy proxy) {
        long turns = 0;
        while (proxy.packets().size() < PACKETS && turns++ < 100_000_000L) {
            Thread.onSpinWait();
        }
        assertEquals(PACKETS, proxy.packets().size());
    }

    private AnsweringServer server() {
        int port = serverMedia.getLocalPort();
        String ports = "client_port=1-2;server_port=" + port + "-" + port;
        return AnsweringServer.answering(
                request -> "RTSP/1.0 200 OK\r\nCSeq: 1\r\nTransport: RTP/AVP;unicast;" + ports + "\r\n\r\n");
    }

    private static Socket client(UdpFaultProxy proxy) throws IOException {
        Socket socket = new Socket(HERE, proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private String setUp(Socket client) throws IOException {
        int port = clientMedia.getLocalPort();
        String request = "SETUP rtsp://cam/ RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP;unicast;client_port=" + port + "-"
                + port + "\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = client.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.read());
        }
        return answer.toString();
    }

    private static int port(String head, String name) {
        Matcher port = Pattern.compile(name + "=(\\d+)").matcher(head);
        assertTrue(port.find(), head);
        return Integer.parseInt(port.group(1));
    }

    private static void send(DatagramSocket from, byte[] packet, int port) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, HERE, port));
    }

    private static byte[] receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        at.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
