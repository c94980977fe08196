package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.WebRtcOptions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Under which addresses a port is reached (RFC 8445, section 5.1.1.1): those of this machine's networks, IPv6 ones of global and unique
 * local scope, the loopback for browsers on this machine, and the public one that is configured.
 */
final class HostCandidates {
    private static final int UDP_PREFERENCE = 126;
    private static final int HIGHEST_UDP_PREFERENCE = 65_535;
    /** Below all of UDP's, relayed ones excepted. */
    private static final int TCP_PREFERENCE = 90;
    /** Of a passive candidate (RFC 6544, section 4.2). */
    private static final int HIGHEST_TCP_PREFERENCE = (4 << 13) + (1 << 13) - 1;

    private static final int COMPONENT = 1;
    private static final int MOST = 16;

    private HostCandidates() {}

    /**
     * Lines of candidates, best first.
     *
     * @param tcp whether there is a TCP port of the same number
     */
    static List<String> of(int port, boolean tcp, WebRtcOptions options) {
        Set<String> addresses = new LinkedHashSet<>();
        if (!options.publicAddress().isEmpty()) {
            addresses.add(options.publicAddress());
        }
        if (isEverywhere(options.bind())) {
            addresses.addAll(ofThisMachine());
        } else {
            addresses.add(options.bind());
        }
        List<String> best = addresses.stream().limit(MOST).toList();
        List<String> all = new ArrayList<>();
        for (int rank = 0; rank < best.size(); rank++) {
            long priority = priority(UDP_PREFERENCE, HIGHEST_UDP_PREFERENCE - rank);
            all.add(candidate(rank, "udp", priority, best.get(rank), port));
        }
        for (int rank = 0; tcp && rank < best.size(); rank++) {
            long priority = priority(TCP_PREFERENCE, HIGHEST_TCP_PREFERENCE - rank);
            all.add(candidate(best.size() + rank, "tcp", priority, best.get(rank), port) + " tcptype passive");
        }
        return all;
    }

    private static boolean isEverywhere(String bind) {
        return bind.isEmpty() || bind.equals("0.0.0.0") || bind.equals("::");
    }

    /** RFC 8445, section 5.1.2.1. */
    private static long priority(int type, int local) {
        return ((long) type << 24) + ((long) local << 8) + (256 - COMPONENT);
    }

    private static String candidate(int number, String protocol, long priority, String address, int port) {
        return "candidate:" + (number + 1) + " " + COMPONENT + " " + protocol + " " + priority + " " + address + " "
                + port + " typ host";
    }

    private static List<String> ofThisMachine() {
        List<String> networks = new ArrayList<>();
        List<String> itself = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp()) {
                    network.inetAddresses()
                            .filter(HostCandidates::isReachable)
                            .forEach(address -> (address.isLoopbackAddress() ? itself : networks).add(text(address)));
                }
            }
        } catch (SocketException e) {
            return List.of("127.0.0.1");
        }
        networks.addAll(itself);
        return networks;
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isLinkLocalAddress() && !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    /** Without the name of the network. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return address instanceof Inet4Address || scope < 0 ? text : text.substring(0, scope);
    }
}
