package io.camkit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cameras that answer when somebody looks for them (WS-Discovery), on loopback, by unicast or in a multicast group.
 *
 * <p><b>Threading.</b> Any thread; answers are made on a thread of its own.
 */
public final class FakeOnvifDiscovery implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("<(?:\\w+:)?MessageID\\b[^>]*>([^<]*)<");
    private static final int LARGEST = 64 * 1024;

    private final DatagramSocket socket;
    private final InetSocketAddress address;
    private final List<UnaryOperator<String>> answers;

    private FakeOnvifDiscovery(DatagramSocket socket, InetSocketAddress address, List<UnaryOperator<String>> answers) {
        this.socket = socket;
        this.address = address;
        this.answers = answers;
    }

    /**
     * Answers who asks its port.
     *
     * @param answers each makes one datagram of the question's message id
     */
    public static FakeOnvifDiscovery unicast(List<UnaryOperator<String>> answers) {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            return begun(socket, new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()), answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers who asks this group on the loopback interface, at a free port. */
    public static FakeOnvifDiscovery multicast(String group, List<UnaryOperator<String>> answers) {
        try {
            InetAddress to = InetAddress.getByName(group);
            MulticastSocket socket = new MulticastSocket(new InetSocketAddress(to, 0));
            socket.joinGroup(new InetSocketAddress(to, 0), loopback());
            return begun(socket, new InetSocketAddress(to, socket.getLocalPort()), answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NetworkInterface loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    private static FakeOnvifDiscovery begun(
            DatagramSocket socket, InetSocketAddress address, List<UnaryOperator<String>> answers) {
        FakeOnvifDiscovery discovery = new FakeOnvifDiscovery(socket, address, List.copyOf(answers));
        Thread thread = new Thread(discovery::serve, "fake-onvif-discovery");
        thread.setDaemon(true);
        thread.start();
        return discovery;
    }

    /** The answer of a camera whose services are at this address, with a name and a model. */
    public static UnaryOperator<String> camera(String serviceAddress, String name, String model) {
        return messageId -> "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                + " xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
                + " xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\"><s:Header><a:RelatesTo>" + messageId
                + "</a:RelatesTo></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:"
                + "1</a:Address></a:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types>"
                + "<d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/" + name
                + " onvif://www.onvif.org/hardware/" + model + "</d:Scopes><d:XAddrs>" + serviceAddress
                + "</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>";
    }

    private void serve() {
        byte[] buffer = new byte[LARGEST];
        try (DatagramSocket replies = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            while (!socket.isClosed()) {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                String text = new String(buffer, 0, question.getLength(), StandardCharsets.UTF_8);
                Matcher id = MESSAGE_ID.matcher(text);
                if (text.contains("NetworkVideoTransmitter") && id.find()) {
                    for (UnaryOperator<String> answer : answers) {
                        byte[] bytes = answer.apply(id.group(1)).getBytes(StandardCharsets.UTF_8);
                        replies.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
                    }
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Ends it. */
    @Override
    public void close() {
        socket.close();
    }
}
