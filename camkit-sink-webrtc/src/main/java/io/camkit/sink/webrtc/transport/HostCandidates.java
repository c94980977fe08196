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
    private static final int TYPE_PREFERENCE = 126;
    private static final int HIGHEST_LOCAL_PREFERENCE = 65_535;
    private static final int COMPONENT = 1;
    private static final int MOST = 16;

    private HostCandidates() {}

    /** Values of {@code a=candidate}, best first. */
    static List<String> of(int port, WebRtcOptions options) {
        Set<String> addresses = new LinkedHashSet<>();
        if (!options.publicAddress().isEmpty()) {
            addresses.add(options.publicAddress());
        }
        if (options.bind().isEmpty()) {
            addresses.addAll(ofThisMachine());
        } else {
            addresses.add(options.bind());
        }
        List<String> all = new ArrayList<>();
        for (String address : addresses) {
            if (all.size() < MOST) {
                all.add(candidate(address, port, all.size()));
            }
        }
        return all;
    }

    private static String candidate(String address, int port, int rank) {
        long priority = ((long) TYPE_PREFERENCE << 24)
                + ((long) (HIGHEST_LOCAL_PREFERENCE - rank) << 8)
                + (256 - COMPONENT); // RFC 8445, section 5.1.2.1
        return "candidate:" + (rank + 1) + " " + COMPONENT + " udp " + priority + " " + address + " " + port
                + " typ host";
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
