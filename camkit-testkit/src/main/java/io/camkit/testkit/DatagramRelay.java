package io.camkit.testkit;

import io.camkit.spi.Nullable;
import io.camkit.testkit.UdpFaultProxy.Weather;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** One port's packets on their way through a {@link UdpFaultProxy}, both ways. */
final class DatagramRelay {
    private static final int LONGEST = 65_536;
    private static final int BUFFER = 4 << 20;
    private static final int MOST_OVERTAKING = 4;
    private static final int MOST_CHANGES = 4;

    private final UdpFaultProxy proxy;
    private final DatagramSocket toServer;
    private final DatagramSocket toClient;
    private final int clientPort;
    private final boolean suffers;
    private final SplittableRandom lots;
    private final List<Late> late = new ArrayList<>();

    private static final class Late {
        private final byte[] packet;
        private int overtaking;

        Late(byte[] packet, int overtaking) {
            this.packet = packet;
            this.overtaking = overtaking;
        }
    }

    private DatagramRelay(
            UdpFaultProxy proxy, DatagramSocket toServer, DatagramSocket toClient, int clientPort, boolean suffers) {
        this.proxy = proxy;
        this.toServer = toServer;
        this.toClient = toClient;
        this.clientPort = clientPort;
        this.suffers = suffers;
        this.lots = new SplittableRandom(proxy.seed());
    }

    /** @param suffers whether the proxy's weather is for these packets */
    static DatagramRelay open(UdpFaultProxy proxy, int clientPort, boolean suffers) throws IOException {
        return new DatagramRelay(proxy, socket(), socket(), clientPort, suffers);
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setReceiveBufferSize(BUFFER);
        return socket;
    }

    int portForServer() {
        return toServer.getLocalPort();
    }

    int portForClient() {
        return toClient.getLocalPort();
    }

    int clientPort() {
        return clientPort;
    }

    void begin(int serverPort) {
        carry("datagrams-up", toClient, packet -> send(toServer, packet, serverPort));
        carry("datagrams-down", toServer, suffers ? this::weather : this::pass);
    }

    private interface Passing {
        void pass(byte[] packet) throws IOException;
    }

    private static void carry(String name, DatagramSocket from, Passing passing) {
        Thread thread = new Thread(
                () -> {
                    DatagramPacket received = new DatagramPacket(new byte[LONGEST], LONGEST);
                    try {
                        while (true) {
                            received.setLength(LONGEST);
                            from.receive(received);
                            passing.pass(Arrays.copyOf(received.getData(), received.getLength()));
                        }
                    } catch (IOException e) {
                        // closed
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void send(DatagramSocket from, byte[] packet, int port) throws IOException {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        from.send(new DatagramPacket(packet, packet.length, to));
    }

    private void pass(byte[] packet) throws IOException {
        send(toClient, packet, clientPort);
    }

    private void weather(byte[] packet) throws IOException {
        Weather weather = proxy.weather();
        boolean lost = happens(weather.lost());
        byte @Nullable [] arrives = lost ? null : happens(weather.damaged()) ? damaged(packet) : packet;
        proxy.note(packet, arrives);
        if (arrives != null) {
            if (happens(weather.late())) {
                late.add(new Late(arrives, 1 + lots.nextInt(MOST_OVERTAKING)));
            } else {
                pass(arrives);
            }
            if (happens(weather.doubled())) {
                pass(arrives);
            }
        }
        passLate();
    }

    private void passLate() throws IOException {
        for (Iterator<Late> each = late.iterator(); each.hasNext(); ) {
            Late one = each.next();
            if (one.overtaking-- == 0) {
                each.remove();
                pass(one.packet);
            }
        }
    }

    private boolean happens(double chance) {
        return lots.nextDouble() < chance;
    }

    private byte[] damaged(byte[] packet) {
        byte[] damaged = packet.clone();
        for (int changes = 1 + lots.nextInt(MOST_CHANGES); changes > 0; changes--) {
            damaged[lots.nextInt(damaged.length)] ^= (byte) (1 + lots.nextInt(255));
        }
        return damaged;
    }

    void close() {
        toServer.close();
        toClient.close();
    }
}
