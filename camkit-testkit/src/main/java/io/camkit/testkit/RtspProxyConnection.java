package io.camkit.testkit;

import io.camkit.spi.Nullable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of a {@link UdpFaultProxy}: carries messages, and puts the proxy's ports in the place of both sides'. */
final class RtspProxyConnection {
    private static final Pattern CLIENT_PORTS = Pattern.compile("client_port=(\\d+)-(\\d+)");
    private static final Pattern SERVER_PORTS = Pattern.compile("server_port=(\\d+)-(\\d+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

    private final UdpFaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private final List<DatagramRelay> relays = new ArrayList<>();
    private @Nullable DatagramRelay media;
    private @Nullable DatagramRelay reports;

    RtspProxyConnection(UdpFaultProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void begin() {
        carry("rtsp-up", client, server, this::requested);
        carry("rtsp-down", server, client, this::answered);
    }

    private interface Rewriting {
        String rewrite(String head) throws IOException;
    }

    private void carry(String name, Socket from, Socket to, Rewriting rewriting) {
        Thread thread = new Thread(
                () -> {
                    try {
                        InputStream in = new BufferedInputStream(from.getInputStream());
                        OutputStream out = to.getOutputStream();
                        while (true) {
                            message(in, out, rewriting);
                        }
                    } catch (IOException e) {
                        close();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void message(InputStream in, OutputStream out, Rewriting rewriting) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (head.isEmpty() && next == '$') {
                packet(in, out);
            } else {
                head.append((char) next);
            }
        }
        Matcher length = LENGTH.matcher(head);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        out.write(rewriting.rewrite(head.toString()).getBytes(StandardCharsets.ISO_8859_1));
        out.write(in.readNBytes(body));
    }

    private static void packet(InputStream in, OutputStream out) throws IOException {
        byte[] rest = in.readNBytes(3);
        byte[] packet = in.readNBytes(((rest[1] & 0xff) << Byte.SIZE) | (rest[2] & 0xff));
        out.write('$');
        out.write(rest);
        out.write(packet);
    }

    /** A SETUP names the client's ports: two relays take their place. */
    private synchronized String requested(String head) throws IOException {
        Matcher ports = CLIENT_PORTS.matcher(head);
        if (!ports.find()) {
            return head;
        }
        DatagramRelay first = DatagramRelay.open(proxy, Integer.parseInt(ports.group(1)), true);
        DatagramRelay second = DatagramRelay.open(proxy, Integer.parseInt(ports.group(2)), false);
        relays.add(first);
        relays.add(second);
        media = first;
        reports = second;
        return ports.replaceFirst("client_port=" + first.portForServer() + "-" + second.portForServer());
    }

    private synchronized String answered(String head) {
        DatagramRelay first = media;
        DatagramRelay second = reports;
        Matcher ports = SERVER_PORTS.matcher(head);
        if (first == null || second == null || !ports.find()) {
            return head;
        }
        first.begin(Integer.parseInt(ports.group(1)));
        second.begin(Integer.parseInt(ports.group(2)));
        media = null;
        reports = null;
        String rewritten = ports.replaceFirst("server_port=" + first.portForClient() + "-" + second.portForClient());
        return CLIENT_PORTS
                .matcher(rewritten)
                .replaceFirst("client_port=" + first.clientPort() + "-" + second.clientPort());
    }

    synchronized void close() {
        proxy.forget(this);
        ProxiedConnection.closeQuietly(client);
        ProxiedConnection.closeQuietly(server);
        relays.forEach(DatagramRelay::close);
    }
}
